package org.offlineimap.sync;

import java.util.Locale;
import java.util.Set;
import org.offlineimap.repository.RemoteRepository.ListedFolder;
import org.offlineimap.repository.RemoteRepository.Use;

/** Which folders may lose all their messages at once (reference: beyond 2). */
final class Exempt {
  private static final Set<String> NAMES =
      Set.of(
          "trash",
          "deleted",
          "deleted items",
          "deleted messages",
          "bin",
          "papierkorb",
          "corbeille",
          "papelera",
          "junk",
          "junk e-mail",
          "spam",
          "bulk mail");

  private Exempt() {}

  /**
   * Whether the deletion guard does not watch this folder.
   *
   * @param anyUse whether the server told a special use of any folder; names count only if not
   */
  static boolean from(ListedFolder folder, boolean anyUse, String separator) {
    if (anyUse) {
      return folder.use() != Use.NONE;
    }
    String text = folder.name().text();
    int cut = separator.isEmpty() ? -1 : text.lastIndexOf(separator);
    String last = cut < 0 ? text : text.substring(cut + separator.length());
    return NAMES.contains(last.toLowerCase(Locale.ROOT));
  }
}
