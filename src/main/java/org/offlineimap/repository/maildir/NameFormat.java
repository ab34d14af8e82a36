package org.offlineimap.repository.maildir;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.Uid;

/**
 * Message file names of one folder, {@code TIME_SEQ.PID.HOST,U=UID,FMD5=HEX:2,FLAGS}, read and
 * written (formats 2). Immutable.
 */
final class NameFormat {
  private static final String FMD5 = ",FMD5=";
  private static final int HASH_LENGTH = 32;

  private final String marker;
  private final LetterMap letters;
  private final char infoMark;

  /**
   * @param visible the folder's name as the other side sees it (formats 2.1)
   */
  NameFormat(String visible, LetterMap letters, char infoMark) {
    this.marker = FMD5 + hash(visible);
    this.letters = letters;
    this.infoMark = infoMark;
  }

  /** MD5 of a folder name; it identifies, it protects nothing. */
  static String hash(String visible) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest(visible.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /** {@code ,FMD5=} and this folder's hash. */
  String marker() {
    return marker;
  }

  /** The UID, if the name carries one of this folder. */
  OptionalLong uid(String file) {
    return file.contains(marker) ? anyUid(file) : OptionalLong.empty();
  }

  private static OptionalLong anyUid(String file) {
    int from = file.indexOf(",U=") + 3;
    int to = from;
    long uid = 0;
    while (from > 2 && to < file.length() && isDigit(file.charAt(to)) && uid <= Uid.MAX) {
      uid = uid * 10 + (file.charAt(to++) - '0');
    }
    return uid < 1 || uid > Uid.MAX ? OptionalLong.empty() : OptionalLong.of(uid);
  }

  /** The seconds since 1970 that a name begins with, where it begins with a number. */
  static Optional<Long> time(String file) {
    int end = file.startsWith("-") ? 1 : 0;
    while (end < file.length() && end < 18 && isDigit(file.charAt(end))) {
      end++;
    }
    return end > 0 && isDigit(file.charAt(end - 1))
        ? Optional.of(Long.parseLong(file.substring(0, end)))
        : Optional.empty();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The hash of another folder that the name carries beside a UID. */
  Optional<String> foreignHash(String file) {
    int at = file.indexOf(FMD5) + FMD5.length();
    boolean foreign =
        at >= FMD5.length()
            && file.length() >= at + HASH_LENGTH
            && !file.contains(marker)
            && anyUid(file).isPresent();
    return foreign ? Optional.of(file.substring(at, at + HASH_LENGTH)) : Optional.empty();
  }

  /** The name before its info part: what stays when flags change. */
  static String base(String file) {
    int info = infoAt(file);
    return info < 0 ? file : file.substring(0, info);
  }

  /** The info letters; both separators are understood (synchronisation 13.32). */
  static String letters(String file) {
    int info = infoAt(file);
    if (info < 0) {
      return "";
    }
    int end = info + 3;
    while (end < file.length() && isWord(file.charAt(end))) {
      end++;
    }
    return file.substring(info + 3, end);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static int infoAt(String file) {
    int colon = file.indexOf(":2,");
    int mark = file.indexOf("!2,");
    return colon < 0 || mark < 0 ? Math.max(colon, mark) : Math.min(colon, mark);
  }

  /** The flags that the name tells; letters of other programs are left out. */
  FlagSet flags(String file) {
    return letters.flags(letters(file));
  }

  /** The same file with other flags: its base, and the letters of other programs, stay. */
  Located withFlags(String file, FlagSet flags) {
    String text = lettersFor(file, flags);
    return new Located(Place.of(text), base(file) + infoMark + "2," + text);
  }

  /** The letters of {@code flags} and those of other programs in {@code file}, in ASCII order. */
  String lettersFor(String file, FlagSet flags) {
    String foreign = letters.foreign(letters(file));
    if (foreign.isEmpty() && !letters.hasKeywords()) {
      return letters.letters(flags);
    }
    return (letters.letters(flags) + foreign)
        .chars()
        .sorted()
        .distinct()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * A name without its info part, with another UID in it or none; what other programs wrote into it
   * stays.
   */
  String withUid(String base, Optional<Uid> uid) {
    if (uid.isEmpty()) {
      return base.replaceFirst(",U=[0-9]*", "").replace(marker, "");
    }
    return base.contains(marker)
        ? base.replaceFirst(",U=[0-9]*", ",U=" + uid.get())
        : base + ",U=" + uid.get() + marker;
  }

  /** A name of another folder as one of this, where the message has another UID. */
  String taken(String base, Uid uid) {
    String bare = base.replaceFirst(",U=[0-9]*", "").replaceFirst(FMD5 + "[0-9a-f]{32}", "");
    return bare + ",U=" + uid + marker;
  }

  /** This folder's hash. */
  String hash() {
    return marker.substring(FMD5.length());
  }

  /** The UID that a name carries, whichever folder it is of. */
  static Optional<Uid> foreignUid(String file) {
    OptionalLong uid = anyUid(file);
    return uid.isPresent() ? Optional.of(new Uid(uid.getAsLong())) : Optional.empty();
  }

  /** A new name; {@code unique} is {@code TIME_SEQ.PID.HOST}. */
  String compose(String unique, Uid uid, String infoLetters) {
    return (unique + ",U=" + uid + marker + infoMark + "2," + infoLetters).replace('/', '-');
  }

  LetterMap letterMap() {
    return letters;
  }
}
