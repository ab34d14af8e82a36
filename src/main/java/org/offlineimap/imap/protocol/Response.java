package org.offlineimap.imap.protocol;

/** Anything a server sends (RFC 9051 7). Immutable. */
public sealed interface Response permits Response.Tagged, Response.Continuation, Untagged {
  /** How a status response judges. */
  enum Condition {
    OK,
    NO,
    BAD
  }

  /** The completion of the command with this tag. */
  record Tagged(String tag, Condition condition, ResponseText text) implements Response {}

  /** The server waits for more of the command; in authentication, base64 text. */
  record Continuation(String text) implements Response {}
}
