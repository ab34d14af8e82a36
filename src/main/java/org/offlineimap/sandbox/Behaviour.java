package org.offlineimap.sandbox;

/**
 * How the server is to differ from what the RFCs, or a quiet life, would have. Each constant names
 * where it was seen; {@link SessionLog#met} tells that a client has met it.
 */
public enum Behaviour {
  /** STARTTLS is announced and answered NO. */
  STARTTLS_REFUSED,
  /** After STARTTLS's OK comes a line in the clear, to be taken for one inside TLS. */
  STARTTLS_INJECTED,
  /** SELECT is refused to a client that has not said ID (NetEase). */
  ID_REQUIRED,
  /** UIDNEXT is never told (CoreMail). */
  NO_UIDNEXT,
  /** New mail does not raise HIGHESTMODSEQ (Dovecot at some resellers). */
  MODSEQ_STUCK,
  /**
   * Mailboxes are told to keep no mod-sequences, though CONDSTORE is announced (RFC 7162 3.1.2.2).
   */
  NO_MODSEQ,
  /** A line above 8192 octets is answered BAD (Yandex). */
  SHORT_LINES,
  /** The first FETCH of everything lacks the newest message that EXISTS counted (Exchange). */
  LISTING_LAG,
  /** CHANGEDSINCE 0 is answered BAD (Yahoo). */
  NO_MODSEQ_ZERO,
  /** APPEND of a message that does not end with CRLF is refused (Yahoo). */
  FINAL_LINE_END,
  /** APPEND of anything is refused, because the user's quota is used up. */
  OVER_QUOTA,
  /** APPEND of several messages is answered BAD, though MULTIAPPEND is announced. */
  BATCH_REFUSED,
  /** UIDPLUS is announced, and APPENDUID not told (Domino). */
  NO_APPENDUID,
  /** FETCH answers for other messages too, without their UIDs (DavMail). */
  UNASKED_FETCHES,
  /** APPENDUID tells UIDs that are one too high (Domino). */
  WRONG_APPENDUID,
  /** COPYUID of more than three messages names only three copies (Cyrus). */
  SHORT_COPYUID,
  /** APPEND puts a field of its own in front of the header (Domino). */
  HEADERS_REWRITTEN,
  /** APPEND into a mailbox marked \Junk is refused (Dovecot with its antispam plugin). */
  NO_UPLOAD_TO_JUNK,
  /** APPEND with a keyword is refused (Zimbra). */
  NO_KEYWORDS,
  /** SELECT of a mailbox called Locked ends the connection (Zimbra). */
  GOODBYE_WHEN_LOCKED,
  /** IDLE is taken, and tells nothing (Zimbra). */
  DEAF_IDLE,
  /** SEARCH is refused (QQ, mail.ru). */
  NO_SEARCH,
  /** SEARCH by date finds what it should not, and for what is marked nothing (Yandex). */
  WRONG_SEARCH,
  /** The first SELECT of each connection is refused for load (Amazon WorkMail). */
  BUSY_AT_FIRST,
  /** Above the number of connections, logins are refused instead of connections (Dovecot). */
  LOGINS_LIMITED,
  /** No login is taken, because there were too many; the answer has no code (Vodafone). */
  TOO_MANY_LOGINS,
  /** Each login but the first finds new UIDs under a new UIDVALIDITY everywhere (Dovecot). */
  NEW_UIDS_EACH_LOGIN,
  /** CREATE of a name that does not begin with the prefix is refused (Courier). */
  PREFIX_DEMANDED,
  /** Every mailbox is read-only: others' archives (RFC 4314 5.1.1). */
  READ_ONLY
}
