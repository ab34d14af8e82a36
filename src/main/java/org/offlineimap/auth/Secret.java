package org.offlineimap.auth;

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

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return characters.length == 0;
  }

  @Override
  public String toString() {
    return "***";
  }
}
