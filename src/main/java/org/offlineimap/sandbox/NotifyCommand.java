package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** NOTIFY (RFC 5465). */
final class NotifyCommand implements Command {
  private static final Set<String> EVENTS =
      Set.of("MESSAGENEW", "MESSAGEEXPUNGE", "FLAGCHANGE", "MAILBOXNAME", "SUBSCRIPTIONCHANGE");

  @Override
  public String name() {
    return "NOTIFY";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public Optional<Capability> needs() {
    return Optional.of(Capability.NOTIFY);
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    arguments.space();
    String word = arguments.word();
    if (word.equals("NONE")) {
      arguments.end();
      session.teller().notify(Optional.empty());
      return "Notify completed.";
    }
    if (!word.equals("SET")) {
      throw Refusal.bad("Expected SET or NONE");
    }
    arguments.space();
    boolean status = arguments.takeWord("STATUS ");
    List<Notifications.Group> groups = new ArrayList<>();
    Optional<Notifications.OfSelected> selected = Optional.empty();
    do {
      arguments.expect('(');
      String filter = arguments.word();
      arguments.space();
      if (filter.startsWith("SELECTED")) {
        List<FetchItem> items = new ArrayList<>();
        events(arguments, items);
        selected =
            Optional.of(new Notifications.OfSelected(filter.equals("SELECTED-DELAYED"), items));
      } else {
        Predicate<Mailbox> mailboxes = filter(session, filter, arguments);
        groups.add(new Notifications.Group(mailboxes, events(arguments, new ArrayList<>())));
      }
      arguments.expect(')');
    } while (arguments.take(' '));
    arguments.end();
    Notifications notifications = new Notifications(session, groups, selected);
    session.teller().notify(Optional.of(notifications));
    if (status) {
      notifications.tellAll(session);
    }
    return "Notify completed.";
  }

  private static Predicate<Mailbox> filter(Session session, String filter, Arguments arguments)
      throws Refusal {
    return switch (filter) {
      case "PERSONAL" -> mailbox -> true;
      case "INBOXES" -> mailbox -> mailbox.wireName().equals("INBOX");
      case "SUBSCRIBED" -> mailbox -> session.store().isSubscribed(mailbox.wireName());
      case "MAILBOXES", "SUBTREE" -> {
        List<String> names = names(arguments);
        char separator = session.store().separator();
        boolean deep = filter.equals("SUBTREE");
        arguments.space();
        yield mailbox ->
            names.stream()
                .anyMatch(name ->
                    mailbox.wireName().equals(name)
                        || (deep && mailbox.wireName().startsWith(name + separator)));
      }
      default -> throw Refusal.bad("Unknown filter " + filter);
    };
  }

  private static List<String> names(Arguments arguments) throws Refusal {
    if (!arguments.take('(')) {
      return List.of(Store.canonical(arguments.astring()));
    }
    List<String> names = new ArrayList<>();
    while (!arguments.take(')')) {
      if (!names.isEmpty()) {
        arguments.space();
      }
      names.add(Store.canonical(arguments.astring()));
    }
    return names;
  }

  private static Set<String> events(Arguments arguments, List<FetchItem> items) throws Refusal {
    Set<String> events = new HashSet<>();
    if (arguments.takeWord("NONE")) {
      return events;
    }
    arguments.expect('(');
    while (!arguments.take(')')) {
      if (!events.isEmpty()) {
        arguments.space();
      }
      String event = arguments.word();
      if (!EVENTS.contains(event)) {
        throw Refusal.no("[BADEVENT (" + String.join(" ", EVENTS) + ")] Unknown event " + event);
      }
      events.add(event);
      if (event.equals("MESSAGENEW") && arguments.takeWord(" (")) {
        items.addAll(FetchCommand.itemsAfterParenthesis(arguments));
      }
    }
    return events;
  }
}
