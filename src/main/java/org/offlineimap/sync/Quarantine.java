package org.offlineimap.sync;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.offlineimap.mail.Uid;
import org.offlineimap.status.StatusKey;
import org.offlineimap.status.Trouble;

/**
 * Messages that could not be copied because of what the server answered. One that failed in two
 * runs is left out for a while that grows (reference: beyond 4). Guarded by itself.
 */
final class Quarantine {
  private static final long FIRST_WAIT = Duration.ofMinutes(10).toMillis();
  private static final long LONGEST_WAIT = Duration.ofHours(24).toMillis();
  private static final int TRUSTED_FAILURES = 2;
  private static final int DOUBLINGS = 12;

  private final InstantSource clock;

  @GuardedBy("this")
  private final Map<StatusKey, Map<String, Trouble>> folders = new TreeMap<>();

  @GuardedBy("this")
  private boolean changed;

  Quarantine(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes what earlier runs knew. */
  synchronized void load(Map<StatusKey, List<Trouble>> known) {
    known.forEach((key, list) -> {
      Map<String, Trouble> folder = new TreeMap<>();
      list.forEach(trouble -> folder.put(trouble.message(), trouble));
      folders.put(key, folder);
    });
  }

  /** What a message on the server is called here. */
  static String name(Uid uid) {
    return "uid:" + uid;
  }

  /** What a message on disk is called here. */
  static String name(String key) {
    return "file:" + key;
  }

  /** The UID in a name, if it is that of a message on the server. */
  static OptionalLong uid(String name) {
    return name.startsWith("uid:")
        ? OptionalLong.of(Long.parseLong(name.substring("uid:".length())))
        : OptionalLong.empty();
  }

  /** The messages of a folder that are not to be tried now. */
  synchronized Map<String, Trouble> held(StatusKey folder) {
    Map<String, Trouble> held = new TreeMap<>();
    folders
        .getOrDefault(folder, Map.of())
        .forEach((message, trouble) -> {
          if (isQuarantined(trouble) && waits(trouble.retryMillis() - clock.millis())) {
            held.put(message, trouble);
          }
        });
    return held;
  }

  /** Nothing waits longer than the longest wait: then the clock was set back meanwhile. */
  private static boolean waits(long rest) {
    return rest > 0 && rest <= LONGEST_WAIT;
  }

  private static boolean isQuarantined(Trouble trouble) {
    return trouble.failures() >= TRUSTED_FAILURES;
  }

  /** A message failed in this run. Tells when it is tried again, if it is quarantined now. */
  synchronized Optional<Trouble> failed(StatusKey folder, String message, String reason) {
    Map<String, Trouble> known = folders.computeIfAbsent(folder, f -> new TreeMap<>());
    Trouble before = known.get(message);
    int failures = before == null ? 1 : before.failures() + 1;
    Trouble now = new Trouble(message, failures, clock.millis() + wait(failures), reason);
    known.put(message, now);
    changed = true;
    return isQuarantined(now) ? Optional.of(now) : Optional.empty();
  }

  private static long wait(int failures) {
    int doublings = Math.min(DOUBLINGS, failures - TRUSTED_FAILURES);
    return doublings < 0 ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT << doublings);
  }

  /** A message was copied. */
  synchronized void succeeded(StatusKey folder, String message) {
    Map<String, Trouble> known = folders.get(folder);
    if (known != null && known.remove(message) != null) {
      changed = true;
    }
  }

  /** Forgets the messages of a folder that are no longer to be copied. */
  synchronized void retain(StatusKey folder, Predicate<String> isWanted) {
    Map<String, Trouble> known = folders.get(folder);
    if (known != null && known.keySet().removeIf(isWanted.negate())) {
      changed = true;
    }
  }

  /** Everything, to be saved; empty when nothing changed since it was loaded. */
  synchronized Optional<Map<StatusKey, List<Trouble>>> toSave() {
    Map<StatusKey, List<Trouble>> all = new TreeMap<>();
    folders.forEach((key, known) -> {
      if (!known.isEmpty()) {
        all.put(key, new ArrayList<>(known.values()));
      }
    });
    return changed ? Optional.of(all) : Optional.empty();
  }

  /** How many messages of all folders are in it. */
  synchronized long size() {
    return folders.values().stream()
        .flatMap(known -> known.values().stream())
        .filter(Quarantine::isQuarantined)
        .count();
  }
}
