package org.offlineimap.sync;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.RemoteFolder.Criterion;
import org.offlineimap.status.AccountStatus;
import org.offlineimap.status.FolderStatus;

/**
 * Narrows the three lists of a folder to what lies in the account's {@link Window}: one bound on
 * the UIDs for all three, and one set of UIDs too large by the server's measure, so that nothing is
 * inside on one side and outside on another (reference: synchronisation 8, 13.24). One thread.
 */
final class WindowedLists {
  private final FolderWork work;
  private final Window window;

  WindowedLists(FolderWork work) {
    this.work = work;
    this.window = work.pass().settings().window();
  }

  /** What takes part. A row outside whose file is gone is forgotten: its message stays. */
  Lists narrow(Lists all) throws SyncException {
    if (window.isOpen()) {
      return all;
    }
    if (window.localStart().isPresent()) {
      return bySize(new LocalStart(work, window.localStart().get()).narrow(all), 1);
    }
    return bySize(all, lowest(all));
  }

  private Lists bySize(Lists all, long lowest) throws SyncException {
    UidSet tooLarge = tooLarge(all.remote().messages());
    LongPredicate inside = uid -> uid >= lowest && !tooLarge.contains(uid);
    forgetOutside(all, inside);
    return all.filter(inside, small(all.local().fresh()));
  }

  private long lowest(Lists all) throws SyncException {
    if (window.maxAge().isPresent()) {
      return byAge(window.maxAge().get().at(work.pass().clock().instant()), all);
    }
    return window.startDate().isPresent() ? byStart(window.startDate().get(), all) : 1;
  }

  /** One day later than asked, because a server's day may begin earlier than ours. */
  private long byAge(Instant begin, Lists all) throws SyncException {
    LocalDate day = begin.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
    UidSet young = search(new Criterion.Since(day), all.remote().messages());
    if (!young.isEmpty()) {
      return young.first();
    }
    return work.isImagined()
        ? Long.MAX_VALUE
        : work.local().firstUidSince(begin).orElse(Long.MAX_VALUE);
  }

  /** Fixed once, when the other side was still empty. */
  private long byStart(LocalDate day, Lists all) throws SyncException {
    AccountStatus status = work.pass().ends().status();
    String separator = work.pass().ends().remote().separator();
    OptionalLong fixed = status.startUid(work.name(), separator);
    if (fixed.isPresent()) {
      return fixed.getAsLong();
    }
    LocalFolder.Listing.Complete here = all.local();
    if (here.known().size() > 0 || !here.fresh().isEmpty()) {
      throw new SyncException.FolderFailure(
          "To use startdate on Repository %s, Repository %s must be empty (folder '%s')"
              .formatted(
                  work.pass().ends().remote().name(),
                  work.pass().ends().local().name(),
                  work.name()),
          null,
          false);
    }
    MessageList there = all.remote().messages();
    UidSet young = search(new Criterion.Since(day), there);
    long lowest = young.isEmpty() ? after(there) : young.first();
    if (!work.pass().settings().dryRun()) {
      status.saveStartUid(work.name(), separator, lowest);
    }
    return lowest;
  }

  private static long after(MessageList there) {
    return there.size() == 0 ? 1 : there.uid(there.size() - 1) + 1;
  }

  private UidSet tooLarge(MessageList there) throws SyncException {
    if (window.maxOctets().isEmpty()) {
      return UidSet.empty();
    }
    UidSet small = search(new Criterion.Smaller(window.maxOctets().getAsLong()), there);
    return there.uids().minus(small);
  }

  private UidSet search(Criterion wanted, MessageList there) throws SyncException {
    return there.size() == 0 ? UidSet.empty() : work.remote().search(wanted, there.uids());
  }

  private List<Fresh> small(List<Fresh> fresh) throws SyncException {
    if (window.maxOctets().isEmpty()) {
      return fresh;
    }
    List<Fresh> small = new ArrayList<>();
    for (Fresh message : fresh) {
      if (work.local().octets(message) <= window.maxOctets().getAsLong()) {
        small.add(message);
      }
    }
    return small;
  }

  /** Were the row kept, widening the window would delete the message on the server. */
  private void forgetOutside(Lists all, LongPredicate inside) throws SyncException {
    MessageList here = all.local().known();
    UidSet lost = all.rows().filter(uid -> !inside.test(uid) && !here.contains(uid)).uids();
    if (!lost.isEmpty() && !work.pass().settings().dryRun()) {
      try (FolderStatus status = work.openStatus()) {
        status.remove(lost);
      }
    }
  }
}
