package org.offlineimap.imap.protocol;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * What matters about a command for pipelining (RFC 9051 5.5): which running commands its start
 * would make ambiguous. All commands here use UIDs, never sequence numbers.
 */
public enum CommandKind {
  /** Any number at once: NOOP, STATUS, CREATE, SUBSCRIBE, ID, APPEND. */
  FREE,
  /** LIST, LSUB: the answers do not name the question. */
  LIST,
  /** UID FETCH of bodies and other things that never change. */
  READ,
  /** UID FETCH of flags. */
  READ_FLAGS,
  /** UID SEARCH: a plain answer does not name the question. */
  SEARCH,
  /** UID STORE. */
  STORE,
  /** UID EXPUNGE, which touches only what it names. */
  UID_EXPUNGE,
  /** UID COPY and UID MOVE, which touch only what they name. */
  TRANSFER,
  /** EXPUNGE, which touches all that is marked. */
  EXPUNGE,
  /** SELECT, EXAMINE. */
  SELECT,
  /** ENABLE: before any mailbox is selected, beside what needs none (RFC 5161 3.1). */
  ENABLE,
  /** CLOSE, LOGIN, AUTHENTICATE, LOGOUT: nothing beside them. */
  ALONE;

  /** Whether {@code next} may be sent while {@code running} have not been answered. */
  public static boolean mayStart(CommandKind next, Collection<CommandKind> running) {
    Set<CommandKind> bars = next.barredBy();
    return running.stream().noneMatch(bars::contains);
  }

  /**
   * The kinds that must have ended. Changes wait for SELECT, because they may be sent only under
   * the UIDVALIDITY that the caller knows; reading does not.
   */
  Set<CommandKind> barredBy() {
    return switch (this) {
      case FREE, SELECT, READ -> EnumSet.of(ALONE);
      case LIST -> EnumSet.of(LIST, ALONE);
      case READ_FLAGS -> EnumSet.of(STORE, EXPUNGE, UID_EXPUNGE, TRANSFER, ALONE);
      case SEARCH -> EnumSet.of(SEARCH, STORE, EXPUNGE, UID_EXPUNGE, TRANSFER, ALONE);
      case STORE -> EnumSet.of(READ_FLAGS, SEARCH, EXPUNGE, UID_EXPUNGE, TRANSFER, SELECT, ALONE);
      case UID_EXPUNGE -> EnumSet.of(READ, READ_FLAGS, SEARCH, EXPUNGE, SELECT, ALONE);
      case TRANSFER -> EnumSet.of(READ, READ_FLAGS, SEARCH, STORE, EXPUNGE, SELECT, ALONE);
      case EXPUNGE ->
          EnumSet.of(
              READ, READ_FLAGS, SEARCH, STORE, UID_EXPUNGE, TRANSFER, EXPUNGE, SELECT, ALONE);
      case ENABLE -> EnumSet.complementOf(EnumSet.of(FREE, LIST, ENABLE));
      case ALONE -> EnumSet.allOf(CommandKind.class);
    };
  }
}
