package org.offlineimap.cli;

/** The command line cannot be understood: exit status 2. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }

  /** What is said behind {@code offlineimap: error: }. */
  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
