package org.offlineimap.sync;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.status.AccountStatus;
import org.offlineimap.status.FolderStatus;
import org.offlineimap.status.HeldDeletions;
import org.offlineimap.status.UidChange;

/**
 * Takes a folder over to another UIDVALIDITY (reference: synchronisation 7.2, beyond 3). Where
 * every message on disk that carries a UID finds its partner on the server, nothing can be uploaded
 * or deleted by it, so it is done; else only when the person asks for it. What is to be done is
 * written down first, and every step may be repeated.
 */
final class UidMove {
  private final FolderWork work;
  private final Lists lists;

  UidMove(FolderWork work, Lists lists) {
    this.work = work;
    this.lists = lists;
  }

  /** Completes what a killed run began. */
  static void complete(FolderWork work) throws SyncException {
    AccountStatus status = work.pass().ends().status();
    if (work.pass().settings().dryRun()) {
      return;
    }
    Optional<UidChange> begun = status.uidChange(work.pair().key());
    if (begun.isPresent()) {
      carryOut(work, begun.get());
    }
  }

  /** What became of it. */
  enum Outcome {
    DONE,
    /** A dry run has told what would be done. */
    TOLD,
    /** Some messages have no partner; nothing was touched. */
    REFUSED
  }

  /** Tries it; {@code saved} is the UIDVALIDITY until now. */
  Outcome attempt(long saved) throws SyncException {
    UidSet here = lists.local().known().uids();
    Partners.Found found = Partners.of(work, here, lists.remote().messages().uids(), saved);
    boolean asked = work.pass().settings().orders().adopted().equals(Optional.of(work.name()));
    if (!found.alone().isEmpty() && !asked) {
      return Outcome.REFUSED;
    }
    tell(found);
    if (work.pass().settings().dryRun()) {
      return Outcome.TOLD;
    }
    Optional<UidChange> change = change(found);
    if (change.isEmpty()) {
      return Outcome.REFUSED;
    }
    work.pass().ends().status().beginUidChange(work.pair().key(), change.get());
    carryOut(work, change.get());
    return Outcome.DONE;
  }

  private void tell(Partners.Found found) {
    long paired = found.partner().size();
    long fetched = lists.remote().messages().size() - paired;
    long uploaded = found.alone().size();
    work.pass()
        .notice(
            work.name(),
            (work.pass().settings().dryRun() ? "[DRYRUN] " : "")
                + "UIDVALIDITY of folder '"
                + work.name()
                + "' changed: "
                + paired
                + " re-paired, "
                + fetched
                + " fetched"
                + (uploaded > 0 ? ", " + uploaded + " uploaded" : ""));
  }

  /** A row without a file was a deletion under way: it is forgotten, and its message comes back. */
  private Optional<UidChange> change(Partners.Found found) throws SyncException {
    Map<Uid, Optional<Uid>> wanted = new TreeMap<>();
    found.alone().forEach(uid -> wanted.put(uid, Optional.empty()));
    MessageList.Builder rows = new MessageList.Builder();
    found
        .partner()
        .forEach((old, now) -> {
          wanted.put(old, Optional.of(now));
          int row = lists.rows().indexOf(old.value());
          if (row >= 0) {
            rows.add(now.value(), lists.rows().flags(row));
          }
        });
    long uidValidity = lists.remote().uidValidity().value();
    return work.local()
        .renamings(wanted)
        .map(renamings -> new UidChange(uidValidity, renamings, rows.build()));
  }

  private static void carryOut(FolderWork work, UidChange change) throws SyncException {
    AccountStatus status = work.pass().ends().status();
    String separator = work.pass().ends().remote().separator();
    OptionalLong saved = status.savedUidValidity(work.name(), separator);
    if (!saved.equals(OptionalLong.of(change.uidValidity()))) {
      work.local().rename(change.renamings());
      work.local().force();
      try (FolderStatus rows = work.openStatus()) {
        rows.replace(change.rows());
      }
      work.pass().quarantine().retain(work.pair().key(), message -> false);
      status.saveHeld(work.pair().key(), HeldDeletions.NONE);
      status.saveUidValidity(work.name(), separator, change.uidValidity());
    }
    status.endUidChange(work.pair().key());
  }
}
