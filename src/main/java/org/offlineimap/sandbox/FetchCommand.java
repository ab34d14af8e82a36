package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;

/** FETCH and UID FETCH (RFC 3501 6.4.5), with CHANGEDSINCE and VANISHED (RFC 7162 3.1.4, 3.2.6). */
final class FetchCommand implements Command {
  /** What follows the items: only messages changed since; which have vanished since, too. */
  private record Modifiers(long changedSince, boolean vanished, Optional<Part> partial) {}

  private final boolean uid;

  FetchCommand(boolean uid) {
    this.uid = uid;
  }

  @Override
  public String name() {
    return uid ? "UID FETCH" : "FETCH";
  }

  @Override
  public State state() {
    return State.SELECTED;
  }

  @Override
  public boolean isIndependent() {
    return true;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    arguments.space();
    String set = arguments.set();
    arguments.space();
    List<FetchItem> items = items(arguments);
    demand(session, items);
    Modifiers modifiers = modifiers(session, arguments);
    arguments.end();
    if (modifiers.changedSince() >= 0) {
      items.add(new FetchItem.ModSeq());
    }
    if (items.contains(new FetchItem.ModSeq())) {
      session.enable(Capability.CONDSTORE);
    }
    if (uid) {
      items.addFirst(new FetchItem.UidItem());
    }
    Selected selected = session.selected();
    if (modifiers.vanished()) {
      SequenceSet asked = SequenceSet.parse(set);
      Resynchronisation.vanished(session, selected.mailbox(), asked, modifiers.changedSince());
    }
    List<FetchItem> once = items.stream().distinct().toList();
    List<Selected.Numbered> wanted =
        selected.numbered(set, uid).stream()
            .filter(each -> each.message().modSeq() > modifiers.changedSince())
            .toList();
    List<Selected.Numbered> some = modifiers.partial().map(p -> p.of(wanted)).orElse(wanted);
    List<Selected.Numbered> told = selected.limited(some, session.messageLimit());
    for (Selected.Numbered each : lagging(session, set, told)) {
      if (Unfetchable.isLeftOut(session, each.message(), once)) {
        continue;
      }
      if (session.shows(Behaviour.UNASKED_FETCHES)) {
        session.printer().untagged("1 FETCH (FLAGS (\\Answered))");
      }
      one(session, each, once);
      session.fetched();
    }
    return selected.limitCode(session.messageLimit()) + "Fetch completed.";
  }

  private static List<Selected.Numbered> lagging(
      Session session, String set, List<Selected.Numbered> messages) {
    boolean lags =
        set.equals("1:*")
            && !messages.isEmpty()
            && session.isFirstListing()
            && session.shows(Behaviour.LISTING_LAG);
    return lags ? messages.subList(0, messages.size() - 1) : messages;
  }

  private static List<FetchItem> items(Arguments arguments) throws Refusal {
    if (!arguments.take('(')) {
      return new ArrayList<>(FetchItem.parse(arguments));
    }
    return itemsAfterParenthesis(arguments);
  }

  static List<FetchItem> itemsAfterParenthesis(Arguments arguments) throws Refusal {
    List<FetchItem> items = new ArrayList<>();
    while (!arguments.take(')')) {
      if (!items.isEmpty()) {
        arguments.space();
      }
      items.addAll(FetchItem.parse(arguments));
    }
    return items;
  }

  private static void demand(Session session, List<FetchItem> items) throws Refusal {
    for (FetchItem item : items) {
      if (item instanceof FetchItem.Envelope && !session.shows(Behaviour.BROKEN_ENVELOPE)) {
        throw Refusal.bad("Unknown item ENVELOPE");
      }
      if (item.needs().isPresent() && !session.has(item.needs().get())) {
        throw Refusal.bad(item.needs().get().text() + " was not announced");
      }
    }
  }

  private Modifiers modifiers(Session session, Arguments arguments) throws Refusal {
    long changedSince = -1;
    boolean vanished = false;
    Optional<Part> partial = Optional.empty();
    if (!arguments.take(' ')) {
      return new Modifiers(changedSince, vanished, partial);
    }
    arguments.expect('(');
    do {
      switch (arguments.word()) {
        case "CHANGEDSINCE" -> {
          session.enable(Capability.CONDSTORE);
          arguments.space();
          changedSince = arguments.number();
          if (changedSince == 0 && session.shows(Behaviour.NO_MODSEQ_ZERO)) {
            throw Refusal.bad("[CLIENTBUG] CHANGEDSINCE 0");
          }
        }
        case "VANISHED" -> vanished = true;
        case "PARTIAL" -> partial = Optional.of(Part.parse(session, arguments));
        default -> throw Refusal.bad("Unknown modifier");
      }
    } while (arguments.take(' '));
    arguments.expect(')');
    boolean possible = uid && changedSince >= 0 && session.isEnabled(Capability.QRESYNC);
    if (vanished && !possible) {
      throw Refusal.bad("VANISHED needs UID FETCH, CHANGEDSINCE and QRESYNC");
    }
    return new Modifiers(changedSince, vanished, partial);
  }

  private static void one(Session session, Selected.Numbered each, List<FetchItem> items)
      throws IOException {
    StoredMessage message = each.message();
    Selected selected = session.selected();
    boolean read = items.stream().anyMatch(FetchItem::setsSeen) && !selected.isReadOnly();
    boolean seenNow = read && !message.flags().contains(SystemFlag.SEEN);
    if (seenNow) {
      long before = selected.mailbox().highestModSeq();
      FlagSet seen = FlagSet.of(SystemFlag.SEEN);
      message =
          selected.mailbox().changeFlags(message.uid(), old -> old.union(seen)).orElse(message);
      selected.ownChange(before);
    }
    boolean flagsToo = seenNow && !items.contains(new FetchItem.Flags());
    List<FetchItem> told = new ArrayList<>(items);
    if (flagsToo) {
      told.add(new FetchItem.Flags());
    }
    print(session, new Selected.Numbered(each.number(), message), told);
  }

  private static List<FetchItem> inOrder(Session session, List<FetchItem> items) {
    List<FetchItem> ordered = new ArrayList<>(items);
    FetchItem uid = new FetchItem.UidItem();
    if (session.shows(Behaviour.UID_AFTER_BODY) && ordered.remove(uid)) {
      ordered.add(uid);
    }
    if (session.is(Behaviour.RFC822_IGNORED) && ordered.removeIf(FetchItem::isRfc822)) {
      session.met(Behaviour.RFC822_IGNORED);
    }
    return ordered;
  }

  /** One FETCH response. */
  static void print(Session session, Selected.Numbered each, List<FetchItem> items)
      throws IOException {
    ResponsePrinter printer = session.printer();
    printer.raw("* " + Selected.head(session, each));
    String gap = "";
    for (FetchItem item : inOrder(session, items)) {
      if (session.isEnabled(Capability.UIDONLY) && item.equals(new FetchItem.UidItem())) {
        continue;
      }
      printer.raw(gap);
      item.print(session, each.message());
      gap = " ";
    }
    printer.raw(")\r\n");
  }
}
