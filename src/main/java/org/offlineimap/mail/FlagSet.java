package org.offlineimap.mail;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A message's flags: system flags and keywords. Keywords compare without regard to case (RFC 9051
 * 2.3.2) and keep the spelling first met. \Recent is never a member. Immutable.
 */
public final class FlagSet {
  private static final FlagSet NONE = new FlagSet(0, Collections.emptySortedSet());

  private final int system;
  private final SortedSet<String> keywords;

  private FlagSet(int system, SortedSet<String> keywords) {
    this.system = system;
    this.keywords = keywords;
  }

  /** No flag at all. */
  public static FlagSet none() {
    return NONE;
  }

  /** These system flags and no keyword. */
  public static FlagSet of(SystemFlag... flags) {
    int bits = 0;
    for (SystemFlag flag : flags) {
      bits |= flag.bit();
    }
    return make(bits, Collections.emptySortedSet());
  }

  /** The system flags of these info letters; other letters are ignored. */
  public static FlagSet ofLetters(String letters) {
    int bits = 0;
    for (int i = 0; i < letters.length(); i++) {
      bits |= SystemFlag.ofLetter(letters.charAt(i)).map(SystemFlag::bit).orElse(0);
    }
    return make(bits, Collections.emptySortedSet());
  }

  /** From flags as IMAP names them; \Recent and unknown backslash flags are dropped. */
  public static FlagSet ofImapNames(Collection<String> names) {
    int bits = 0;
    SortedSet<String> words = Collections.emptySortedSet();
    for (String name : names) {
      if (name.startsWith("\\")) {
        bits |= SystemFlag.ofImapName(name).map(SystemFlag::bit).orElse(0);
      } else {
        words = words.isEmpty() ? new TreeSet<>(String.CASE_INSENSITIVE_ORDER) : words;
        words.add(name);
      }
    }
    return make(bits, words);
  }

  private static FlagSet make(int system, SortedSet<String> keywords) {
    return system == 0 && keywords.isEmpty() ? NONE : new FlagSet(system, keywords);
  }

  /** The system flags. */
  public Set<SystemFlag> system() {
    EnumSet<SystemFlag> flags = EnumSet.noneOf(SystemFlag.class);
    for (SystemFlag flag : SystemFlag.values()) {
      if (contains(flag)) {
        flags.add(flag);
      }
    }
    return Collections.unmodifiableSet(flags);
  }

  /** The keywords, sorted, compared without case. */
  public SortedSet<String> keywords() {
    return Collections.unmodifiableSortedSet(keywords);
  }

  /** Whether the system flag is set. */
  public boolean contains(SystemFlag flag) {
    return (system & flag.bit()) != 0;
  }

  /** Whether there is neither flag nor keyword. */
  public boolean isEmpty() {
    return system == 0 && keywords.isEmpty();
  }

  /** These system flags and the same keywords; few messages have any, so none are copied. */
  private FlagSet with(int bits) {
    return bits == system ? this : make(bits, keywords);
  }

  /** What is in either. */
  public FlagSet union(FlagSet other) {
    if (other.keywords.isEmpty()) {
      return with(system | other.system);
    }
    SortedSet<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    words.addAll(keywords);
    words.addAll(other.keywords);
    return make(system | other.system, words);
  }

  /** What is in this set and not in {@code other}. */
  public FlagSet minus(FlagSet other) {
    if (keywords.isEmpty() || other.keywords.isEmpty()) {
      return with(system & ~other.system);
    }
    SortedSet<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    words.addAll(keywords);
    words.removeAll(other.keywords);
    return make(system & ~other.system, words);
  }

  /** What is in both. */
  public FlagSet intersect(FlagSet other) {
    return minus(minus(other));
  }

  /**
   * The system flags' info letters in ASCII order, as Maildir and the status database hold them.
   */
  public String letters() {
    StringBuilder text = new StringBuilder(5);
    for (SystemFlag flag : SystemFlag.values()) {
      if (contains(flag)) {
        text.append(flag.letter());
      }
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FlagSet other
        && system == other.system
        && keywords.size() == other.keywords.size()
        && (keywords.isEmpty() || minus(other).isEmpty());
  }

  @Override
  public int hashCode() {
    int hash = system;
    if (keywords.isEmpty()) {
      return hash;
    }
    for (String word : keywords) {
      hash += 31 * word.toLowerCase(java.util.Locale.ROOT).hashCode();
    }
    return hash;
  }

  /** As IMAP would list it: {@code \Seen $Forwarded}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    system().forEach(flag -> text.append(text.isEmpty() ? "" : " ").append(flag.imapName()));
    keywords.forEach(word -> text.append(text.isEmpty() ? "" : " ").append(word));
    return text.toString();
  }
}
