package org.offlineimap.imap.protocol;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.offlineimap.mail.FlagSet;

/**
 * What stands in brackets in a status response (RFC 9051 7.1, RFC 5530, RFC 7162). Immutable.
 * Numbers are as the server sent them, unchecked.
 */
public sealed interface ResponseCode {
  /** There is no code. */
  record None() implements ResponseCode {}

  /** UIDVALIDITY. */
  record UidValidityIs(long value) implements ResponseCode {}

  /** UIDNEXT. */
  record UidNext(long value) implements ResponseCode {}

  /** HIGHESTMODSEQ. */
  record HighestModSeq(long value) implements ResponseCode {}

  /**
   * APPENDUID: where appended messages are, in the order sent (RFC 4315 3). The text is a uid-set,
   * since its order matters.
   */
  record AppendUid(long uidValidity, String uids) implements ResponseCode {}

  /**
   * COPYUID: pairs of source and destination, in the server's order (RFC 4315 3). The texts are
   * uid-sets, since their order matters.
   */
  record CopyUid(long uidValidity, String source, String destination) implements ResponseCode {}

  /** CAPABILITY. */
  record CapabilityIs(Set<String> names) implements ResponseCode {}

  /**
   * PERMANENTFLAGS.
   *
   * @param newKeywords whether {@code \*} is among them
   */
  record PermanentFlags(FlagSet flags, boolean newKeywords) implements ResponseCode {}

  /**
   * MESSAGELIMIT: the command was about too many messages (RFC 9738 3.1).
   *
   * @param limit how many a command may be about
   * @param lowest the lowest UID that it was carried out for; empty when for none
   */
  record MessageLimit(long limit, OptionalLong lowest) implements ResponseCode {}

  /** A code without data that this program reacts to. */
  record Word(Known name) implements ResponseCode {}

  /** Any other code, upper case. */
  record Other(String name) implements ResponseCode {}

  /** The codes without data. */
  enum Known {
    ALERT,
    ALREADYEXISTS,
    AUTHENTICATIONFAILED,
    AUTHORIZATIONFAILED,
    CANNOT,
    CLIENTBUG,
    CLOSED,
    CONTACTADMIN,
    CORRUPTION,
    EXPIRED,
    EXPUNGEISSUED,
    HASCHILDREN,
    INUSE,
    LIMIT,
    NOMODSEQ,
    NONEXISTENT,
    NOPERM,
    OVERQUOTA,
    PARSE,
    PRIVACYREQUIRED,
    READ_ONLY,
    READ_WRITE,
    SERVERBUG,
    THROTTLED,
    TOOBIG,
    TRYCREATE,
    UIDNOTSTICKY,
    UNAVAILABLE;

    /** The word on the wire. */
    public String wireName() {
      return name().replace('_', '-');
    }
  }

  /** The code with this name and no data that matters. */
  static ResponseCode named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (Known known : Known.values()) {
      if (known.wireName().equals(upper)) {
        return new Word(known);
      }
    }
    return new Other(upper);
  }

  /** Whether this is the code without data {@code known}. */
  default boolean is(Known known) {
    return this instanceof Word(Known name) && name == known;
  }
}
