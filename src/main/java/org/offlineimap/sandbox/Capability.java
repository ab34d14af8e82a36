package org.offlineimap.sandbox;

/** What the server can be told to announce and obey beyond IMAP4rev1 (RFC 3501). */
public enum Capability {
  /** Non-synchronising literals (RFC 7888). */
  LITERAL_PLUS("LITERAL+"),
  /** An initial response in AUTHENTICATE (RFC 4959). */
  SASL_IR("SASL-IR"),
  /** AUTHENTICATE PLAIN (RFC 4616). */
  AUTH_PLAIN("AUTH=PLAIN"),
  /** TLS on the plain port (RFC 3501 6.2.1); announced before TLS only. */
  STARTTLS("STARTTLS"),
  /** APPENDUID, COPYUID and UID EXPUNGE (RFC 4315). */
  UIDPLUS("UIDPLUS"),
  /** Pushed changes (RFC 2177). */
  IDLE("IDLE"),
  /** Selection and return options of LIST (RFC 5258). */
  LIST_EXTENDED("LIST-EXTENDED"),
  /** STATUS inside LIST (RFC 5819). */
  LIST_STATUS("LIST-STATUS"),
  /** Modification sequences (RFC 7162). */
  CONDSTORE("CONDSTORE"),
  /** Marks for Sent, Trash and others (RFC 6154). */
  SPECIAL_USE("SPECIAL-USE"),
  /** Switching extensions on (RFC 5161). */
  ENABLE("ENABLE"),
  /** Prefix and separator (RFC 2342). */
  NAMESPACE("NAMESPACE"),
  /** Who is who (RFC 2971). */
  ID("ID"),
  /** Leaving a mailbox without expunging (RFC 3691). */
  UNSELECT("UNSELECT"),
  /** MOVE and UID MOVE (RFC 6851). */
  MOVE("MOVE"),
  /** SEARCH results as one set (RFC 4731). */
  ESEARCH("ESEARCH"),
  /** A SEARCH result that later commands name {@code $} (RFC 5182). */
  SEARCHRES("SEARCHRES"),
  /** What vanished and changed since a modification sequence, told by SELECT (RFC 7162). */
  QRESYNC("QRESYNC"),
  /** A special use for a new mailbox (RFC 6154 3). */
  CREATE_SPECIAL_USE("CREATE-SPECIAL-USE");

  private final String text;

  Capability(String text) {
    this.text = text;
  }

  /** The name on the wire. */
  String text() {
    return text;
  }
}
