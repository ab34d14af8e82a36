package org.offlineimap.imap.client;

import java.io.Serial;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseText;

/** Why a command, or a connection, failed. Messages never hold a secret. */
public abstract sealed class ImapException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private ImapException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Judged by the server, with its response code. */
  public abstract static sealed class Judged extends ImapException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient ResponseText text;

    private Judged(String what, ResponseText text) {
      super(what + ": " + text.told(), null);
      this.text = text;
    }

    /** The response code. */
    public ResponseCode code() {
      return text.code();
    }

    /** The server's words. */
    public String serverText() {
      return text.text();
    }

    /** The same with the code's name before them. */
    public String told() {
      return text.told();
    }
  }

  /** The server answered NO. */
  public static final class Refused extends Judged {
    @Serial private static final long serialVersionUID = 1L;

    /** What was asked, and the answer. */
    public Refused(String what, ResponseText text) {
      super(what, text);
    }
  }

  /** The server answered BAD: it did not understand, or not now. */
  public static final class Rejected extends Judged {
    @Serial private static final long serialVersionUID = 1L;

    /** What was asked, and the answer. */
    public Rejected(String what, ResponseText text) {
      super(what, text);
    }
  }

  /** The server wants to be asked later, and that is too long to wait for. */
  public static final class Throttled extends Judged {
    @Serial private static final long serialVersionUID = 1L;

    private final Instant until;

    /** When the time ends, and the answer. */
    public Throttled(Instant until, ResponseText text) {
      super("the server wants to be asked again after " + shown(until), text);
      this.until = until;
    }

    private static String shown(Instant until) {
      return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
          .format(until.atZone(ZoneId.systemDefault()));
    }

    /** When the time ends. */
    public Instant until() {
      return until;
    }
  }

  /** The server greeted with BYE: not now. */
  public static final class Goodbye extends Judged {
    @Serial private static final long serialVersionUID = 1L;

    /** What it said. */
    public Goodbye(ResponseText text) {
      super("the server refused us", text);
    }
  }

  /** The server said BYE when a mailbox was opened, and again on another connection. */
  public static final class Dismissed extends Judged {
    @Serial private static final long serialVersionUID = 1L;

    /** What it said. */
    public Dismissed(ResponseText text) {
      super("the server ended the connection", text);
    }
  }

  /** The server refused the login (reference: beyond 7): user or password are wrong. */
  public static final class AuthenticationRefused extends Judged {
    @Serial private static final long serialVersionUID = 1L;

    /** The mechanism, and the answer. */
    public AuthenticationRefused(String mechanism, ResponseText text) {
      super(mechanism + " authentication failed", text);
    }
  }

  /** There is no connection, or no longer; what the open commands did is unknown. */
  public static final class Disconnected extends ImapException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Optional<ResponseText> goodbye;

    /** With the reason. */
    public Disconnected(String message, @Nullable Throwable cause) {
      this(message, Optional.empty(), cause);
    }

    Disconnected(String message, Optional<ResponseText> goodbye, @Nullable Throwable cause) {
      super(message, cause);
      this.goodbye = goodbye;
    }

    /** What the server said before it went, if anything. */
    public Optional<ResponseText> goodbye() {
      return goodbye;
    }
  }

  /** A command would have to be sent again, and another mailbox has been selected meanwhile. */
  public static final class Overtaken extends ImapException {
    @Serial private static final long serialVersionUID = 1L;

    /** What was asked. */
    public Overtaken(String what) {
      super(what + ": another mailbox was selected before it could be asked again", null);
    }
  }

  /** The server's answer to a command could not be understood; the connection goes on. */
  public static final class Malformed extends ImapException {
    @Serial private static final long serialVersionUID = 1L;

    /** With what was wrong. */
    public Malformed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** A certificate was not accepted, or encryption that is demanded could not be had. */
  public static final class TlsRefused extends ImapException {
    @Serial private static final long serialVersionUID = 1L;

    /** With what was wrong and what would allow it. */
    public TlsRefused(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The message to be sent could not be read; nothing of it was stored. */
  public static final class SourceFailed extends ImapException {
    @Serial private static final long serialVersionUID = 1L;

    /** With the failure, such as {@code NoSuchFileException}. */
    public SourceFailed(Throwable cause) {
      super("the message cannot be read: " + cause.getMessage(), cause);
    }
  }
}
