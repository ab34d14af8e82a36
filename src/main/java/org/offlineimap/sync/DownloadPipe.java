package org.offlineimap.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;

/**
 * Keeps the wire busy with the downloads of all folders: groups are asked for far ahead of those
 * that are being made durable, from one folder into the next, so that the server never waits for us
 * (design 4). How far ahead follows from how fast they come, so that a stop need not wait long. Use
 * once, from one thread.
 */
final class DownloadPipe {
  /** Messages asked for ahead: at first and at most. At least two groups are, or the pipe idles. */
  private static final long AT_FIRST = 600;

  private static final long AT_MOST = 8192;

  /** A group's messages: of so many octets, but from so many to so many; and before any came. */
  private static final long GROUP_OCTETS = 4 << 20;

  private static final long FEWEST = 4;
  private static final long MOST = 1000;
  private static final long FIRST_GROUP = 200;
  private static final Duration AHEAD = Duration.ofSeconds(4);

  private final Pass pass;
  private final Deque<Started> underWay = new ArrayDeque<>();
  private final Set<PlannedFolder> failed = new HashSet<>();
  private final Set<PlannedFolder> taken = new HashSet<>();
  private final Instant begin;
  private long ahead;
  private long finished;
  private long octets;
  private boolean reached = true;

  /** A group between its request and its rows. */
  private record Started(PlannedFolder folder, Downloads.Group group) {}

  private DownloadPipe(Pass pass) {
    this.pass = pass;
    this.begin = pass.clock().instant();
  }

  /**
   * Downloads all that is planned, over several connections if need be. A connection that cannot be
   * made again is thrown, after what had arrived was kept.
   *
   * @return the folders that did not fail
   */
  static List<PlannedFolder> run(Pass pass, List<PlannedFolder> folders) throws SyncException {
    DownloadPipe pipe = new DownloadPipe(pass);
    Retries retries = new Retries(pass);
    boolean whole = false;
    while (!whole) {
      try {
        pipe.pump(folders);
        whole = true;
      } catch (SyncException.RepositoryFailure lost) {
        retries.after(lost, pipe.reached, pipe.without(folders));
      }
    }
    return pipe.without(folders);
  }

  /** Those that did not fail. */
  private List<PlannedFolder> without(List<PlannedFolder> folders) {
    return folders.stream().filter(folder -> !failed.contains(folder)).toList();
  }

  private void pump(List<PlannedFolder> folders) throws SyncException {
    boolean whole = false;
    pass.ends()
        .remote()
        .expectFetches(folders.stream().mapToLong(one -> one.downloads().size()).sum());
    try {
      for (PlannedFolder folder : folders) {
        feed(folder);
      }
      while (!underWay.isEmpty()) {
        finishOldest();
      }
      whole = true;
    } finally {
      if (!whole) {
        keepTheRest();
      }
    }
  }

  private void feed(PlannedFolder folder) throws SyncException {
    if (!pass.stop().raised() && taken.add(folder)) {
      long messages = folder.downloads().size();
      folder.work().tellHalf(folder.work().remoteEnd(), folder.work().localEnd(), messages);
    }
    long[] all = folder.downloads().toArray();
    int next = 0;
    while (next < all.length && !pass.stop().raised() && !failed.contains(folder)) {
      while (ahead >= window()) {
        finishOldest();
      }
      int to = (int) Math.min(all.length, next + group());
      UidSet uids = UidSet.of(Arrays.copyOfRange(all, next, to));
      guarded(folder, () -> start(folder, uids));
      next = to;
    }
  }

  /** How many to ask for at once: the size of messages to come is that of those that came. */
  private long group() {
    return octets == 0 ? FIRST_GROUP : Math.clamp(GROUP_OCTETS * finished / octets, FEWEST, MOST);
  }

  private void start(PlannedFolder folder, UidSet uids) throws SyncException {
    reached = !underWay.isEmpty();
    Downloads.Group group = folder.downloading().start(uids);
    reached = true;
    underWay.add(new Started(folder, group));
    ahead += group.size();
  }

  private long window() {
    if (finished == 0) {
      return AT_FIRST;
    }
    long millis = Math.max(1, Duration.between(begin, pass.clock().instant()).toMillis());
    return Math.clamp(finished * AHEAD.toMillis() / millis, 2 * group(), AT_MOST);
  }

  private void finishOldest() throws SyncException {
    Started oldest = underWay.remove();
    ahead -= oldest.group().size();
    finished += oldest.group().size();
    guarded(oldest.folder(), () -> octets += oldest.folder().downloading().finish(oldest.group()));
  }

  private void guarded(PlannedFolder folder, TaskGroup.Task task) throws SyncException {
    if (!folder.work().guarded(task)) {
      failed.add(folder);
    }
  }

  /** The connection is lost: every group ends at once, and those complete are worth keeping. */
  private void keepTheRest() {
    ahead = 0;
    for (Started one = underWay.poll(); one != null; one = underWay.poll()) {
      try {
        octets += one.folder().downloading().finish(one.group());
      } catch (SyncException e) {
        // The first loss is on its way up already and tells the same.
        one.group().delivery().close();
      }
    }
  }
}
