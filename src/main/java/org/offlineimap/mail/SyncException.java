package org.offlineimap.mail;

import org.jspecify.annotations.Nullable;

/**
 * A failure, by how much it stops: one message, one folder, one repository or one account. Each
 * loop catches exactly its own level, reports it and goes on; wider ones pass through (rule R7).
 * The text names the thing and the way out. A programming error is never one of these.
 */
public abstract sealed class SyncException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean retryable;

  private SyncException(String message, @Nullable Throwable cause, boolean retryable) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** Whether the same work may succeed later without anybody changing anything. */
  public boolean retryable() {
    return retryable;
  }

  /** The text, never null. */
  public String text() {
    String message = getMessage();
    return message == null ? getClass().getSimpleName() : message;
  }

  /** One message is left as it was. */
  public static final class MessageFailure extends SyncException {
    private static final long serialVersionUID = 1;

    public MessageFailure(String message, @Nullable Throwable cause) {
      super(message, cause, false);
    }
  }

  /** One folder is left as it was. */
  public static final class FolderFailure extends SyncException {
    private static final long serialVersionUID = 1;

    public FolderFailure(String message, @Nullable Throwable cause, boolean retryable) {
      super(message, cause, retryable);
    }
  }

  /** A repository cannot be used now: no route, connection lost, server unavailable. */
  public static final class RepositoryFailure extends SyncException {
    private static final long serialVersionUID = 1;

    public RepositoryFailure(String message, @Nullable Throwable cause, boolean retryable) {
      super(message, cause, retryable);
    }
  }

  /** An account cannot go on: configuration, password, certificate, lock. */
  public static final class AccountFailure extends SyncException {
    private static final long serialVersionUID = 1;

    /** The class word of an account's last line. */
    public enum Kind {
      AUTH,
      TLS,
      CONFIG,
      LOCKED,
      GUARD,
      THROTTLED
    }

    private final Kind kind;

    public AccountFailure(Kind kind, String message, @Nullable Throwable cause) {
      super(message, cause, false);
      this.kind = kind;
    }

    /** Which kind of failure. */
    public Kind kind() {
      return kind;
    }
  }
}
