package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;

/** STORE and UID STORE (RFC 3501 6.4.6), with UNCHANGEDSINCE (RFC 7162 3.1.3). */
final class StoreCommand implements Command {
  private final boolean uid;

  StoreCommand(boolean uid) {
    this.uid = uid;
  }

  @Override
  public String name() {
    return uid ? "UID STORE" : "STORE";
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
    long unchangedSince = unchangedSince(session, arguments);
    String item = arguments.word();
    arguments.space();
    boolean silent = item.endsWith(".SILENT");
    String kind = silent ? item.substring(0, item.length() - ".SILENT".length()) : item;
    if (kind.endsWith("X-GM-LABELS")) {
      List<Selected.Numbered> messages = session.selected().numbered(set, uid);
      return Labels.store(session, messages, kind.substring(0, kind.indexOf("X")), arguments);
    }
    FlagSet flags = FlagSet.ofImapNames(flags(arguments));
    arguments.end();
    UnaryOperator<FlagSet> change = change(kind, flags);
    Selected selected = session.selected();
    selected.demandWritable();
    List<Long> failed = new ArrayList<>();
    int limit = session.messageLimit();
    for (Selected.Numbered each : selected.limited(selected.numbered(set, uid), limit)) {
      if (each.message().modSeq() > unchangedSince) {
        failed.add(uid ? each.message().uid() : each.number());
      } else {
        store(session, each, change, silent);
      }
    }
    if (kind.startsWith("+") && flags.contains(SystemFlag.DELETED)) {
      purge(session);
    }
    return selected.limitCode(limit)
        + (failed.isEmpty() ? "" : "[MODIFIED " + SequenceSet.print(failed) + "] ")
        + "Store completed.";
  }

  private static void purge(Session session) {
    if (session.shows(Behaviour.PURGES_AT_ONCE)) {
      Selected selected = session.selected();
      ExpungeCommand.expunge(selected, selected.mailbox().messages());
    }
  }

  private static long unchangedSince(Session session, Arguments arguments) throws Refusal {
    if (!arguments.take('(')) {
      return Long.MAX_VALUE;
    }
    if (!arguments.word().equals("UNCHANGEDSINCE")) {
      throw Refusal.bad("Unknown modifier");
    }
    session.enable(Capability.CONDSTORE);
    arguments.space();
    long value = arguments.number();
    arguments.expect(')');
    arguments.space();
    return value;
  }

  private static List<String> flags(Arguments arguments) throws Refusal {
    if (arguments.peek() == '(') {
      return arguments.flags();
    }
    List<String> flags = new ArrayList<>(List.of(arguments.flag()));
    while (arguments.take(' ')) {
      flags.add(arguments.flag());
    }
    return flags;
  }

  private static UnaryOperator<FlagSet> change(String kind, FlagSet flags) throws Refusal {
    return switch (kind) {
      case "FLAGS" -> old -> flags;
      case "+FLAGS" -> old -> old.union(flags);
      case "-FLAGS" -> old -> old.minus(flags);
      default -> throw Refusal.bad("Unknown item " + kind);
    };
  }

  private void store(
      Session session, Selected.Numbered each, UnaryOperator<FlagSet> change, boolean silent)
      throws IOException {
    Selected selected = session.selected();
    long before = selected.mailbox().highestModSeq();
    Optional<StoredMessage> now = selected.mailbox().changeFlags(each.message().uid(), change);
    selected.ownChange(before);
    if (now.isEmpty() || (silent && !session.isEnabled(Capability.CONDSTORE))) {
      return;
    }
    StoredMessage message = now.get();
    StringBuilder text = new StringBuilder();
    boolean only = session.isEnabled(Capability.UIDONLY);
    text.append(uid && !only ? "UID " + message.uid() + " " : "");
    text.append(silent ? "" : "FLAGS (" + message.flags() + ") ");
    text.append(session.isEnabled(Capability.CONDSTORE) ? "MODSEQ (" + message.modSeq() + ")" : "");
    session.printer().untagged(Selected.head(session, each) + text.toString().strip() + ")");
  }
}
