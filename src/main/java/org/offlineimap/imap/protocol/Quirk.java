package org.offlineimap.imap.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
  SEARCH_WRONG("Yandex, QQ", "finds the wrong messages by date"),

  // ---- signing in ----

  /** Passwords are always wrong: a refused one says which options tokens need. */
  TOKENS_ONLY("Microsoft 365", "takes no password, only tokens (XOAUTH2)"),
  /** The password of the account is wrong, one made for a program is right: said where refused. */
  APP_PASSWORDS("Yahoo, AOL, iCloud, Fastmail", "wants a password made for this program"),
  /** Signing in succeeds, and everything else is BAD: said what that means, tried again later. */
  NOT_CONNECTED("Exchange, Microsoft 365", "lets in whom it then lets do nothing"),
  /** A mailbox of others is part of the user's name, behind a backslash: sent as it is. */
  SHARED_MAILBOXES("Exchange, Microsoft 365", "opens a shared mailbox as user@domain\\mailbox"),
  /** STARTTLS on this machine with a certificate that nobody signed: accepted, or pinned. */
  OWN_CERTIFICATE("Proton Bridge, DavMail", "shows a certificate of its own"),
  /** The greeting takes ten seconds: it is waited for longer than that. */
  SLOW_GREETING("Exchange", "greets late"),
  /** BYE to one connection too many: told once, and the run goes on with fewer. */
  FEW_CONNECTIONS(
      "Gmail, Yahoo, AOL, iCloud, Exchange, Dovecot", "allows few connections at a time"),

  // ---- what is missing ----

  /** CONDSTORE alone: changes are listed, and what is gone is found by counting and a search. */
  NO_QRESYNC("Gmail", "tells what changed and not what was deleted"),
  /** No mod-sequences: every full pass lists all flags. */
  NO_CONDSTORE("Exchange, Courier", "does not tell what changed"),
  /** EXPUNGE takes what others marked, too: sent only when there is no such thing. */
  NO_UIDPLUS("DavMail", "cannot expunge single messages"),
  /** Nothing is told by itself: mailboxes are asked for their numbers. */
  NO_IDLE("Yahoo, AOL", "tells no change by itself"),

  // ---- limits ----

  /** BYE in the middle, for no other reason than time: a new connection goes on. */
  SESSION_EXPIRES("Gmail", "ends sessions in the middle"),
  /** A command that is never answered: its connection ends after a while, the next run goes on. */
  HANGS_ON_DELETE("Proton Bridge", "does not answer EXPUNGE"),
  /** A message with a very long line is refused: it is told, and never changed. */
  LONG_LINES_REFUSED("Exchange", "refuses messages with lines above 10,239 octets"),
  /** A limit that is announced: larger messages are not sent. */
  LIMIT_ANNOUNCED("Gmail", "refuses messages above APPENDLIMIT"),
  /** A limit that is not: one refused message stops no other. */
  LARGE_REFUSED("Exchange, Microsoft 365", "refuses messages above about 45 MB"),

  // ---- mailboxes ----

  /** Parents that cannot be selected are no folders. */
  NOSELECT_PARENTS("Gmail, Proton Bridge", "has parents that are no mailboxes"),
  /** What a mailbox is for is known by its mark, not by its name. */
  LOCALIZED_NAMES("Gmail", "names its own mailboxes in the user's language"),
  /** A mailbox that may not be named so is not made: that folder is told, others go on. */
  NAMES_REFUSED("Gmail, Exchange", "refuses some names of mailboxes"),
  /** Two folders that differ in case only would be one mailbox: the second is left alone. */
  CASE_INSENSITIVE_NAMES("Exchange, Microsoft 365", "takes names in any case for the same"),
  /** UIDVALIDITY changes without need: the folder is paired anew, and nothing is transferred. */
  UIDVALIDITY_RESETS("Proton Bridge", "gives mailboxes a new UIDVALIDITY"),
  /** UIDs change under one UIDVALIDITY: new ones are fetched before the old ones go. */
  UIDS_CHANGE("DavMail", "gives messages new UIDs"),

  // ---- messages ----

  /** A message that is listed and has no body: told, quarantined, with the way out. */
  CALENDAR_ITEMS("Exchange", "lists calendar items that cannot be fetched"),
  /** RFC822 is passed over: BODY.PEEK[] is asked for. */
  RFC822_IGNORED("iCloud", "answers BODY[] only"),
  /** An ENVELOPE that cannot be parsed: never asked for. */
  BROKEN_ENVELOPE("iCloud", "does not escape quotes in ENVELOPE"),
  /** What is marked as deleted is gone before EXPUNGE comes: that is no error. */
  PURGES_AT_ONCE("Fastmail, Gmail", "removes at once what is marked as deleted"),
  /** A deletion takes one label away; with {@code gmail_delete = trash} it is a move. */
  DELETES_LABELS_ONLY("Gmail", "keeps in All Mail what is deleted"),
  /** A keyword that nobody asked for: it stays there, and is no change. */
  KEYWORDS_OF_ITS_OWN("Exchange, Microsoft 365", "adds $MDNSent to what is uploaded"),
  /** Numbers of messages that do not move up: only UIDs are used. */
  EXPUNGE_KEEPS_NUMBERS("Yahoo", "does not renumber messages after EXPUNGE"),
  /** MOVE by number fails: only UID MOVE is sent. */
  PLAIN_MOVE_BROKEN("Exchange", "refuses MOVE, not UID MOVE");

  private static final Pattern NAMES = Pattern.compile(", | at | \\(|\\)");

  /** How some of them name themselves, or their hosts are named. */
  private static final Map<String, List<String>> ALIASES =
      Map.of(
          "Gmail", List.of("gimap"),
          "iCloud", List.of("mail.me.com"),
          "Microsoft 365", List.of("office365.com", "outlook.com"),
          "Proton Bridge", List.of("proton mail"));

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
                .flatMap(Quirk::names)
                .anyMatch(name -> known.contains(name.toLowerCase(Locale.ROOT))))
        .toList();
  }

  private static Stream<String> names(String name) {
    return Stream.concat(Stream.of(name), ALIASES.getOrDefault(name, List.of()).stream());
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
