package org.offlineimap.auth;

import org.jspecify.annotations.Nullable;

/** A mechanism lacks what it needs on this side: it is passed over without asking the server. */
public final class MechanismUnavailable extends Exception {
  private static final long serialVersionUID = 1;

  /** With the reason. */
  MechanismUnavailable(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }

  /** Something that the login would need is missing on this connection. */
  public static MechanismUnavailable because(String reason) {
    return new MechanismUnavailable(reason, null);
  }

  /** The reason. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
