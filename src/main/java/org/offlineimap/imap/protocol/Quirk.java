package org.offlineimap.imap.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Each leniency towards real servers, with its reason and where it was seen (reference: field 5).
 * All of them hold for every server: what is right for a strange server is harmless to others.
 */
public enum Quirk {
  /** A space before a line's end or a closing bracket. */
  SUPERFLUOUS_SPACES("Courier, DavMail", "puts spaces before a line's end or a bracket"),
  /** Lines that end with a bare LF. */
  LINE_WITHOUT_CR("home-grown servers", "ends lines with a bare LF"),
  /** A status response without any text after its code. */
  STATUS_WITHOUT_TEXT("Exchange, proxies", "says nothing behind a response code"),
  /** Mailbox names or keywords in raw 8-bit octets. */
  EIGHT_BIT_NAMES("Cyrus, Exchange", "sends names in raw 8-bit octets"),
  /** A STATUS number larger than 32 bits, or -1 for an unknown one. */
  ODD_STATUS_NUMBERS("Exchange", "tells impossible numbers in STATUS"),
  /** Search results that are unsorted or name a UID twice. */
  UNSORTED_SETS("servers with ACAP's search", "lists UIDs unsorted or twice"),
  /** An internal date that is not of RFC form counts as not told. */
  BAD_INTERNAL_DATE("Exchange", "sends dates of no known form"),
  /** Short bodies as a quoted string instead of a literal. */
  QUOTED_BODY("DavMail", "sends short messages as quoted strings"),
  /** The UID of a message named after its body. */
  UID_AFTER_BODY("DavMail", "names a message's UID after its body"),
  /** BAD to a command that was only too many, with the time to wait. */
  THROTTLES_BY_BAD("Exchange, Microsoft 365", "answers BAD when it wants to be asked later"),
  /** NO to a SELECT that came too soon. */
  THROTTLES_BY_NO("Amazon WorkMail, GoDaddy, Vodafone", "refuses SELECT under load"),
  /** NO or BYE to anything, a login too, once an account's share of a day is used up. */
  DAILY_LIMITS("Gmail", "stops in the middle when an account's limits of a day are reached"),
  /** NO to one message of many: it fails, the others come. */
  NO_TO_ONE_MESSAGE("Gmail, Yahoo", "refuses single messages for a time"),
  /** Only the newest messages show: what vanished below the lowest UID counts as out of sight. */
  NEWEST_ONLY("Yahoo, AOL", "shows only the newest messages of a large mailbox"),
  /** SELECT is refused before ID: ID is the first command of each connection. */
  ID_BEFORE_SELECT("NetEase (163, 126)", "refuses SELECT before ID"),
  /** UIDNEXT is not told: what needs it does without. */
  UIDNEXT_UNTOLD("CoreMail", "does not tell UIDNEXT"),
  /** HIGHESTMODSEQ stands still: EXISTS and UIDNEXT must agree with a listing of changes. */
  MODSEQ_STANDS_STILL("Dovecot at some resellers", "does not count new mail as a change"),
  /** Long commands are refused: sets of UIDs are sent in parts. */
  SHORT_COMMANDS("Yandex, Cyrus", "refuses long sets of UIDs"),
  /** A listing right after EXISTS lacks the newest: a second look. */
  LISTING_LAGS("Exchange", "lists less than it has just counted"),
  /** A modification sequence of 0 is an error: never asked with. */
  MODSEQ_ZERO_REFUSED("Yahoo", "calls CHANGEDSINCE 0 an error"),
  /** A message without a final line end is refused: it is told, and never changed. */
  FINAL_LINE_END_DEMANDED("Yahoo", "refuses messages that do not end with a line end"),
  /** UIDPLUS without APPENDUID: the new UID is searched for. */
  APPENDUID_UNTOLD("Domino, DavMail", "does not tell the UID of an upload"),
  /** FETCH responses that nobody asked for, without a UID: they count for nothing. */
  UNASKED_FETCH_RESPONSES("DavMail", "answers FETCH for other messages too"),
  /** APPENDUID names other messages: what it says is looked at unless it is just what follows. */
  APPENDUID_WRONG("Domino, Groupwise, FTGate", "tells wrong UIDs of uploads"),
  /** COPYUID is cut short or lacks a set: it counts for nothing, the copies are searched for. */
  COPYUID_WRONG("Cyrus", "tells too few UIDs of many copies"),
  /** What is appended comes back with another header: it is found by its Message-ID. */
  HEADERS_REWRITTEN("Domino, Groupwise, hMailServer, FTGate", "rewrites the headers of uploads"),
  /** APPEND into the junk folder is refused: messages go there by MOVE, others are quarantined. */
  JUNK_TAKES_NO_UPLOADS("Dovecot (antispam plugin)", "takes no uploads into the junk folder"),
  /** A login above the number that is allowed at a time is refused; the password is right. */
  CONNECTIONS_COUNTED("Dovecot", "refuses to sign in more often than it allows at a time"),
  /** Logins that come too often are refused for a time, in words only. */
  LOGINS_COUNTED("Vodafone, GoDaddy, Purelymail", "refuses to sign in again too soon"),
  /** UIDs and UIDVALIDITY change when the server loses its list: messages are paired anew. */
  UIDVALIDITY_LOST("Dovecot", "gives all messages new UIDs when its list was lost"),
  /** Names must begin with a prefix: what CREATE refuses is told with the prefix. */
  PREFIX_DEMANDED("Courier, Cyrus", "wants the names of folders to begin with INBOX"),
  /** SELECT of a locked folder ends the connection: that folder fails, the others go on. */
  SELECT_ENDS_CONNECTION("Zimbra", "ends the connection when a locked folder is opened"),
  /** APPEND with keywords is refused: the message goes up without them. */
  KEYWORDS_REFUSED("Zimbra", "refuses uploads with some keywords"),
  /** IDLE is announced and tells nothing: a refresh looks all the same. */
  IDLE_DEAF("Zimbra", "announces IDLE and may tell nothing"),
  /** SEARCH is refused: each message is looked at. */
  SEARCH_REFUSED("QQ, mail.ru", "does not search"),
  /** SEARCH by date is wrong: samples are looked at, and where they disagree, each message. */
  SEARCH_WRONG("Yandex, QQ", "finds the wrong messages by date");

  private static final Pattern NAMES = Pattern.compile(", | at | \\(|\\)");

  private final String server;
  private final String sentence;

  Quirk(String server, String sentence) {
    this.server = server;
    this.sentence = sentence;
  }

  /**
   * Those seen on servers of a name that occurs in {@code words}: a greeting, an identity, a host.
   */
  public static List<Quirk> of(String words) {
    String known = words.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(quirk ->
            NAMES
                .splitAsStream(quirk.server)
                .filter(name -> !name.isBlank())
                .anyMatch(name -> known.contains(name.toLowerCase(Locale.ROOT))))
        .toList();
  }

  /** Where it was seen. */
  public String server() {
    return server;
  }

  /** What such a server does: "it ..." */
  public String sentence() {
    return sentence;
  }
}
