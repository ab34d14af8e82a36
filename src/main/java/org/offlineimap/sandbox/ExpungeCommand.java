package org.offlineimap.sandbox;

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
  public String run(Session session, Arguments arguments) throws Refusal {
    Selected selected = session.selected();
    selected.demandWritable();
    if (!uid) {
      arguments.end();
      expunge(selected, selected.mailbox().messages());
    } else {
      arguments.space();
      String set = arguments.set();
      expunge(
          selected, selected.numbered(set, true).stream().map(Selected.Numbered::message).toList());
    }
    return code(session) + "Expunge completed.";
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
            messages.stream()
                .filter(m -> m.flags().contains(SystemFlag.DELETED))
                .map(StoredMessage::uid)
                .toList());
  }
}
