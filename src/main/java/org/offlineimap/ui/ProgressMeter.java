package org.offlineimap.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;

/**
 * How far the copying of messages has come, over all folders at work: messages, octets, rate, time
 * left. Confined to the thread of the interface.
 */
final class ProgressMeter {
  /** Shorter work needs no meter. */
  private static final Duration LONG_WORK = Duration.ofSeconds(1);

  /** A folder of an account, in one direction. */
  private record Way(String account, FolderName folder, String from) {}

  private record Stage(long done, long total) {}

  private final Map<Way, Stage> stages = new HashMap<>();
  private Instant begin = Instant.EPOCH;
  private long finished;
  private long octets;

  /** Takes note of an event. */
  void accept(SyncEvent event, Instant now) {
    if (event instanceof SyncEvent.CopyingMessage copy) {
      if (stages.isEmpty()) {
        begin = now;
        octets = 0;
        finished = 0;
      }
      stages.put(
          new Way(copy.account(), copy.in(), copy.source().repository()),
          new Stage(copy.copy().ordinal() - 1, copy.copy().total()));
    } else if (event instanceof SyncEvent.Progress progress) {
      octets += progress.octets();
    } else if (event instanceof SyncEvent.FolderFinished folder) {
      end(folder.account(), Optional.of(folder.name()));
    } else if (event instanceof SyncEvent.AccountFinished account) {
      end(account.account(), Optional.empty());
    }
  }

  private void end(String account, Optional<FolderName> folder) {
    stages
        .entrySet()
        .removeIf(stage -> {
          boolean ends =
              stage.getKey().account().equals(account)
                  && folder.map(stage.getKey().folder()::equals).orElse(true);
          if (ends) {
            finished += stage.getValue().total();
          }
          return ends;
        });
  }

  /** For example {@code 12 of 345 messages, 1.5 MB, 310.0 kB/s, 0:42 left}. */
  Optional<String> line(Instant now) {
    Duration elapsed = Duration.between(begin, now);
    if (stages.isEmpty() || elapsed.compareTo(LONG_WORK) < 0) {
      return Optional.empty();
    }
    long done = finished + stages.values().stream().mapToLong(Stage::done).sum();
    long total = finished + stages.values().stream().mapToLong(Stage::total).sum();
    long rate = octets * 1000 / elapsed.toMillis();
    return Optional.of(
        "%d of %d messages, %s, %s/s%s"
            .formatted(
                done,
                total,
                Summary.octets(octets),
                Summary.octets(rate),
                left(elapsed, done, total)));
  }

  private static String left(Duration elapsed, long done, long total) {
    if (done == 0) {
      return "";
    }
    long seconds = elapsed.toMillis() * (total - done) / done / 1000;
    return ", %d:%02d left".formatted(seconds / 60, seconds % 60);
  }
}
