package org.offlineimap.sync;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.DirectoryStamp;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.repository.RemoteRepository.FolderState;
import org.offlineimap.status.FolderMark;

/**
 * What a plan was made from, for skipping the folder next time (design 4).
 *
 * @param remote the listing
 * @param point what is remembered of it; its MODSEQ counts, never a later one
 * @param disk the local directories, before they were read
 * @param settled no upload is in doubt, and no disappearance waits
 * @param rows how many status rows there were
 */
record Observed(
    Listing.Complete remote, Optional<Checkpoint> point, Disk disk, boolean settled, int rows) {
  private static final long QUIET_MILLIS = 2000;
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

  /**
   * The local side.
   *
   * @param stamps of its directories, taken before they were read
   * @param seenMillis when, milliseconds since 1970
   * @param server what its server said, where it lies on one
   */
  record Disk(List<DirectoryStamp> stamps, long seenMillis, Optional<Mailbox> server) {
    /** Directories that changed too lately tell nothing; a server numbers its changes. */
    boolean isQuiet() {
      return server.isPresent() || (stamps.size() == 2 && stamps.stream().allMatch(this::quiet));
    }

    /** With what the server says that the local folder lies on, if it does. */
    Disk on(Optional<Mailbox> mailbox) {
      return new Disk(stamps, seenMillis, mailbox);
    }

    private Optional<DirectoryStamp> stamp(int number) {
      return stamps.size() == 2 ? Optional.of(stamps.get(number)) : Optional.empty();
    }

    private long fullMillis() {
      return Math.min(seenMillis, server.map(Mailbox::fullMillis).orElse(Long.MAX_VALUE));
    }

    /** A directory that changed within the clock's grain may change again without a trace. */
    private boolean quiet(DirectoryStamp stamp) {
      long latest = Math.max(stamp.modified(), stamp.changed()) / 1_000_000;
      return latest < seenMillis - QUIET_MILLIS;
    }
  }

  /** The same where something was done that another plan knows of. */
  Observed unsettled() {
    return new Observed(remote, point, disk, false, rows);
  }

  /**
   * The mark of a folder in which nothing was left to do. Without a mod-sequence it is good for
   * quick passes only.
   */
  Optional<FolderMark> mark(Optional<FolderMark.FileStamp> status, long rules) {
    if (!settled || !disk.isQuiet() || status.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong modSeq =
        point.filter(Checkpoint::trusted).isPresent()
            ? remote.highestModSeq()
            : OptionalLong.empty();
    return Optional.of(
        new FolderMark(
            remote.uidValidity().value(),
            remote.uidNext(),
            OptionalLong.of(remote.messages().size()),
            modSeq,
            disk.stamp(0),
            disk.stamp(1),
            status,
            rules,
            Math.min(disk.fullMillis(), point.map(Checkpoint::fullMillis).orElse(Long.MAX_VALUE)),
            disk.server().map(Mailbox::numbers)));
  }

  /**
   * A local mailbox as it was listed.
   *
   * @param fullMillis when all of it was last listed, milliseconds since 1970
   */
  record Mailbox(FolderMark.LocalMailbox numbers, long fullMillis) {}

  /**
   * Whether the server says of the folder what the mark says. Where it tells no mod-sequence, only
   * a quick pass is content with the rest (reference: synchronisation 6).
   */
  static boolean remoteSame(FolderMark mark, FolderState state, boolean quick) {
    FolderState then =
        new FolderState(
            OptionalLong.of(mark.uidValidity()),
            mark.uidNext(),
            mark.messages(),
            mark.highestModSeq());
    return same(then, state, quick);
  }

  private static boolean same(FolderState then, FolderState now, boolean quick) {
    boolean unnumbered = now.highestModSeq().isEmpty() && then.highestModSeq().isEmpty();
    return now.uidValidity().equals(then.uidValidity())
        && now.uidNext().equals(then.uidNext())
        && told(now.messages(), then.messages())
        && (told(now.highestModSeq(), then.highestModSeq()) || (quick && unnumbered));
  }

  /** The same of a local server. */
  static boolean localSame(FolderMark.LocalMailbox mark, FolderState state, boolean quick) {
    FolderState then =
        new FolderState(
            OptionalLong.of(mark.uidValidity()),
            mark.uidNext(),
            OptionalLong.of(mark.messages()),
            mark.highestModSeq());
    return same(then, state, quick);
  }

  /** Whether the server says of the folder what it said when it was last listed. */
  static boolean remoteSame(Checkpoint point, FolderState state) {
    return state.uidValidity().equals(OptionalLong.of(point.uidValidity().value()))
        && state.uidNext().equals(OptionalLong.of(point.uidNext()))
        && state.messages().equals(OptionalLong.of(point.messages().size()))
        && state.highestModSeq().equals(OptionalLong.of(point.highestModSeq()));
  }

  private static boolean told(OptionalLong now, OptionalLong then) {
    return now.isPresent() && now.equals(then);
  }

  /** Whether the directories are as the mark says. */
  static boolean localSame(FolderMark mark, List<DirectoryStamp> stamps) {
    return stamps.size() == 2
        && Optional.of(stamps.get(0)).equals(mark.newDir())
        && Optional.of(stamps.get(1)).equals(mark.curDir());
  }

  /** Whether the last full look is less than a day ago. */
  static boolean recent(long fullMillis, long nowMillis) {
    long age = nowMillis - fullMillis;
    return age >= 0 && age < DAY_MILLIS;
  }
}
