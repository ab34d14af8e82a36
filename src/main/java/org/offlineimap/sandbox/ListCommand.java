package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** LIST (RFC 3501 6.3.8), extended (RFC 5258, RFC 6154), with STATUS (RFC 5819). */
final class ListCommand implements Command {
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
    ListRequest request = ListRequest.parse(session, arguments);
    if (request.patterns().equals(List.of(""))) {
      session.printer().untagged("LIST (\\Noselect) " + separator(session) + " \"\"");
      return "List completed.";
    }
    for (String name : names(session, request)) {
      if (request.wanted().test(name)) {
        one(session, name, request);
      }
    }
    return "List completed.";
  }

  /** What there is, and with SUBSCRIBED what there was. */
  private static NavigableSet<String> names(Session session, ListRequest request) {
    NavigableSet<String> names = new TreeSet<>();
    session.store().all().forEach(mailbox -> names.add(mailbox.wireName()));
    if (request.isSubscribed()) {
      names.addAll(session.store().subscriptions());
    }
    return names;
  }

  private static void one(Session session, String name, ListRequest request)
      throws IOException, Refusal {
    Optional<Mailbox> mailbox = session.store().find(name);
    boolean subscribed = session.store().isSubscribed(name);
    boolean used = mailbox.flatMap(Mailbox::specialUse).isPresent();
    boolean chosen =
        (subscribed || !request.isSubscribed())
            && (used || !request.selection().contains("SPECIAL-USE"));
    boolean parent =
        request.selection().contains("RECURSIVEMATCH") && session.store().hasSubscribedChild(name);
    if (!chosen && !parent) {
      return;
    }
    String attributes = String.join(" ", attributes(session, name, mailbox, request));
    String line = "LIST (" + attributes + ") " + separator(session) + " ";
    String info = parent ? " (\"CHILDINFO\" (\"SUBSCRIBED\"))" : "";
    String shown = session.shows(Behaviour.EIGHT_BIT_NAMES) ? ModifiedUtf7.decode(name) : name;
    session.printer().untagged(line + ResponsePrinter.name(shown) + info);
    if (!request.status().isEmpty() && mailbox.map(Mailbox::isSelectable).orElse(false)) {
      session.printer().untagged(StatusCommand.answer(session, mailbox.get(), request.status()));
    }
  }

  private static List<String> attributes(
      Session session, String name, Optional<Mailbox> mailbox, ListRequest request) {
    List<String> attributes = new ArrayList<>();
    if (mailbox.isEmpty()) {
      attributes.add("\\NonExistent");
    } else if (!mailbox.get().isSelectable()) {
      attributes.add("\\Noselect");
      session.shows(Behaviour.NOSELECT_PARENTS);
    }
    boolean children = !session.store().childrenOf(name).isEmpty();
    attributes.add(children ? "\\HasChildren" : "\\HasNoChildren");
    boolean asked = request.isSubscribed() || request.returned().contains("SUBSCRIBED");
    if (asked && session.store().isSubscribed(name)) {
      attributes.add("\\Subscribed");
    }
    if (session.has(Capability.SPECIAL_USE)) {
      mailbox.flatMap(Mailbox::specialUse).ifPresent(attributes::add);
      if (name.startsWith("[Google Mail]")) {
        session.shows(Behaviour.LOCALIZED_NAMES);
      }
    }
    return attributes;
  }

  private static String separator(Session session) {
    return ResponsePrinter.quoted(String.valueOf(session.store().separator()));
  }
}
