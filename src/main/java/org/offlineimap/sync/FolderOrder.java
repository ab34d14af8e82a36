package org.offlineimap.sync;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.offlineimap.mail.SyncException.AccountFailure;

/** In which order folders are taken up. Thread-safe. */
@FunctionalInterface
public interface FolderOrder {
  /** By visible name, without regard to case. */
  FolderOrder USUAL =
      visible ->
          visible.stream()
              .sorted(
                  Comparator.comparing((String name) -> name.toLowerCase(Locale.ROOT))
                      .thenComparing(Comparator.naturalOrder()))
              .toList();

  /**
   * Sorts visible remote names.
   *
   * @throws AccountFailure the user's comparison fails
   */
  List<String> sorted(List<String> visible) throws AccountFailure;
}
