package org.offlineimap.sandbox;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the server can be told to announce and obey beyond IMAP4rev1 (RFC 3501). The {@link #usual}
 * ones are on unless a builder is told otherwise; the rest is for servers of a particular kind.
 */
public enum Capability {
  /** Non-synchronising literals (RFC 7888). */
  LITERAL_PLUS("LITERAL+"),
  /** Non-synchronising literals up to 4096 octets (RFC 7888 5); LITERAL+ includes them. */
  LITERAL_MINUS("LITERAL-", false),
  /** An initial response in AUTHENTICATE (RFC 4959). */
  SASL_IR("SASL-IR"),
  /** AUTHENTICATE PLAIN (RFC 4616). */
  AUTH_PLAIN("AUTH=PLAIN"),
  /** AUTHENTICATE LOGIN. */
  AUTH_LOGIN("AUTH=LOGIN", false),
  /** AUTHENTICATE CRAM-MD5 (RFC 2195). */
  AUTH_CRAM_MD5("AUTH=CRAM-MD5", false),
  /** AUTHENTICATE SCRAM-SHA-1 (RFC 5802). */
  AUTH_SCRAM_SHA_1("AUTH=SCRAM-SHA-1", false),
  /** AUTHENTICATE SCRAM-SHA-256 (RFC 7677). */
  AUTH_SCRAM_SHA_256("AUTH=SCRAM-SHA-256", false),
  /** AUTHENTICATE XOAUTH2. */
  AUTH_XOAUTH2("AUTH=XOAUTH2", false),
  /** AUTHENTICATE OAUTHBEARER (RFC 7628). */
  AUTH_OAUTHBEARER("AUTH=OAUTHBEARER", false),
  /** AUTHENTICATE EXTERNAL (RFC 4422 appendix A) by a client certificate. */
  AUTH_EXTERNAL("AUTH=EXTERNAL", false),
  /** No password in the clear before TLS (RFC 3501 7.2.1). */
  LOGINDISABLED("LOGINDISABLED", false),
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
  CREATE_SPECIAL_USE("CREATE-SPECIAL-USE"),
  /** Several messages in one APPEND, all or none (RFC 3502). */
  MULTIAPPEND("MULTIAPPEND"),
  /** Literals that may hold NUL (RFC 3516). */
  BINARY("BINARY"),
  /** The size of a mailbox in STATUS (RFC 8438). */
  STATUS_SIZE("STATUS=SIZE"),
  /** Identities of messages and mailboxes that survive moving and renaming (RFC 8474). */
  OBJECTID("OBJECTID"),
  /** Changes of any mailbox, told without being asked (RFC 5465). */
  NOTIFY("NOTIFY"),
  /** A part of a search result or of a FETCH (RFC 9394). */
  PARTIAL("PARTIAL"),
  /** No sequence numbers (RFC 9586). */
  UIDONLY("UIDONLY", false),
  /** How many messages one command may be about (RFC 9738). */
  MESSAGELIMIT("MESSAGELIMIT", false),
  /** Labels and identities as Gmail has them. */
  X_GM_EXT_1("X-GM-EXT-1", false),
  /** Compressed connections (RFC 4978). */
  COMPRESS("COMPRESS=DEFLATE", false),
  /** The largest message that APPEND takes (RFC 7889). */
  APPENDLIMIT("APPENDLIMIT", false);

  private final String text;
  private final boolean usual;

  Capability(String text) {
    this(text, true);
  }

  Capability(String text, boolean usual) {
    this.text = text;
    this.usual = usual;
  }

  /** The name on the wire. */
  String text() {
    return text;
  }

  /** What a server has that was told nothing. */
  static Set<Capability> usual() {
    Set<Capability> set = EnumSet.allOf(Capability.class);
    set.removeIf(capability -> !capability.usual);
    return set;
  }
}
