package org.offlineimap.sandbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What LIST was asked for (RFC 3501 6.3.8, RFC 5258, RFC 5819, RFC 6154 2). Immutable.
 *
 * @param selection which mailboxes: SUBSCRIBED, SPECIAL-USE, RECURSIVEMATCH, REMOTE
 * @param patterns names on the wire with wildcards
 * @param wanted whether a name matches one of them
 * @param returned what to tell of each
 * @param status the items of STATUS, empty for none
 */
record ListRequest(
    Set<String> selection,
    List<String> patterns,
    Predicate<String> wanted,
    Set<String> returned,
    List<String> status) {
  static ListRequest parse(Session session, Arguments arguments) throws Refusal {
    arguments.space();
    Set<String> selection = new HashSet<>();
    if (arguments.peek() == '(') {
      demand(session, Capability.LIST_EXTENDED);
      selection.addAll(arguments.words());
      arguments.space();
    }
    check(session, selection, Set.of("SUBSCRIBED", "REMOTE", "RECURSIVEMATCH", "SPECIAL-USE"));
    if (selection.contains("RECURSIVEMATCH") && !selection.contains("SUBSCRIBED")) {
      throw Refusal.bad("RECURSIVEMATCH needs SUBSCRIBED");
    }
    String reference = arguments.astring();
    arguments.space();
    List<String> patterns = patterns(session, arguments);
    Predicate<String> wanted = name -> false;
    for (String pattern : patterns) {
      wanted = wanted.or(matching(reference + pattern, session.store().separator()));
    }
    List<String> status = new ArrayList<>();
    Set<String> returned = returned(session, arguments, status);
    check(session, returned, Set.of("SUBSCRIBED", "CHILDREN", "STATUS", "SPECIAL-USE"));
    arguments.end();
    return new ListRequest(selection, patterns, wanted, returned, status);
  }

  boolean isSubscribed() {
    return selection.contains("SUBSCRIBED");
  }

  private static void demand(Session session, Capability capability) throws Refusal {
    if (!session.has(capability)) {
      throw Refusal.bad(capability.text() + " was not announced");
    }
  }

  private static void check(Session session, Set<String> options, Set<String> known)
      throws Refusal {
    for (String option : options) {
      if (!known.contains(option)) {
        throw Refusal.bad("Unknown option " + option);
      }
    }
    if (options.contains("SPECIAL-USE")) {
      demand(session, Capability.SPECIAL_USE);
    }
  }

  private static List<String> patterns(Session session, Arguments arguments) throws Refusal {
    if (!arguments.take('(')) {
      return List.of(arguments.pattern());
    }
    demand(session, Capability.LIST_EXTENDED);
    List<String> patterns = new ArrayList<>();
    while (!arguments.take(')')) {
      if (!patterns.isEmpty()) {
        arguments.space();
      }
      patterns.add(arguments.pattern());
    }
    return patterns;
  }

  private static Set<String> returned(Session session, Arguments arguments, List<String> status)
      throws Refusal {
    Set<String> returned = new HashSet<>();
    if (!arguments.take(' ')) {
      return returned;
    }
    demand(session, Capability.LIST_EXTENDED);
    if (!arguments.word().equals("RETURN")) {
      throw Refusal.bad("Expected RETURN");
    }
    arguments.space();
    arguments.expect('(');
    while (!arguments.take(')')) {
      if (!returned.isEmpty()) {
        arguments.space();
      }
      String option = arguments.word();
      returned.add(option);
      if (option.equals("STATUS")) {
        demand(session, Capability.LIST_STATUS);
        arguments.space();
        status.addAll(arguments.words());
      }
    }
    return returned;
  }

  /** What a pattern matches: {@code *} anything, {@code %} anything but the separator. */
  static Predicate<String> matching(String pattern, char separator) {
    StringBuilder regex = new StringBuilder();
    String canonical = Store.canonical(pattern);
    for (int i = 0; i < canonical.length(); i++) {
      char c = canonical.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '%' -> regex.append("[^").append(Pattern.quote("" + separator)).append("]*");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
  }
}
