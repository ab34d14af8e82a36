package org.offlineimap.imap.client;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.offlineimap.imap.protocol.CommandWriter.Literals;
import org.offlineimap.imap.protocol.Quirk;

/** What a server offers, less what the user switched off. Immutable. */
public final class Capabilities {
  /** The limit of RFC 9738, and what only Yahoo and AOL have. */
  private static final Set<String> WINDOWED = Set.of("MESSAGELIMIT", "XYMHIGHESTMODSEQ");

  private final Set<String> names;

  private final boolean windowed;

  /**
   * Switching off {@code CONDSTORE} switches off QRESYNC too, which is made of it (RFC 7162 3.2.3);
   * a name with a value is known by either. Without ENABLE nothing can be enabled: QRESYNC, whose
   * servers must announce it, is then worth CONDSTORE, and UIDONLY nothing.
   */
  Capabilities(Set<String> offered, Set<String> disabled) {
    Set<String> kept = new TreeSet<>(offered);
    kept.removeIf(name -> disabled.contains(name) || disabled.contains(stem(name)));
    if (disabled.contains("CONDSTORE")) {
      kept.remove("QRESYNC");
    }
    if (disabled.contains("ENABLE") || !(kept.contains("ENABLE") || kept.contains("IMAP4REV2"))) {
      withoutEnabling(kept);
    }
    names = Set.copyOf(kept);
    windowed = offered.stream().map(Capabilities::stem).anyMatch(WINDOWED::contains);
  }

  private static void withoutEnabling(Set<String> names) {
    if (names.remove("QRESYNC")) {
      names.add("CONDSTORE");
    }
    names.remove("UIDONLY");
  }

  private static String stem(String name) {
    int at = name.indexOf('=');
    return at < 0 ? name : name.substring(0, at);
  }

  /**
   * Whether it announces that it may show the newest messages only: {@link Quirk#NEWEST_ONLY}.
   * Switching the extension off does not change what the server does.
   */
  boolean announcesWindow() {
    return windowed;
  }

  /** Whether {@code name}, in any case, is offered; IMAP4rev2 includes what it took over. */
  public boolean has(String name) {
    return names.contains(name.toUpperCase(Locale.ROOT));
  }

  /** Whether messages have mod-sequences here; QRESYNC includes CONDSTORE (RFC 7162 3.2.3). */
  public boolean hasModSequences() {
    return has("CONDSTORE") || has("QRESYNC");
  }

  /** Octets of the largest message that any mailbox takes, where the server says so (RFC 7889). */
  public OptionalLong appendLimit() {
    return value("APPENDLIMIT=");
  }

  /** How many messages one command may be about, where the server says so (RFC 9738). */
  public OptionalLong messageLimit() {
    OptionalLong limit = value("MESSAGELIMIT=");
    return limit.orElse(0) > 0 ? limit : OptionalLong.empty();
  }

  private OptionalLong value(String prefix) {
    return names.stream()
        .filter(name -> name.matches(prefix + "\\d{1,18}"))
        .mapToLong(name -> Long.parseLong(name.substring(prefix.length())))
        .findFirst();
  }

  /** All names, upper case. */
  public Set<String> names() {
    return names;
  }

  /** Which literals need no question. */
  Literals literals() {
    if (has("LITERAL+")) {
      return Literals.NEVER_ASK;
    }
    return has("LITERAL-") || has("IMAP4REV2") ? Literals.ASK_WHEN_LARGE : Literals.ASK_ALWAYS;
  }

  @Override
  public String toString() {
    return String.join(" ", new TreeSet<>(names));
  }
}
