package org.offlineimap.mail;

import java.util.Map;
import java.util.TreeMap;

/**
 * How flags and Maildir info letters stand for each other: the five system flags, and a keyword for
 * each configured {@code customflag_x} (reference: configuration 8; synchronisation 13.2). Letters
 * without a meaning here belong to other programs and are never synchronised, and never lost.
 * Immutable.
 */
public final class LetterMap {
  private final Map<Character, String> keywordOf;
  private final FlagSet keywords;
  private final boolean every;

  /** A map with these keywords by lower-case letter. */
  public LetterMap(Map<Character, String> keywordOf) {
    this(keywordOf, false);
  }

  private LetterMap(Map<Character, String> keywordOf, boolean every) {
    this.keywordOf = new TreeMap<>(keywordOf);
    this.keywords = FlagSet.ofImapNames(keywordOf.values());
    this.every = every;
  }

  /** The same between two servers, where a keyword needs no letter to be synchronised. */
  public LetterMap withEveryKeyword() {
    return new LetterMap(keywordOf, true);
  }

  /** Whether keywords are synchronised that have no letter. */
  public boolean hasEveryKeyword() {
    return every;
  }

  /** Only the system flags. */
  public static LetterMap systemOnly() {
    return new LetterMap(Map.of());
  }

  /** The flags that these letters mean; letters without a meaning are left out. */
  public FlagSet flags(String letters) {
    FlagSet flags = FlagSet.ofLetters(letters);
    for (int i = 0; i < letters.length(); i++) {
      String keyword = keywordOf.get(letters.charAt(i));
      if (keyword != null) {
        flags = flags.union(FlagSet.ofImapNames(java.util.List.of(keyword)));
      }
    }
    return flags;
  }

  /** The letters of these flags in ASCII order; keywords without a letter are left out. */
  public String letters(FlagSet flags) {
    StringBuilder text = new StringBuilder(flags.letters());
    keywordOf.forEach((letter, keyword) -> {
      if (flags.keywords().contains(keyword)) {
        text.append(letter.charValue());
      }
    });
    return text.toString();
  }

  /** Of {@code letters}, those that mean nothing here, in their order. */
  public String foreign(String letters) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      if (SystemFlag.ofLetter(letter).isEmpty() && !keywordOf.containsKey(letter)) {
        text.append(letter);
      }
    }
    return text.toString();
  }

  /** Whether any keyword has a letter. */
  public boolean hasKeywords() {
    return !keywordOf.isEmpty();
  }

  /** The keywords by letter. */
  @Override
  public String toString() {
    return keywordOf + (every ? " and every keyword" : "");
  }

  /** Of {@code flags}, all that can be synchronised: those that have a letter. */
  public FlagSet restrict(FlagSet flags) {
    return every || flags.keywords().isEmpty()
        ? flags
        : flags.intersect(FlagSet.of(flags.system().toArray(new SystemFlag[0])).union(keywords));
  }
}
