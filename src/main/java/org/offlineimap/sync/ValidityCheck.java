package org.offlineimap.sync;

import java.util.OptionalLong;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.SyncException;
import org.offlineimap.status.AccountStatus;

/**
 * Whether the UIDs that we remember still mean what they meant (reference: synchronisation 7.2).
 */
final class ValidityCheck {
  private final FolderWork work;
  private final Lists lists;
  private final AccountStatus status;
  private final String remoteSeparator;

  ValidityCheck(FolderWork work, Lists lists) {
    this.work = work;
    this.lists = lists;
    this.status = work.pass().ends().status();
    this.remoteSeparator = work.pass().ends().remote().separator();
  }

  /** What the check found. */
  enum Verdict {
    /** Go on. */
    SAME,
    /** Go on, but list again: UIDs of messages changed. */
    MOVED,
    /** Leave the folder alone. */
    LEFT
  }

  /** Compares with the saved value; saves the current one where that is safe. */
  Verdict check() throws SyncException {
    long current = lists.remote().uidValidity().value();
    OptionalLong saved = status.savedUidValidity(work.name(), remoteSeparator);
    OptionalLong here = savedHere();
    boolean sameHere = here.equals(OptionalLong.of(work.local().uidValidity()));
    if (saved.equals(OptionalLong.of(current)) && sameHere) {
      return Verdict.SAME;
    }
    boolean dryRun = work.pass().settings().dryRun();
    if (nothingAtStake()) {
      save(current, dryRun);
      return Verdict.SAME;
    }
    if (here.isPresent() && !sameHere) {
      changed(work.pass().ends().local().name(), here.getAsLong(), work.local().uidValidity());
      return Verdict.LEFT;
    }
    if (saved.isPresent() && saved.getAsLong() != current) {
      return move(saved.getAsLong(), current);
    }
    if (dryRun) {
      return Verdict.SAME;
    }
    boolean moved = new Comparison(work, lists).run();
    save(current, false);
    return moved ? Verdict.MOVED : Verdict.SAME;
  }

  private Verdict move(long saved, long current) throws SyncException {
    return switch (new UidMove(work, lists).attempt(saved)) {
      case DONE -> Verdict.MOVED;
      case TOLD -> Verdict.LEFT;
      case REFUSED -> {
        changed(work.pass().ends().remote().name(), saved, current);
        yield Verdict.LEFT;
      }
    };
  }

  /** A folder that a dry run only speaks of has none. A Maildir's is what it always was. */
  private OptionalLong savedHere() throws SyncException {
    return work.local().numbered().isEmpty() || work.isImagined()
        ? OptionalLong.of(work.local().uidValidity())
        : status.savedLocalUidValidity(work.pair().local(), work.pass().ends().local().separator());
  }

  /** No UID is in use, or the server has none and no deletion can follow. */
  private boolean nothingAtStake() {
    boolean noRows = lists.rows().size() == 0;
    boolean noUids = lists.local().known().size() == 0;
    boolean remoteEmpty = lists.remote().messages().size() == 0;
    return noRows && (noUids || remoteEmpty || work.pair().made() == FolderPair.Made.REMOTE);
  }

  private void save(long current, boolean dryRun) throws SyncException {
    if (!dryRun) {
      work.local().force();
      String separator = work.pass().ends().local().separator();
      status.saveLocalUidValidity(work.pair().local(), separator, work.local().uidValidity());
      status.saveUidValidity(work.name(), remoteSeparator, current);
    }
  }

  private void changed(String repository, long saved, long current) {
    work.pass().tally().met(Result.Outcome.UIDVALIDITY);
    work.pass()
        .tell(
            new SyncEvent.UidValidityChanged(
                work.pass().account(), work.name(), repository, saved, current));
  }
}
