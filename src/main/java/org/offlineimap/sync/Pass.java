package org.offlineimap.sync;

import java.time.InstantSource;
import java.util.Optional;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;

/** One pass over one account: what all its parts share. Thread-safe. */
record Pass(
    SyncSettings settings,
    Endpoints ends,
    EventSink events,
    InstantSource clock,
    StopSignal stop,
    Tally tally,
    Quarantine quarantine,
    PassScope scope) {

  Pass within(PassScope wanted) {
    return new Pass(settings, ends, events, clock, stop, tally, quarantine, wanted);
  }

  String account() {
    return settings.account();
  }

  void tell(SyncEvent event) {
    events.accept(event);
  }

  /** Reports a failure of one message or folder; the pass goes on and ends as partial. */
  void failed(FolderName folder, String context, SyncException cause) {
    tally.met(Result.Outcome.PARTIAL);
    tell(new SyncEvent.Failed(account(), Optional.of(folder), context, cause));
  }

  void messageFailed(FolderName folder, String text) {
    failed(folder, "", new SyncException.MessageFailure(text, null));
  }

  void warn(FolderName folder, String text) {
    tell(new SyncEvent.Warning(account(), Optional.of(folder), text));
  }

  void notice(FolderName folder, String text) {
    tell(new SyncEvent.Notice(account(), Optional.of(folder), text));
  }

  /** What {@code -d maildir} shows. */
  void debug(FolderName folder, String text) {
    tell(new SyncEvent.Debug(account(), Optional.of(folder), "maildir", text));
  }

  SyncEvent.End remote(FolderName folder) {
    return new SyncEvent.End(ends.remote().name(), ends.remote().type(), folder);
  }

  SyncEvent.End local(FolderName folder) {
    return new SyncEvent.End(ends.local().name(), ends.local().type(), folder);
  }
}
