package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** LIST (RFC 3501 6.3.8), extended (RFC 5258, RFC 6154), with STATUS (RFC 5819). */
final class ListCommand implements Command {
  /** What a client asked for. */
  private record Request(
      Set<String> selection, Predicate<String> wanted, Set<String> returned, List<String> status) {}

  @Override
  public String name() {
    return "LIST";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public boolean isIndependent() {
    return true;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    arguments.space();
    Set<String> selection = new HashSet<>();
    if (arguments.peek() == '(') {
      demandExtended(session);
      selection.addAll(arguments.words());
      arguments.space();
    }
    String reference = arguments.astring();
    arguments.space();
    List<String> patterns = patterns(session, arguments);
    if (patterns.equals(List.of(""))) {
      session.printer().untagged("LIST (\\Noselect) " + separator(session) + " \"\"");
      return "List completed.";
    }
    char separator = session.store().separator();
    Predicate<String> wanted = name -> false;
    for (String pattern : patterns) {
      wanted = wanted.or(matching(reference + pattern, separator));
    }
    List<String> status = new ArrayList<>();
    Set<String> returned = returned(session, arguments, status);
    arguments.end();
    print(session, new Request(selection, wanted, returned, status));
    return "List completed.";
  }

  private static void demandExtended(Session session) throws Refusal {
    if (!session.has(Capability.LIST_EXTENDED)) {
      throw Refusal.bad("LIST-EXTENDED was not announced");
    }
  }

  private static List<String> patterns(Session session, Arguments arguments) throws Refusal {
    if (!arguments.take('(')) {
      return List.of(arguments.pattern());
    }
    demandExtended(session);
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
    demandExtended(session);
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
        if (!session.has(Capability.LIST_STATUS)) {
          throw Refusal.bad("LIST-STATUS was not announced");
        }
        arguments.space();
        status.addAll(arguments.words());
      }
    }
    return returned;
  }

  private static void print(Session session, Request request) throws IOException, Refusal {
    for (Mailbox mailbox : session.store().all()) {
      String name = mailbox.wireName();
      if (!request.wanted().test(name) || !isSelected(session, mailbox, request.selection())) {
        continue;
      }
      String attributes = String.join(" ", attributes(session, mailbox, request));
      session
          .printer()
          .untagged(
              "LIST (" + attributes + ") " + separator(session) + " " + ResponsePrinter.name(name));
      if (!request.status().isEmpty() && mailbox.isSelectable()) {
        session.printer().untagged(StatusCommand.answer(session, mailbox, request.status()));
      }
    }
  }

  private static boolean isSelected(Session session, Mailbox mailbox, Set<String> selection) {
    boolean subscribed = session.store().isSubscribed(mailbox.wireName());
    return (subscribed || !selection.contains("SUBSCRIBED"))
        && (mailbox.specialUse().isPresent() || !selection.contains("SPECIAL-USE"));
  }

  private static List<String> attributes(Session session, Mailbox mailbox, Request request) {
    List<String> attributes = new ArrayList<>();
    String name = mailbox.wireName();
    if (!mailbox.isSelectable()) {
      attributes.add("\\Noselect");
    }
    boolean children = !session.store().childrenOf(name).isEmpty();
    attributes.add(children ? "\\HasChildren" : "\\HasNoChildren");
    boolean asked =
        request.returned().contains("SUBSCRIBED") || request.selection().contains("SUBSCRIBED");
    if (asked && session.store().isSubscribed(name)) {
      attributes.add("\\Subscribed");
    }
    if (session.has(Capability.SPECIAL_USE)) {
      mailbox.specialUse().ifPresent(attributes::add);
    }
    return attributes;
  }

  private static String separator(Session session) {
    return ResponsePrinter.quoted(String.valueOf(session.store().separator()));
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
