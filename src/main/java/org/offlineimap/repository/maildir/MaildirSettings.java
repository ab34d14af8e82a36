package org.offlineimap.repository.maildir;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.offlineimap.mail.LetterMap;

/**
 * What the configuration says of a Maildir repository. Immutable.
 *
 * @param repository its name, for messages to people
 * @param gmail whether its type is called GmailMaildir
 * @param root {@code localfolders}, absolute
 * @param separator {@code sep}; anything but {@code /} makes the tree flat
 * @param format how message files are named
 * @param care what is done beside storing
 */
public record MaildirSettings(
    String repository, boolean gmail, Path root, String separator, Format format, Care care) {
  /** Of type Maildir. */
  public MaildirSettings(String repository, Path root, String separator, Format format, Care care) {
    this(repository, false, root, separator, format, care);
  }

  /**
   * What is done beside storing.
   *
   * @param fsync whether to flush to the device; the order of effects stays either way
   * @param restoresAccessTimes {@code restoreatime}
   */
  public record Care(boolean fsync, boolean restoresAccessTimes) {}

  /** Whether to flush to the device. */
  boolean fsync() {
    return care.fsync();
  }

  /**
   * Where a delivered file's times come from (reference: configuration 8).
   *
   * @param fromHeader its modification time is the {@code Date:}
   * @param fromServer else it is the internal date
   * @param nameFromHeader the number in its name is that of the {@code Date:}
   */
  public record Dates(boolean fromHeader, boolean fromServer, boolean nameFromHeader) {
    /** All times are those of the delivery. */
    public static final Dates OF_DELIVERY = new Dates(false, false, false);

    boolean readHeader() {
      return fromHeader || nameFromHeader;
    }
  }

  /**
   * How message files are named and dated.
   *
   * @param letters the flags that info letters mean
   * @param windowsCompatible {@code !} instead of {@code :} before the info part
   * @param dates where their times come from
   * @param visible the local {@code nametrans}: from a local folder name to the text whose MD5 is
   *     the FMD5 field (formats 2.1); called once a folder, at its first use
   */
  public record Format(
      LetterMap letters, boolean windowsCompatible, Dates dates, UnaryOperator<String> visible) {
    /** System flags only, {@code :}, no dates, no nametrans. */
    public static Format standard() {
      return new Format(LetterMap.systemOnly(), false, Dates.OF_DELIVERY, UnaryOperator.identity());
    }

    char infoMark() {
      return windowsCompatible ? '!' : ':';
    }
  }
}
