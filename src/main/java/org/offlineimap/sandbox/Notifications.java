package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What NOTIFY asked to be told (RFC 5465), and what was told so far. Confined to whoever holds the
 * session's turn.
 */
final class Notifications {
  /** Events of the mailboxes that a filter names; the first group that fits a mailbox counts. */
  record Group(Predicate<Mailbox> filter, Set<String> events) {}

  /** What of the selected mailbox is told: when, and which items of new messages. */
  record OfSelected(boolean delayed, List<FetchItem> items) {}

  private record Known(String name, long messages, long uidNext, long modSeq) {
    static Known of(Mailbox mailbox) {
      return new Known(
          mailbox.wireName(),
          mailbox.messages().size(),
          mailbox.uidNext(),
          mailbox.highestModSeq());
    }
  }

  private final List<Group> groups;
  private final Optional<OfSelected> selected;
  private final Map<String, Known> known = new HashMap<>();

  Notifications(Session session, List<Group> groups, Optional<OfSelected> selected) {
    this.groups = List.copyOf(groups);
    this.selected = selected;
    session.store().all().forEach(mailbox -> known.put(mailbox.objectId(), Known.of(mailbox)));
  }

  Optional<OfSelected> selected() {
    return selected;
  }

  /** STATUS of every mailbox that is watched, as {@code NOTIFY SET STATUS} wants it at once. */
  void tellAll(Session session) throws IOException {
    for (Mailbox mailbox : session.store().all()) {
      if (mailbox.isSelectable() && isTold(mailbox, "MESSAGENEW")) {
        status(session, mailbox, true);
      }
    }
  }

  private boolean isTold(Mailbox mailbox, String event) {
    for (Group group : groups) {
      if (group.filter().test(mailbox)) {
        return group.events().contains(event);
      }
    }
    return false;
  }

  /** Tells what happened to the mailboxes that are not selected. */
  void report(Session session) throws IOException {
    Set<String> gone = new HashSet<>(known.keySet());
    for (Mailbox mailbox : session.store().all()) {
      gone.remove(mailbox.objectId());
      Known before = known.put(mailbox.objectId(), Known.of(mailbox));
      named(session, mailbox, before);
      if (before != null && !session.isSelected(mailbox)) {
        changed(session, mailbox, before);
      }
    }
    for (String id : gone) {
      Known before = known.remove(id);
      if (before != null && groups.stream().anyMatch(g -> g.events().contains("MAILBOXNAME"))) {
        line(session, "\\NonExistent", before.name(), "");
      }
    }
  }

  private void named(Session session, Mailbox mailbox, @Nullable Known before) throws IOException {
    String name = mailbox.wireName();
    if ((before != null && before.name().equals(name)) || !isTold(mailbox, "MAILBOXNAME")) {
      return;
    }
    String old =
        before == null ? "" : " (\"OLDNAME\" (" + ResponsePrinter.name(before.name()) + "))";
    line(session, mailbox.isSelectable() ? "" : "\\Noselect", name, old);
  }

  private static void line(Session session, String attributes, String name, String more)
      throws IOException {
    String separator = ResponsePrinter.quoted(String.valueOf(session.store().separator()));
    session
        .printer()
        .untagged(
            "LIST (" + attributes + ") " + separator + " " + ResponsePrinter.name(name) + more);
  }

  private void changed(Session session, Mailbox mailbox, Known before) throws IOException {
    Known now = Known.of(mailbox);
    boolean came = now.uidNext() > before.uidNext() && isTold(mailbox, "MESSAGENEW");
    boolean went =
        now.messages() - before.messages() < now.uidNext() - before.uidNext()
            && isTold(mailbox, "MESSAGEEXPUNGE");
    boolean flags = now.modSeq() > before.modSeq() && isTold(mailbox, "FLAGCHANGE");
    if (came || went || flags) {
      status(session, mailbox, came || went);
    }
  }

  private static void status(Session session, Mailbox mailbox, boolean counts) throws IOException {
    List<String> items = new ArrayList<>();
    if (counts) {
      items.addAll(List.of("MESSAGES", "UIDNEXT"));
    }
    items.add("UIDVALIDITY");
    if (session.isEnabled(Capability.CONDSTORE)) {
      items.add("HIGHESTMODSEQ");
    }
    try {
      session.printer().untagged(StatusCommand.answer(session, mailbox, items));
    } catch (Refusal e) {
      throw new IllegalStateException("these items are always known", e);
    }
  }
}
