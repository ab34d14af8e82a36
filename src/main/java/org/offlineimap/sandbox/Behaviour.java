package org.offlineimap.sandbox;

import java.util.Set;

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
  READ_ONLY,

  // ---- what it lacks ----

  /** Neither QRESYNC nor NOTIFY (Gmail). */
  NO_QRESYNC(Capability.QRESYNC, Capability.NOTIFY),
  /** No mod-sequences at all (Exchange, Courier). */
  NO_CONDSTORE(Capability.CONDSTORE, Capability.QRESYNC, Capability.NOTIFY),
  /** No UIDPLUS (DavMail). */
  NO_UIDPLUS(Capability.UIDPLUS),
  /** Nothing tells changes by itself (Yahoo). */
  NO_IDLE(Capability.IDLE, Capability.NOTIFY),

  // ---- signing in ----

  /** No password is right, whatever it is (Microsoft 365). */
  TOKENS_ONLY,
  /** A password is right only if it begins with {@code app-} (Yahoo, iCloud, Fastmail). */
  APP_PASSWORDS,
  /** Whoever signs in may do nothing (Exchange). */
  NOT_CONNECTED,
  /** The user is told apart from the mailbox by a backslash (Exchange). */
  SHARED_MAILBOXES,
  /** STARTTLS shows a certificate that nobody signed (Proton Bridge). */
  OWN_CERTIFICATE,
  /** The greeting comes only when the fault script is released (Exchange). */
  SLOW_GREETING,
  /** The greeting of one connection too many is BYE (Gmail, Yahoo, Exchange, iCloud). */
  FEW_CONNECTIONS,

  // ---- limits ----

  /** The first SELECT of a connection comes too early (Exchange). */
  THROTTLES_BY_BAD,
  /** With the second UID FETCH of a connection the share of the day is used up (Gmail). */
  DAILY_LIMITS,
  /** The second UID FETCH of a connection ends it (Gmail). */
  SESSION_EXPIRES,
  /** EXPUNGE is never answered (Proton Bridge). */
  HANGS_ON_DELETE,
  /** APPEND refuses lines above 10,239 octets (Exchange). */
  LONG_LINES_REFUSED,
  /** APPEND refuses what is larger than the announced limit (Gmail). */
  LIMIT_ANNOUNCED,
  /** APPEND refuses what is too large, and the limit is not announced (Exchange). */
  LARGE_REFUSED,

  // ---- mailboxes ----

  /** {@code [Gmail]}, {@code Folders} and {@code Labels} are \Noselect (Gmail, Proton Bridge). */
  NOSELECT_PARENTS,
  /** Trash, Sent and others have names of some language (Gmail). */
  LOCALIZED_NAMES,
  /** CREATE refuses outer and double blanks, {@code ^} (Gmail) and {@code Files} (Exchange). */
  NAMES_REFUSED,
  /** Names that differ in case only are one mailbox (Exchange). */
  CASE_INSENSITIVE_NAMES,
  /** Each login after the first finds other UIDs under the same UIDVALIDITY (DavMail). */
  UIDS_CHANGE,
  /** A mailbox shows its newest messages only; the builder's window says how many (Yahoo). */
  NEWEST_ONLY,

  // ---- messages ----

  /** FETCH of a body ends with NO at a message that has {@code Subject: refused}. */
  NO_TO_ONE_MESSAGE,
  /** FETCH leaves out the body of what holds {@code BEGIN:VCALENDAR} (Exchange). */
  CALENDAR_ITEMS,
  /** FETCH takes no notice of RFC822 (iCloud). */
  RFC822_IGNORED,
  /** ENVELOPE has quotes that are not escaped (iCloud). */
  BROKEN_ENVELOPE,
  /** The UID of a message comes last in FETCH (DavMail). */
  UID_AFTER_BODY,
  /** A body of one short line is a quoted string (DavMail). */
  QUOTED_BODY,
  /** INTERNALDATE has a form of its own (Exchange). */
  BAD_INTERNAL_DATE,
  /** What is marked \Deleted is gone at once (Fastmail, Gmail). */
  PURGES_AT_ONCE,
  /** What is deleted is still in All Mail (Gmail). */
  DELETES_LABELS_ONLY,
  /** APPEND adds {@code $MDNSent} (Exchange). */
  KEYWORDS_OF_ITS_OWN,
  /** EXPUNGE leaves the numbers of later messages as they were (Yahoo). */
  EXPUNGE_KEEPS_NUMBERS,
  /** MOVE is BAD, and UID MOVE is not (Exchange 2013). */
  PLAIN_MOVE_BROKEN,

  // ---- syntax ----

  /** Untagged lines have blanks at their end and before the last bracket (Courier). */
  SUPERFLUOUS_SPACES,
  /** Lines end with a bare LF. */
  LINE_WITHOUT_CR,
  /** A tagged response with a code has no text (Exchange). */
  STATUS_WITHOUT_TEXT,
  /** LIST tells names in UTF-8 (Cyrus, Exchange). */
  EIGHT_BIT_NAMES,
  /** STATUS tells -1 for the number of messages (Exchange). */
  ODD_STATUS_NUMBERS,
  /** SEARCH tells the largest first, and twice. */
  UNSORTED_SETS;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of makes it so.
  private final Set<Capability> lacks;

  Behaviour(Capability... lacks) {
    this.lacks = Set.of(lacks);
  }

  /** What such a server does not announce. */
  Set<Capability> lacks() {
    return lacks;
  }
}
