package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;

/** FETCH and UID FETCH (RFC 3501 6.4.5), with CHANGEDSINCE (RFC 7162 3.1.4). */
final class FetchCommand implements Command {
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
    SequenceSet set = SequenceSet.parse(arguments.set());
    arguments.space();
    List<FetchItem> items = items(arguments);
    long changedSince = changedSince(session, arguments);
    arguments.end();
    if (changedSince >= 0) {
      items.add(new FetchItem.ModSeq());
    }
    if (items.contains(new FetchItem.ModSeq())) {
      session.enableCondstore();
    }
    if (uid) {
      items.addFirst(new FetchItem.UidItem());
    }
    List<FetchItem> once = items.stream().distinct().toList();
    for (Selected.Numbered each : session.selected().numbered(set, uid)) {
      if (each.message().modSeq() > changedSince) {
        one(session, each, once);
      }
    }
    return "Fetch completed.";
  }

  private static List<FetchItem> items(Arguments arguments) throws Refusal {
    if (!arguments.take('(')) {
      return new ArrayList<>(FetchItem.parse(arguments));
    }
    List<FetchItem> items = new ArrayList<>();
    while (!arguments.take(')')) {
      if (!items.isEmpty()) {
        arguments.space();
      }
      items.addAll(FetchItem.parse(arguments));
    }
    return items;
  }

  private static long changedSince(Session session, Arguments arguments) throws Refusal {
    if (!arguments.take(' ')) {
      return -1;
    }
    arguments.expect('(');
    if (!arguments.word().equals("CHANGEDSINCE")) {
      throw Refusal.bad("Unknown modifier");
    }
    session.enableCondstore();
    arguments.space();
    long value = arguments.number();
    arguments.expect(')');
    return value;
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
    ResponsePrinter printer = session.printer();
    printer.raw("* " + each.number() + " FETCH (");
    String gap = "";
    for (FetchItem item : items) {
      printer.raw(gap);
      item.print(printer, message);
      gap = " ";
    }
    boolean flagsToo = seenNow && !items.contains(new FetchItem.Flags());
    printer.raw(flagsToo ? gap + "FLAGS (" + message.flags() + "))\r\n" : ")\r\n");
  }
}
