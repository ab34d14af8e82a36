package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** COPY (RFC 3501 6.4.7) with COPYUID (RFC 4315 3), and MOVE (RFC 6851). */
final class CopyCommand implements Command {
  private final boolean uid;
  private final boolean move;

  CopyCommand(boolean uid, boolean move) {
    this.uid = uid;
    this.move = move;
  }

  @Override
  public String name() {
    return (uid ? "UID " : "") + (move ? "MOVE" : "COPY");
  }

  @Override
  public State state() {
    return State.SELECTED;
  }

  @Override
  public Optional<Capability> needs() {
    return move ? Optional.of(Capability.MOVE) : Optional.empty();
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    arguments.space();
    String set = arguments.set();
    arguments.space();
    String name = arguments.astring();
    arguments.end();
    Selected selected = session.selected();
    if (move) {
      selected.demandWritable();
    }
    Mailbox target =
        session
            .store()
            .find(name)
            .filter(Mailbox::isSelectable)
            .orElseThrow(() -> Refusal.no("[TRYCREATE] No mailbox " + name));
    int limit = session.messageLimit();
    List<Selected.Numbered> messages = selected.limited(selected.numbered(set, uid), limit);
    String code = copy(session, messages, target);
    String shown = session.has(Capability.UIDPLUS) ? code : "";
    Labels.copied(session, messages, target);
    if (!move) {
      String left = selected.limitCode(limit);
      return (left.isEmpty() ? shown : left) + "Copy completed.";
    }
    if (!shown.isEmpty()) {
      session.printer().untagged("OK " + shown + "Moved UIDs.");
    }
    selected.mailbox().expunge(messages.stream().map(n -> n.message().uid()).toList());
    return selected.limitCode(limit) + "Move completed.";
  }

  private static String copy(Session session, List<Selected.Numbered> messages, Mailbox target) {
    List<Long> from = new ArrayList<>();
    List<Long> to = new ArrayList<>();
    for (Selected.Numbered each : messages) {
      StoredMessage message = each.message();
      from.add(message.uid());
      to.add(target.deliverCopy(message));
    }
    boolean cut = to.size() > 3 && session.shows(Behaviour.SHORT_COPYUID);
    List<Long> said = cut ? to.subList(0, 3) : to;
    String sets = SequenceSet.print(from) + " " + SequenceSet.print(said);
    return from.isEmpty() ? "" : "[COPYUID " + target.uidValidity() + " " + sets + "] ";
  }
}
