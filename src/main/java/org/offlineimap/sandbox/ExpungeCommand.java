package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.offlineimap.mail.SystemFlag;

/** EXPUNGE (RFC 3501 6.4.3) and UID EXPUNGE (RFC 4315 2.1). */
final class ExpungeCommand implements Command {
  private final boolean uid;

  ExpungeCommand(boolean uid) {
    this.uid = uid;
  }

  @Override
  public String name() {
    return uid ? "UID EXPUNGE" : "EXPUNGE";
  }

  @Override
  public State state() {
    return State.SELECTED;
  }

  @Override
  public Optional<Capability> needs() {
    return uid ? Optional.of(Capability.UIDPLUS) : Optional.empty();
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    if (session.shows(Behaviour.HANGS_ON_DELETE)) {
      session.wire().stall();
    }
    Selected selected = session.selected();
    selected.demandWritable();
    List<Selected.Numbered> asked = uid ? asked(selected, arguments) : selected.numbered();
    arguments.end();
    List<Selected.Numbered> marked =
        asked.stream().filter(each -> isMarked(each.message())).toList();
    if (session.has(Capability.X_GM_EXT_1) && !marked.isEmpty()) {
      session.shows(Behaviour.DELETES_LABELS_ONLY);
    }
    int limit = session.messageLimit();
    expunge(
        selected,
        selected.limited(marked, limit).stream().map(Selected.Numbered::message).toList());
    String left = selected.limitCode(limit);
    return (left.isEmpty() ? code(session) : left) + "Expunge completed.";
  }

  private static List<Selected.Numbered> asked(Selected selected, Arguments arguments)
      throws Refusal {
    arguments.space();
    return selected.numbered(arguments.set(), true);
  }

  private static boolean isMarked(StoredMessage message) {
    return message.flags().contains(SystemFlag.DELETED);
  }

  private static String code(Session session) {
    long modSeq = session.selected().mailbox().highestModSeq();
    return session.isEnabled(Capability.CONDSTORE) ? "[HIGHESTMODSEQ " + modSeq + "] " : "";
  }

  /** Removes those of {@code messages} that are marked as deleted. */
  static void expunge(Selected selected, List<StoredMessage> messages) {
    selected
        .mailbox()
        .expunge(
            messages.stream().filter(ExpungeCommand::isMarked).map(StoredMessage::uid).toList());
  }
}
