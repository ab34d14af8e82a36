package org.offlineimap.sync;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.mail.DirectoryStamp;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.repository.RemoteRepository.FolderState;
import org.offlineimap.status.FolderMark;

/**
 * What a plan was made from, for skipping the folder next time (design 4).
 *
 * @param remote the listing; its MODSEQ counts, never a later one
 * @param stamps of the local directories, taken before they were read
 * @param seenMillis when, milliseconds since 1970
 * @param settled no upload is in doubt, and no disappearance waits
 * @param rows how many status rows there were
 */
record Observed(
    Listing.Complete remote,
    List<DirectoryStamp> stamps,
    long seenMillis,
    boolean settled,
    int rows) {
  private static final long QUIET_MILLIS = 2000;
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

  /** The mark of a folder in which nothing was left to do. */
  Optional<FolderMark> mark(Optional<FolderMark.FileStamp> status) {
    boolean usable =
        settled
            && stamps.size() == 2
            && stamps.stream().allMatch(this::quiet)
            && status.isPresent()
            && remote.uidNext().isPresent()
            && remote.highestModSeq().isPresent();
    return usable
        ? Optional.of(
            new FolderMark(
                remote.uidValidity().value(),
                remote.uidNext(),
                OptionalLong.of(remote.messages().size()),
                remote.highestModSeq(),
                Optional.of(stamps.get(0)),
                Optional.of(stamps.get(1)),
                status,
                seenMillis))
        : Optional.empty();
  }

  /** A directory that changed within the clock's grain may change again without a trace. */
  private boolean quiet(DirectoryStamp stamp) {
    long latest = Math.max(stamp.modified(), stamp.changed()) / 1_000_000;
    return latest < seenMillis - QUIET_MILLIS;
  }

  /** Whether the server says of the folder what the mark says. */
  static boolean remoteSame(FolderMark mark, FolderState state) {
    return state.uidValidity().equals(OptionalLong.of(mark.uidValidity()))
        && told(state.uidNext(), mark.uidNext())
        && told(state.messages(), mark.messages())
        && told(state.highestModSeq(), mark.highestModSeq());
  }

  private static boolean told(OptionalLong now, OptionalLong then) {
    return now.isPresent() && now.equals(then);
  }

  /** Whether the disk is as the mark says. */
  static boolean localSame(
      FolderMark mark, List<DirectoryStamp> stamps, Optional<FolderMark.FileStamp> status) {
    return stamps.size() == 2
        && Optional.of(stamps.get(0)).equals(mark.newDir())
        && Optional.of(stamps.get(1)).equals(mark.curDir())
        && status.isPresent()
        && status.equals(mark.status());
  }

  /** Whether the last full look is less than a day ago. */
  static boolean recent(FolderMark mark, long nowMillis) {
    long age = nowMillis - mark.fullScanMillis();
    return age >= 0 && age < DAY_MILLIS;
  }
}
