package org.offlineimap.event;

import java.util.Optional;

/** Asks the person at the terminal. Thread-safe; one question at a time. */
public interface Prompter {
  /**
   * Asks for a password, without echo.
   *
   * @param user whose
   * @param previousError what the server said to the last attempt
   * @return what was typed; empty when this interface cannot ask
   */
  Optional<char[]> password(String user, Optional<String> previousError);
}
