package org.offlineimap.imap.client;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.offlineimap.imap.protocol.CommandWriter.Literals;

/** What a server offers, less what the user switched off. Immutable. */
public final class Capabilities {
  private final Set<String> names;

  Capabilities(Set<String> offered, Set<String> disabled) {
    Set<String> kept = new TreeSet<>(offered);
    kept.removeAll(disabled);
    names = Set.copyOf(kept);
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
    return names.stream()
        .filter(name -> name.matches("APPENDLIMIT=\\d{1,18}"))
        .mapToLong(name -> Long.parseLong(name.substring("APPENDLIMIT=".length())))
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
