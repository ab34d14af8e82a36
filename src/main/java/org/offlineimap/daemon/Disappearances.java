package org.offlineimap.daemon;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/**
 * Messages that vanished from disk a moment ago. Mail readers refile by removing here and creating
 * there, so each waits 10 seconds, and until its folder has been quiet for 2, for its counterpart
 * (reference: beyond 10). A state machine without a clock. Not thread-safe; {@link DiskNews} guards
 * it.
 */
final class Disappearances {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofSeconds(2);

  /** The marks that our file names carry (reference: formats 2). */
  private static final Pattern MARKS =
      Pattern.compile(",U=([0-9]{1,10})(,FMD5=[0-9a-fA-F]{32})?(?=[,:!;]|$)");

  private final Map<FolderName, Map<String, Gone>> gone = new HashMap<>();
  private final Map<String, Came> came = new HashMap<>();
  private final Map<FolderName, Instant> busy = new HashMap<>();

  private record Gone(long uid, Instant since) {}

  /** Where marks were last seen to come: events of two directories may arrive in either order. */
  private record Came(FolderName folder, Path entry, Instant at) {}

  /** The part of a file name that tells which message of which folder it is. */
  private static Optional<String> marks(Path entry) {
    Matcher found = MARKS.matcher(String.valueOf(entry.getFileName()));
    return found.find() && Long.parseLong(found.group(1)) <= Uid.MAX
        ? Optional.of(found.group())
        : Optional.empty();
  }

  private static long uid(String marks) {
    return Long.parseLong(marks.replaceAll(",U=([0-9]+).*", "$1"));
  }

  /**
   * A file went away.
   *
   * @return the folders that are worth a look at once
   */
  Set<FolderName> vanished(FolderName folder, Path entry, Instant now) {
    busy.put(folder, now);
    Optional<String> found = marks(entry);
    if (found.isEmpty() || uid(found.get()) == 0) {
      return Set.of(folder);
    }
    String marks = found.get();
    Came there = came.get(marks);
    if (there != null && there.entry().equals(entry)) {
      came.remove(marks);
    } else if (there != null && now.isBefore(there.at().plus(PATIENCE))) {
      return there.folder().equals(folder) ? Set.of() : Set.of(folder);
    }
    gone.computeIfAbsent(folder, _ -> new HashMap<>()).put(marks, new Gone(uid(marks), now));
    return Set.of();
  }

  /**
   * A file came.
   *
   * @return its folder, and those in which it was missed: they need wait for it no longer
   */
  Set<FolderName> appeared(FolderName folder, Path entry, Instant now) {
    busy.put(folder, now);
    Set<FolderName> concerned = new HashSet<>(Set.of(folder));
    marks(entry)
        .ifPresent(marks -> {
          came.put(marks, new Came(folder, entry, now));
          gone.forEach((name, files) -> {
            if (files.remove(marks) != null) {
              concerned.add(name);
            }
          });
          gone.values().removeIf(Map::isEmpty);
        });
    return concerned;
  }

  private boolean waits(FolderName folder, Gone each, Instant now) {
    return now.isBefore(end(folder, each));
  }

  private Instant end(FolderName folder, Gone each) {
    Instant patience = each.since().plus(PATIENCE);
    Instant quiet = busy.getOrDefault(folder, Instant.MIN).plus(QUIET);
    return patience.isAfter(quiet) ? patience : quiet;
  }

  /** What still waits in a folder. */
  UidSet waiting(FolderName folder, Instant now) {
    return UidSet.of(
        gone.getOrDefault(folder, Map.of()).values().stream()
            .filter(each -> waits(folder, each, now))
            .mapToLong(Gone::uid)
            .toArray());
  }

  /** Forgets what has waited long enough, and tells where that was. */
  Set<FolderName> over(Instant now) {
    came.values().removeIf(each -> !now.isBefore(each.at().plus(PATIENCE)));
    Set<FolderName> over = new HashSet<>();
    gone.forEach((folder, files) -> {
      if (files.values().removeIf(each -> !waits(folder, each, now))) {
        over.add(folder);
      }
    });
    gone.values().removeIf(Map::isEmpty);
    return over;
  }

  /** When the next one will have waited long enough, if nothing more happens. */
  Optional<Instant> next() {
    return gone.entrySet().stream()
        .flatMap(folder -> folder.getValue().values().stream().map(g -> end(folder.getKey(), g)))
        .min(Instant::compareTo);
  }
}
