package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
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
    SearchResult result = new SearchResult(uid);
    Optional<List<String>> returned = returned(session, arguments, result);
    if (arguments.takeWord("CHARSET ")) {
      arguments.astring();
      arguments.space();
    }
    SearchKeys keys = new SearchKeys(session, arguments);
    Predicate<Selected.Numbered> key = keys.all();
    arguments.end();
    if (session.shows(Behaviour.NO_SEARCH)) {
      throw Refusal.no("[CANNOT] Unsupported search criterion");
    }
    Selected selected = session.selected();
    if ((keys.isByDate() || keys.isByMark()) && session.shows(Behaviour.WRONG_SEARCH)) {
      key = keys.isByDate() ? key.negate() : _ -> false;
    }
    List<Selected.Numbered> found = selected.numbered().stream().filter(key).toList();
    selected.limited(found, session.messageLimit()).forEach(result::add);
    result.tell(session, arguments.tag(), returned, keys.isModSeq());
    return selected.limitCode(session.messageLimit()) + "Search completed.";
  }

  private static Optional<List<String>> returned(
      Session session, Arguments arguments, SearchResult result) throws Refusal {
    if (!arguments.takeWord("RETURN ")) {
      return Optional.empty();
    }
    if (!session.has(Capability.ESEARCH)) {
      throw Refusal.bad("ESEARCH was not announced");
    }
    List<String> wanted = new ArrayList<>();
    arguments.expect('(');
    while (!arguments.take(')')) {
      if (!wanted.isEmpty()) {
        arguments.space();
      }
      wanted.add(arguments.word());
      if (wanted.getLast().equals("PARTIAL")) {
        result.part(Part.parse(session, arguments));
      }
    }
    arguments.space();
    if (wanted.contains("SAVE") && !session.has(Capability.SEARCHRES)) {
      throw Refusal.bad("SEARCHRES was not announced");
    }
    return Optional.of(wanted.isEmpty() ? List.of("ALL") : wanted);
  }
}
