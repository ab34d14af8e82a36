package org.offlineimap.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;

/**
 * How far the copying of messages has come, over all folders at work: messages, octets, rate, time
 * left. What counts is what has arrived, not what was asked for. Confined to the thread of the
 * interface.
 */
final class ProgressMeter {
  /** Shorter work needs no meter. */
  private static final Duration LONG_WORK = Duration.ofSeconds(1);

  private record Folder(String account, FolderName name) {}

  /** One folder's work: how many messages each side is to give, and how many have arrived. */
  private static final class Stage {
    private final Map<String, Long> wanted = new HashMap<>();
    private long arrived;

    private long total() {
      return wanted.values().stream().mapToLong(Long::longValue).sum();
    }

    private long done() {
      return Math.min(arrived, total());
    }
  }

  private final Map<Folder, Stage> stages = new LinkedHashMap<>();
  private Instant begin = Instant.EPOCH;
  private long finished;
  private long octets;

  /** Takes note of an event. */
  void accept(SyncEvent event, Instant now) {
    if (event instanceof SyncEvent.SyncingMessages half && half.messages() > 0) {
      want(new Folder(half.account(), half.in()), half.source(), half.messages(), now);
    } else if (event instanceof SyncEvent.CopyingMessage copy) {
      want(new Folder(copy.account(), copy.in()), copy.source(), copy.copy().total(), now);
    } else if (event instanceof SyncEvent.Progress progress) {
      octets += progress.octets();
      Stage stage = stages.get(new Folder(progress.account(), progress.in()));
      if (stage != null) {
        stage.arrived += progress.messages();
      }
    } else if (event instanceof SyncEvent.FolderFinished folder) {
      end(folder.account(), Optional.of(folder.name()));
    } else if (event instanceof SyncEvent.AccountFinished account) {
      end(account.account(), Optional.empty());
    }
  }

  private void want(Folder folder, SyncEvent.End source, long messages, Instant now) {
    if (stages.isEmpty()) {
      begin = now;
      octets = 0;
      finished = 0;
    }
    stages.computeIfAbsent(folder, _ -> new Stage()).wanted.put(source.repository(), messages);
  }

  private void end(String account, Optional<FolderName> folder) {
    stages
        .entrySet()
        .removeIf(stage -> {
          boolean ends =
              stage.getKey().account().equals(account)
                  && folder.map(stage.getKey().name()::equals).orElse(true);
          if (ends) {
            finished += stage.getValue().total();
          }
          return ends;
        });
  }

  /** Whether everything that was to be copied in a folder has arrived. */
  boolean isDone(String account, FolderName folder) {
    Stage stage = stages.get(new Folder(account, folder));
    return stage == null || stage.arrived >= stage.total();
  }

  /** Each folder that something is still to arrive for, such as {@code INBOX 39% 512/1300}. */
  List<String> folders() {
    return stages.entrySet().stream()
        .filter(stage -> stage.getValue().done() < stage.getValue().total())
        .map(stage -> folder(stage.getKey().name(), stage.getValue()))
        .toList();
  }

  private static String folder(FolderName name, Stage stage) {
    long share = stage.done() * 100 / stage.total();
    return "%s %d%% %d/%d".formatted(name, share, stage.done(), stage.total());
  }

  /** For example {@code 12 of 345 messages, 1.5 MB, 310.0 kB/s, 0:42 left}. */
  Optional<String> line(Instant now) {
    Duration elapsed = Duration.between(begin, now);
    long done = finished + stages.values().stream().mapToLong(Stage::done).sum();
    long total = finished + stages.values().stream().mapToLong(Stage::total).sum();
    if (done == total || elapsed.compareTo(LONG_WORK) < 0) {
      return Optional.empty();
    }
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
