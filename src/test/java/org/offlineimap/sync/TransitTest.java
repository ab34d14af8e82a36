package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.testing.FakeMail;

/** What moves on the wire is told while it moves, and in all exactly once. */
final class TransitTest {
  private final World world = new World();
  private final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());

  /** Runs a pass in which every look at the clock takes {@code millis}. */
  private List<SyncEvent.Progress> progress(long millis) {
    AtomicLong now = new AtomicLong(world.seconds * 1000);
    new AccountSync(
            world.settings,
            new Endpoints(world.remote, world.local, world.status, world.names, world.mentions),
            events::add,
            () -> Instant.ofEpochMilli(now.addAndGet(millis)),
            world.stop)
        .run();
    return events.stream()
        .filter(SyncEvent.Progress.class::isInstance)
        .map(SyncEvent.Progress.class::cast)
        .toList();
  }

  private static long messages(List<SyncEvent.Progress> told) {
    return told.stream().mapToLong(SyncEvent.Progress::messages).sum();
  }

  private static long octets(List<SyncEvent.Progress> told) {
    return told.stream().mapToLong(SyncEvent.Progress::octets).sum();
  }

  private long download() {
    long octets = 0;
    for (String name : List.of("1", "2", "3")) {
      world.remote.mailbox("INBOX").add(World.text(name), FlagSet.none());
      octets += World.text(name).length();
    }
    return octets;
  }

  private long upload() {
    world.remote.mailbox("INBOX");
    for (String name : List.of("1", "2", "3")) {
      FakeMail mail = new FakeMail(World.text(name), FlagSet.none(), Optional.empty());
      world.local.directory("INBOX").set(name, Optional.of(mail));
    }
    return 3L * World.text("1").length();
  }

  @Test
  void aSlowDownloadIsToldStepByStep() {
    long octets = download();
    List<SyncEvent.Progress> told = progress(200);
    assertThat(told).hasSizeGreaterThan(3);
    assertThat(told.getFirst().octets()).isPositive().isLessThan(octets);
    assertThat(octets(told)).isEqualTo(octets);
    assertThat(messages(told)).isEqualTo(3);
  }

  @Test
  void aSlowUploadIsToldStepByStep() {
    long octets = upload();
    List<SyncEvent.Progress> told = progress(200);
    assertThat(told).hasSizeGreaterThan(3);
    assertThat(octets(told)).isEqualTo(octets);
    assertThat(messages(told)).isEqualTo(3);
  }

  @Test
  void whatIsQuickIsToldOnce() {
    long octets = download();
    assertThat(progress(0))
        .singleElement()
        .satisfies(told -> {
          assertThat(told.messages()).isEqualTo(3);
          assertThat(told.octets()).isEqualTo(octets);
        });
  }
}
