package org.offlineimap.imap.client;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.offlineimap.imap.protocol.Command;
import org.offlineimap.imap.protocol.CommandKind;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseCode.Known;
import org.offlineimap.imap.protocol.ResponseText;

/**
 * A server's wish to be asked later: an answer that says nothing about the command itself
 * (reference: field 5; RFC 5530). Immutable.
 *
 * @param told how long, when the server says so
 * @param words the server's
 */
public record Throttling(Optional<Duration> told, String words) {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final int SHORT_WAITS = 3;
  private static final Duration LONG = Duration.ofMinutes(15);
  private static final Pattern BACKOFF =
      Pattern.compile("(?i)suggested backoff time:\\s*(\\d{1,12})\\s*milliseconds");
  private static final Pattern TIME =
      Pattern.compile("(?i)\\b(\\d{1,6})\\s*(milliseconds?|seconds?|secs?|minutes?|hours?)\\b");

  /** {@link Quirk#DAILY_LIMITS}, with [OVERQUOTA], [ALERT] or no code at all. */
  private static final Pattern SPENT =
      Pattern.compile("(?i)account exceeded|exceeded (?:command or )?bandwidth limit");

  /** Such limits are those of hours: not worth a question every few seconds. */
  private static final Duration SPENT_FOR = Duration.ofHours(1);

  private static final Pattern LOAD =
      Pattern.compile(
          "(?i)throttl|too many|rate limit|bandwidth limit|command limit|try again|overload|busy");

  /**
   * {@link Quirk#LOGINS_COUNTED}: a refusal that is not about the password, though no code says so.
   */
  private static final Pattern LOGINS =
      Pattern.compile("(?i)too many (?:\\w+ )*(?:connections|logins?|sessions)|rate limit");

  /** What a server does that says this in answer to a command of this kind. */
  Quirk quirk(CommandKind kind) {
    if (SPENT.matcher(words).find()) {
      return Quirk.DAILY_LIMITS;
    }
    boolean byBad = BACKOFF.matcher(words).find() || kind != CommandKind.SELECT;
    return byBad ? Quirk.THROTTLES_BY_BAD : Quirk.THROTTLES_BY_NO;
  }

  /** How long to wait at the {@code attempt}th time, from 0. */
  public Duration wait(int attempt) {
    return told.orElseGet(() -> attempt < SHORT_WAITS ? FIRST.multipliedBy(1L << attempt) : LONG);
  }

  /**
   * Whether the tagged answer to a command is one. A NO to one message may be about that message:
   * [UNAVAILABLE] of Yahoo for a FETCH, [LIMIT] of Gmail for an APPEND.
   */
  static Optional<Throttling> in(Command command, ResponseText text) {
    boolean oneMessage = command.logText().startsWith("APPEND");
    return in(oneMessage ? CommandKind.READ : command.kind(), text);
  }

  /** Whether the tagged answer to a command of this kind is one. */
  static Optional<Throttling> in(CommandKind kind, ResponseText text) {
    if (isSpent(text)) {
      return Optional.of(spent(text.text()));
    }
    boolean explicit = BACKOFF.matcher(text.text()).find() || text.code().is(Known.THROTTLED);
    boolean busy =
        switch (kind) {
          case READ -> false;
          case SELECT -> isLimit(text.code()) || LOAD.matcher(text.text()).find();
          default -> isLimit(text.code());
        };
    boolean quota = text.code().is(Known.OVERQUOTA) && LOAD.matcher(text.text()).find();
    return explicit || busy || quota
        ? Optional.of(new Throttling(time(text.text()), text.text()))
        : Optional.empty();
  }

  /** Whether the account's share is used up, whatever was asked. */
  static boolean isSpent(ResponseText text) {
    return SPENT.matcher(text.text()).find();
  }

  private static Throttling spent(String words) {
    Optional<Duration> told = time(words).filter(time -> time.compareTo(SPENT_FOR) > 0);
    return new Throttling(told.or(() -> Optional.of(SPENT_FOR)), words);
  }

  /** Whether a BYE in the middle says that the account's share is used up. */
  static Optional<Throttling> ofGoodbye(ResponseText text) {
    return isSpent(text) ? Optional.of(spent(text.text())) : Optional.empty();
  }

  static boolean isIn(CommandKind kind, ResponseText text) {
    return in(kind, text).isPresent();
  }

  /** Whether a login failed for such a reason, in its answer or by BYE. */
  public static Optional<Throttling> ofLogin(ImapException failure) {
    return switch (failure) {
      case ImapException.Judged judged when SPENT.matcher(judged.serverText()).find() ->
          Optional.of(spent(judged.serverText()));
      case ImapException.Refused refused
          when isLimit(refused.code()) || BACKOFF.matcher(refused.serverText()).find() ->
          Optional.of(new Throttling(time(refused.serverText()), refused.serverText()));
      case ImapException.Refused refused when areLoginsCounted(refused) ->
          Optional.of(
              new Throttling(
                  time(refused.serverText()).or(() -> Optional.of(LONG)), refused.serverText()));
      case ImapException.Rejected rejected when BACKOFF.matcher(rejected.serverText()).find() ->
          Optional.of(new Throttling(time(rejected.serverText()), rejected.serverText()));
      case ImapException.Goodbye bye
          when isLimit(bye.code()) || LOAD.matcher(bye.serverText()).find() ->
          Optional.of(new Throttling(time(bye.serverText()), bye.serverText()));
      default -> Optional.empty();
    };
  }

  /** Never with a code that says it is the password. */
  private static boolean areLoginsCounted(ImapException.Refused refused) {
    return isAboutLogins(new ResponseText(refused.code(), refused.serverText()));
  }

  /** Whether a login was refused for its number, and not for its password. */
  static boolean isAboutLogins(ResponseText text) {
    return !text.code().is(Known.AUTHENTICATIONFAILED)
        && !text.code().is(Known.AUTHORIZATIONFAILED)
        && LOGINS.matcher(text.text()).find();
  }

  /** {@link Quirk#THROTTLES_BY_BAD}: a BAD that is no complaint about the command. */
  static boolean isBackoff(ResponseText text) {
    return BACKOFF.matcher(text.text()).find();
  }

  private static boolean isLimit(ResponseCode code) {
    return code.is(Known.THROTTLED)
        || code.is(Known.LIMIT)
        || code.is(Known.UNAVAILABLE)
        || code.is(Known.INUSE);
  }

  private static Optional<Duration> time(String text) {
    Matcher backoff = BACKOFF.matcher(text);
    if (backoff.find()) {
      return Optional.of(Duration.ofMillis(Long.parseLong(backoff.group(1))));
    }
    Matcher time = TIME.matcher(text);
    if (!time.find()) {
      return Optional.empty();
    }
    long count = Long.parseLong(time.group(1));
    return Optional.of(
        switch (Character.toLowerCase(time.group(2).charAt(0))) {
          case 'h' -> Duration.ofHours(count);
          case 's' -> Duration.ofSeconds(count);
          default ->
              time.group(2).startsWith("mil")
                  ? Duration.ofMillis(count)
                  : Duration.ofMinutes(count);
        });
  }
}
