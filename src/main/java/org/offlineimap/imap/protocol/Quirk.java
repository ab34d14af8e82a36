package org.offlineimap.imap.protocol;

/** Each leniency towards real servers, with its reason. */
public enum Quirk {
  /** Courier and DavMail put a space before a line's end or a closing bracket. */
  SUPERFLUOUS_SPACES,
  /** Home-grown servers end lines with a bare LF. */
  LINE_WITHOUT_CR,
  /** Exchange and some proxies send a status response without any text after its code. */
  STATUS_WITHOUT_TEXT,
  /** Cyrus and Exchange send mailbox names or keywords in raw 8-bit octets. */
  EIGHT_BIT_NAMES,
  /** Some servers send a STATUS number larger than 32 bits, or -1 for an unknown one. */
  ODD_STATUS_NUMBERS,
  /** Servers with ACAP-style search results may list UIDs unsorted or twice. */
  UNSORTED_SETS,
  /** An internal date that is not of RFC form counts as not told. */
  BAD_INTERNAL_DATE,
  /** Short bodies may come as a quoted string instead of a literal. */
  QUOTED_BODY,
  /** A server may name the UID of a message after its body. */
  UID_AFTER_BODY,
  /** Exchange answers BAD to a command that was only too many, and says how long to wait. */
  THROTTLES_BY_BAD
}
