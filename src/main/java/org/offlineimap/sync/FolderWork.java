package org.offlineimap.sync;

import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.DirectoryStamp;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.FolderStatus;
import org.offlineimap.status.MessageNotes;
import org.offlineimap.status.Trouble;

/** One folder pair in one pass: its two ends, and how to reach its status. One thread at a time. */
record FolderWork(Pass pass, FolderPair pair, RemoteFolder remote, LocalFolder local) {
  FolderName name() {
    return pair.name();
  }

  /** Runs a folder's work; its own failures stop only itself. */
  boolean guarded(TaskGroup.Task task) throws SyncException {
    try {
      task.run();
      return true;
    } catch (SyncException.MessageFailure | SyncException.FolderFailure e) {
      pass.failed(name(), aborting(), e);
      return false;
    }
  }

  private String aborting() {
    return "Aborting sync, folder '" + name() + "' [acc: '" + pass.account() + "']";
  }

  boolean stopped() {
    return pass.stop().raised();
  }

  /**
   * Whether a dry run only says that the local folder would be made: then there is nothing on disk.
   */
  boolean isImagined() {
    return pass.settings().dryRun() && pair.made() == FolderPair.Made.LOCAL;
  }

  /** The times of the local folder's directories; none, no directory. */
  List<DirectoryStamp> stamps() throws SyncException {
    return isImagined() ? List.of() : local.stamps();
  }

  /** A local message as it is sent. */
  MessageSource outgoing(MessageSource source) {
    Set<String> unwanted = pass.settings().conduct().filterHeaders();
    return unwanted.isEmpty() ? source : new HeaderFilter(source, unwanted);
  }

  /** The same of octets that stream past; closed at their end. */
  OutputStream outgoing(OutputStream out) {
    Set<String> unwanted = pass.settings().conduct().filterHeaders();
    return unwanted.isEmpty() ? out : HeaderFilter.through(out, unwanted);
  }

  /** What a local message may look like on the server: as it is, or as it was sent. */
  List<MessageSource> forms(Uid uid) throws SyncException {
    return forms(local.open(uid));
  }

  /** The same of a message without a UID. */
  List<MessageSource> forms(Fresh message) throws SyncException {
    return forms(local.open(message));
  }

  private List<MessageSource> forms(MessageSource source) {
    MessageSource sent = outgoing(source);
    return sent.equals(source) ? List.of(source) : List.of(source, sent);
  }

  /** Opens the status for a short piece of work; the caller closes it. */
  FolderStatus openStatus() throws SyncException {
    return pass.ends().status().open(pair.key());
  }

  /** Writes rows in one transaction; none, no transaction. */
  void put(MessageList rows) throws SyncException {
    if (rows.size() > 0) {
      try (FolderStatus status = openStatus()) {
        status.put(rows);
      }
    }
  }

  /** Removes rows in one transaction, and what is remembered of their messages. */
  void drop(UidSet uids) throws SyncException {
    if (!uids.isEmpty()) {
      try (FolderStatus status = openStatus()) {
        status.remove(uids);
      }
      notes().remove(pair.key(), uids);
    }
  }

  /** What is remembered of messages. */
  MessageNotes notes() {
    return pass.ends().status().notes();
  }

  /** Reports a message that failed by the server's answer, and how often it has by now. */
  void messageRefused(String message, String text, String reason) {
    String told =
        pass.quarantine()
            .failed(pair.key(), message, reason)
            .map(trouble -> text + "; it is quarantined, " + again(trouble))
            .orElse(text);
    pass.messageFailed(name(), told);
  }

  /** When a quarantined message is tried again. */
  static String again(Trouble trouble) {
    return "the next attempt is not before " + Instant.ofEpochMilli(trouble.retryMillis());
  }

  /** One direction is taken up: so many messages are to be copied. */
  void tellHalf(SyncEvent.End from, SyncEvent.End to, long messages) {
    pass.tell(new SyncEvent.SyncingMessages(pass.account(), name(), from, to, messages));
  }

  SyncEvent.End remoteEnd() {
    return pass.remote(pair.name());
  }

  SyncEvent.End localEnd() {
    return pass.local(pair.local());
  }
}
