package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.sync.World.flags;
import static org.offlineimap.sync.World.text;

import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;

/** Connections are lost while messages are fetched (option retrycount). */
final class RetriesTest {
  private static World world(int messages, int retryCount) {
    World world = new World();
    for (int i = 1; i <= messages; i++) {
      world.remote.mailbox("INBOX").add(text("r" + i), flags(""));
    }
    world.remote.mailbox("Other").add(text("other"), flags(""));
    SyncSettings.Conduct usual = SyncSettings.Conduct.DEFAULT;
    world.conduct(
        new SyncSettings.Conduct(
            usual.expunge(),
            usual.guard(),
            usual.ignoreReadOnly(),
            usual.filterHeaders(),
            retryCount));
    return world;
  }

  private static long failures(World world) {
    return world.events.stream().filter(SyncEvent.Failed.class::isInstance).count();
  }

  @Test
  void goesOnOverAnotherConnectionAndTellsIt() {
    World world = world(5, 2);
    world.remote.cutAt = "r3";
    world.remote.cuts = 1;
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.localMail()).hasSize(6).isEqualTo(world.remoteMail());
    assertThat(world.events)
        .filteredOn(SyncEvent.Notice.class::isInstance)
        .singleElement()
        .asString()
        .contains("the connection was lost; going on over another connection");
  }

  @Test
  void leavesOneMessageOutWhenItsAttemptsAreUsedUp() {
    World world = world(5, 3);
    world.remote.cutAt = "r3";
    world.remote.cuts = 3;
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(world.localMail()).hasSize(5).noneMatch(mail -> mail.contains("r3"));
    assertThat(failures(world)).isOne();
    assertThat(world.events)
        .anyMatch(event ->
            event.toString().contains("the connection was lost 3 times while it was fetched"));
    assertThat(world.sync().outcome()).as("it is not quarantined").isEqualTo(Result.Outcome.OK);
    assertThat(world.localMail()).hasSize(6);
  }

  @Test
  void asksOnceWhereTheFileSaysOne() {
    World world = world(2, 1);
    world.remote.cutAt = "r1";
    world.remote.cuts = 1;
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(world.localMail()).hasSize(2);
  }

  @Test
  void blamesTheServerWhenNothingComesForSeveralMessages() {
    World world = world(50, 2);
    world.remote.cut = true;
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(world.localMail()).isEmpty();
    assertThat(failures(world)).as("three messages, and the repository").isEqualTo(4);
  }

  @Test
  void doesNotGoOnWhenAStopIsWished() {
    World world = world(5, 9);
    world.remote.cutAt = "r3";
    world.remote.cuts = 1;
    world.stop = () -> world.remote.cuts == 0;
    world.sync();
    assertThat(world.localMail()).hasSizeLessThan(6);
    assertThat(world.events).noneMatch(SyncEvent.Notice.class::isInstance);
  }
}
