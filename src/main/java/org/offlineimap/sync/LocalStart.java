package org.offlineimap.sync;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.LocalFolder.Listing;
import org.offlineimap.status.AccountStatus;

/**
 * {@code startdate} of the local repository: its messages from that day on go to a server whose
 * folder was empty, and everything that comes there later takes part (reference: synchronisation
 * 8). Older messages that were never paired stay outside in every pass, not only in the first. One
 * thread.
 */
final class LocalStart {
  /** What the original finds as the lowest UID where nothing carries one. */
  private static final long LOWEST = 1;

  private final FolderWork work;
  private final Instant begin;

  LocalStart(FolderWork work, LocalDate day) {
    this.work = work;
    this.begin = day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  Lists narrow(Lists all) throws SyncException {
    fix(all);
    if (work.isImagined()) {
      return all;
    }
    UidSet old = unpaired(work.local().earlier(begin).known(), all);
    Lists now = all;
    if (!old.isEmpty() && !work.pass().settings().dryRun()) {
      // Left with the UIDs of an earlier server, they would be taken for this one's messages.
      Comparison.disown(work, old);
      now = all.again(work);
      old = UidSet.empty();
    }
    return without(now, old, work.local().earlier(begin).fresh());
  }

  private static UidSet unpaired(UidSet old, Lists all) {
    return old.filter(uid -> !all.rows().contains(uid) && !all.remote().messages().contains(uid));
  }

  private static Lists without(Lists all, UidSet old, Set<String> keys) {
    MessageList known = all.local().known().filter(uid -> !old.contains(uid));
    List<Fresh> fresh =
        all.local().fresh().stream().filter(message -> !keys.contains(message.key())).toList();
    return new Lists(all.remote(), new Listing.Complete(known, fresh), all.rows());
  }

  /** Once, while the server's folder is still empty. */
  private void fix(Lists all) throws SyncException {
    AccountStatus status = work.pass().ends().status();
    String separator = work.pass().ends().local().separator();
    if (status.localStartUid(work.pair().local(), separator).isPresent()) {
      return;
    }
    if (all.remote().messages().size() > 0 || all.rows().size() > 0) {
      throw new SyncException.FolderFailure(
          "To use startdate on Repository %s, Repository %s must be empty (folder '%s')"
              .formatted(
                  work.pass().ends().local().name(),
                  work.pass().ends().remote().name(),
                  work.name()),
          null,
          false);
    }
    if (!work.pass().settings().dryRun()) {
      status.saveLocalStartUid(work.pair().local(), separator, LOWEST);
    }
  }
}
