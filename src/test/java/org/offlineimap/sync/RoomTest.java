package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;

/** What a server takes: messages with NUL, and none at all when its room is used up. */
final class RoomTest {
  private final World world = new World();

  private List<String> failures() {
    return world.events.stream()
        .filter(SyncEvent.Failed.class::isInstance)
        .map(event -> ((SyncEvent.Failed) event).cause().text())
        .toList();
  }

  @Test
  void nulGoesUpWhereTheServerTakesIt() {
    world.remote.nul = true;
    world.local.directory("INBOX").add("a", World.text("a") + "\0", World.flags(""));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.localMail()).isEqualTo(world.remoteMail()).hasSize(1);
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void nulStaysWhereTheServerDoesNotAndIsToldAndQuarantined() {
    world.local.directory("INBOX").add("a", World.text("a") + "\0", World.flags(""));
    world.local.directory("INBOX").add("b", World.text("b"), World.flags(""));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(failures()).singleElement().asString().contains("NUL");
    assertThat(world.remoteMail()).hasSize(1);
    world.sync();
    assertThat(world.sync().counts().quarantined()).isEqualTo(1);
  }

  @Test
  void aServerWithoutRoomStopsTheUploadsOfTheAccountOnce() {
    world.remote.noRoom = true;
    for (int i = 0; i < 1500; i++) {
      world.local.directory("INBOX").add("a" + i, World.text("a" + i), World.flags(""));
    }
    world.local.directory("Other").add("b", World.text("b"), World.flags(""));
    world.remote.mailbox("INBOX").add(World.text("down"), World.flags(""));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(failures())
        .singleElement()
        .asString()
        .contains("no room left")
        .contains("OVERQUOTA");
    assertThat(world.localMail()).anyMatch(mail -> mail.contains("<down@"));
    assertThat(world.status.intents()).isEmpty();
    world.remote.noRoom = false;
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.localMail()).isEqualTo(world.remoteMail()).hasSize(1502);
  }
}
