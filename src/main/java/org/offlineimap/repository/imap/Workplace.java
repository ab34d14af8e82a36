package org.offlineimap.repository.imap;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.UidValidity;

/**
 * Where one folder's work is done: in its mailbox, under the UIDVALIDITY that was listed (rule R1),
 * and with failures that name the folder. One thread at a time.
 */
final class Workplace {
  private final Target target;
  private final Lane lane;
  private final Failures failures;
  private final EventSink events;
  private @Nullable UidValidity listed;

  Workplace(Target target, Lane lane, Failures failures, EventSink events) {
    this.target = target;
    this.lane = lane;
    this.failures = failures;
    this.events = events;
  }

  Target target() {
    return target;
  }

  Lane lane() {
    return lane;
  }

  /** From now on, work is for a mailbox of this UIDVALIDITY. */
  void listed(UidValidity validity) {
    listed = validity;
  }

  /** Whether the server said OK; its NO is a warning that names the folder. */
  boolean succeeds(String what, Pending<?> answer) throws SyncException {
    return guarded(
        what,
        () -> {
          try {
            answer.await();
            return true;
          } catch (ImapException.Refused | ImapException.Rejected | ImapException.Overtaken e) {
            warn(what + ": " + e.getMessage());
            return false;
          }
        });
  }

  void warn(String text) {
    events.accept(
        new SyncEvent.Warning(
            target.settings().account(),
            Optional.of(target.folder()),
            "%s: folder '%s': %s".formatted(target.settings().name(), target.folder(), text)));
  }

  UidValidity known(String what) throws FolderFailure {
    if (listed == null) {
      throw new FolderFailure(what + " needs a listing first", null, false);
    }
    return listed;
  }

  <T> T inMailbox(String what, Lane.Work<T> work) throws SyncException {
    return inMailbox(what, (connection, _) -> work.with(connection));
  }

  <T> T inMailbox(String what, Lane.MailboxWork<T> work) throws SyncException {
    UidValidity expected = known(what);
    return guarded(what, () -> lane.in(target.mailbox(), expected, work))
        .orElseThrow(() -> changed(what));
  }

  FolderFailure changed(String what) {
    return new FolderFailure(
        "%s: folder '%s': its UIDVALIDITY changed while %s; nothing was done"
            .formatted(target.settings().name(), target.folder(), what),
        null,
        true);
  }

  @FunctionalInterface
  interface Step<T> {
    T run() throws ImapException, InterruptedException, SyncException;
  }

  <T> T guarded(String what, Step<T> step) throws SyncException {
    try {
      return step.run();
    } catch (ImapException e) {
      throw failures.ofFolder(target.folder(), what, e);
    } catch (InterruptedException e) {
      throw failures.interrupted(e);
    }
  }
}
