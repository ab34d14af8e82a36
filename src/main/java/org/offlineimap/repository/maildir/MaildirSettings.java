package org.offlineimap.repository.maildir;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.offlineimap.mail.LetterMap;

/**
 * What the configuration says of a Maildir repository. Immutable.
 *
 * @param repository its name, for messages to people
 * @param root {@code localfolders}, absolute
 * @param separator {@code sep}; anything but {@code /} makes the tree flat
 * @param format how message files are named
 * @param fsync whether to flush to the device; the order of effects stays either way
 */
public record MaildirSettings(
    String repository, Path root, String separator, Format format, boolean fsync) {
  /**
   * How message files are named and dated.
   *
   * @param letters the flags that info letters mean
   * @param windowsCompatible {@code !} instead of {@code :} before the info part
   * @param datesFromServer whether a delivered file's modification time is the internal date
   * @param visible the local {@code nametrans}: from a local folder name to the text whose MD5 is
   *     the FMD5 field (formats 2.1); called once a folder, at its first use
   */
  public record Format(
      LetterMap letters,
      boolean windowsCompatible,
      boolean datesFromServer,
      UnaryOperator<String> visible) {
    /** System flags only, {@code :}, no dates, no nametrans. */
    public static Format standard() {
      return new Format(LetterMap.systemOnly(), false, false, UnaryOperator.identity());
    }

    char infoMark() {
      return windowsCompatible ? '!' : ':';
    }
  }
}
