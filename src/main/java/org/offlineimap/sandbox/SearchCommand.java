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
    Optional<List<String>> returned = returned(session, arguments);
    if (arguments.takeWord("CHARSET ")) {
      arguments.astring();
      arguments.space();
    }
    Predicate<Selected.Numbered> key = new SearchKeys(session, arguments).all();
    arguments.end();
    List<Long> found = new ArrayList<>();
    for (Selected.Numbered each : session.selected().numbered()) {
      if (key.test(each)) {
        found.add(uid ? each.message().uid() : each.number());
      }
    }
    String answer =
        returned.isPresent() ? extended(arguments.tag(), found, returned.get()) : plain(found);
    session.printer().untagged(answer);
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
    return Optional.of(wanted.isEmpty() ? List.of("ALL") : wanted);
  }

  private static String plain(List<Long> found) {
    StringBuilder text = new StringBuilder("SEARCH");
    found.forEach(number -> text.append(' ').append(number));
    return text.toString();
  }

  private String extended(String tag, List<Long> found, List<String> wanted) {
    StringBuilder text = new StringBuilder("ESEARCH (TAG \"" + tag + "\")");
    text.append(uid ? " UID" : "");
    if (!found.isEmpty()) {
      text.append(wanted.contains("MIN") ? " MIN " + found.getFirst() : "");
      text.append(wanted.contains("MAX") ? " MAX " + found.getLast() : "");
      text.append(wanted.contains("ALL") ? " ALL " + SequenceSet.print(found) : "");
    }
    return text.append(wanted.contains("COUNT") ? " COUNT " + found.size() : "").toString();
  }
}
