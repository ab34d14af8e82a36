package org.offlineimap.imap.protocol;

import java.io.IOException;
import java.io.Serial;

/** A message to be sent could not be read; the connection is not to blame. */
public final class SourceException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean started;

  /**
   * With the reason.
   *
   * @param started whether a part of the command was sent, so that the connection must end
   */
  public SourceException(IOException cause, boolean started) {
    super(cause.getMessage(), cause);
    this.started = started;
  }

  /** Whether a part of the command was sent, so that the connection must end. */
  public boolean started() {
    return started;
  }
}
