package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** SEARCH and UID SEARCH (RFC 3501 6.4.4), with ESEARCH (RFC 4731). */
final class SearchCommand implements Command {
  private final boolean uid;

  SearchCommand(boolean uid) {
    this.uid = uid;
  }

  @Override
  public String name() {
    return uid ? "UID SEARCH" : "SEARCH";
  }

  @Override
  public State state() {
    return State.SELECTED;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    arguments.space();
    Optional<List<String>> returned = returned(session, arguments);
    if (arguments.takeWord("CHARSET ")) {
      arguments.astring();
      arguments.space();
    }
    SearchKeys keys = new SearchKeys(session, arguments);
    Predicate<Selected.Numbered> key = keys.all();
    arguments.end();
    SearchResult result = new SearchResult(uid);
    for (Selected.Numbered each : session.selected().numbered()) {
      if (key.test(each)) {
        result.add(each);
      }
    }
    result.tell(session, arguments.tag(), returned, keys.isModSeq());
    return "Search completed.";
  }

  private static Optional<List<String>> returned(Session session, Arguments arguments)
      throws Refusal {
    if (!arguments.takeWord("RETURN ")) {
      return Optional.empty();
    }
    if (!session.has(Capability.ESEARCH)) {
      throw Refusal.bad("ESEARCH was not announced");
    }
    List<String> wanted = arguments.words();
    arguments.space();
    if (wanted.contains("SAVE") && !session.has(Capability.SEARCHRES)) {
      throw Refusal.bad("SEARCHRES was not announced");
    }
    return Optional.of(wanted.isEmpty() ? List.of("ALL") : wanted);
  }
}
