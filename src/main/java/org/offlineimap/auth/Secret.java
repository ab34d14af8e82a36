package org.offlineimap.auth;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A password or token. Its {@code toString} is {@code ***}; its characters can be seen only inside
 * {@link #use}, as a copy that is wiped afterwards. Immutable; thread-safe.
 */
public final class Secret {
  private final char[] characters;

  private Secret(char[] characters) {
    this.characters = characters;
  }

  /** Copies the characters; the caller may wipe its own. */
  public static Secret of(char[] characters) {
    return new Secret(characters.clone());
  }

  /** Takes the characters over and wipes them where they were. */
  static Secret taken(char[] characters) {
    Secret secret = of(characters);
    Arrays.fill(characters, '\0');
    return secret;
  }

  /** From text that is in memory anyway, such as a value of the rc file. */
  static Secret ofText(String text) {
    return new Secret(text.toCharArray());
  }

  /**
   * Lends the characters.
   *
   * @param task must not keep the array: it is overwritten when the task ends
   */
  public <T> T use(Function<char[], T> task) {
    char[] lent = characters.clone();
    try {
      return task.apply(lent);
    } finally {
      Arrays.fill(lent, '\0');
    }
  }

  /** Whether both hold the same characters. */
  boolean sameAs(Secret other) {
    return Arrays.equals(characters, other.characters);
  }

  /** {@code text} with every occurrence of the characters replaced by {@code ***}. */
  String maskIn(String text) {
    return isEmpty() ? text : text.replace(CharBuffer.wrap(characters), "***");
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return characters.length == 0;
  }

  @Override
  public String toString() {
    return "***";
  }
}
