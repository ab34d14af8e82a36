package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;

/**
 * One message that a server fails on never fails its folder, nor every run (reference: beyond 4).
 */
final class QuarantineTest {
  private static final long MINUTE = 60;

  private static World withMail() {
    World world = new World();
    for (String name : List.of("one", "bad", "two")) {
      world.remote.mailbox("INBOX").add(World.text(name), FlagSet.none());
    }
    return world;
  }

  private static boolean warned(World world) {
    return world.events.stream()
        .anyMatch(e -> e instanceof SyncEvent.Warning w && w.text().contains("is quarantined"));
  }

  private static void failsTwiceThenWaits(World world, Consumer<World> repair) {
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    Result third = world.sync();
    assertThat(third.outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(third.counts().quarantined()).isEqualTo(1);
    assertThat(warned(world)).isTrue();
    assertThat(world.effectsOfSync()).isEmpty();

    world.seconds += 10 * MINUTE + 1;
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    world.seconds += 10 * MINUTE + 1;
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    world.seconds += 10 * MINUTE + 1;
    repair.accept(world);
    Result last = world.sync();
    assertThat(last.outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(last.counts().quarantined()).isZero();
    assertThat(world.localMail()).hasSize(3).isEqualTo(world.remoteMail());
    world.sync();
    assertThat(warned(world)).isFalse();
  }

  /** Defect 42 of the original. */
  @Test
  void aRefusedDownloadIsTriedAgainAtGrowingDistances() {
    World world = withMail();
    world.remote.refused = "<bad@";
    failsTwiceThenWaits(world, w -> w.remote.refused = "\0never\0");
  }

  @Test
  void anEmptyAnswerForAMessageThatIsNotEmptyIsAFailure() {
    World world = withMail();
    world.remote.hollow = "<bad@";
    failsTwiceThenWaits(world, w -> w.remote.hollow = "\0never\0");
  }

  @Test
  void noAnswerForAMessageThatIsThereIsAFailure() {
    World world = withMail();
    world.remote.hollow = "<bad@";
    world.remote.silent = true;
    failsTwiceThenWaits(world, w -> w.remote.hollow = "\0never\0");
  }

  @Test
  void aRefusedUploadIsTriedAgainAtGrowingDistances() {
    World world = new World();
    world.remote.mailbox("INBOX");
    for (String name : List.of("one", "bad", "two")) {
      world.local.directory("INBOX").add(name, World.text(name), FlagSet.none());
    }
    world.remote.refused = "<bad@";
    failsTwiceThenWaits(world, w -> w.remote.refused = "\0never\0");
  }

  @Test
  void aMessageWithoutOctetsIsStored() {
    World world = new World();
    world.remote.mailbox("INBOX").add("", FlagSet.none());
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.localMail()).hasSize(1).isEqualTo(world.remoteMail());
  }

  /** Defect 11 of the original: many servers change NUL without a word. */
  @Test
  void aFileWithNulIsToldAndLeftAlone() {
    World world = new World();
    world.remote.mailbox("INBOX");
    world.local.directory("INBOX").add("a", "Subject: x\r\n\r\n\0\r\n", FlagSet.none());
    world.local.directory("INBOX").add("b", World.text("b"), FlagSet.none());
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(warned(world)).isTrue();
    assertThat(world.remoteMail()).singleElement().asString().contains("<b@");
    assertThat(world.localMail()).hasSize(2);
  }

  @Test
  void aLostConnectionQuarantinesNothing() {
    World world = withMail();
    world.remote.cut = true;
    for (int run = 0; run < 4; run++) {
      assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    }
    assertThat(world.status.troubles()).isEmpty();
    world.remote.cut = false;
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
  }

  @Test
  void aMessageThatWentAwayIsForgotten() {
    World world = withMail();
    world.remote.refused = "<bad@";
    world.sync();
    world.sync();
    world.remote.mailbox("INBOX").mails.remove(2L);
    world.remote.mailbox("INBOX").modSeq++;
    assertThat(world.sync().counts().quarantined()).isZero();
    assertThat(warned(world)).isFalse();
  }

  @Test
  void aClockThatIsSetBackMakesNothingWaitLonger() {
    World world = withMail();
    world.remote.refused = "<bad@";
    world.sync();
    world.sync();
    assertThat(world.sync().counts().quarantined()).isEqualTo(1);
    world.seconds -= 365 * 24 * 60 * MINUTE;
    world.remote.refused = "\0never\0";
    assertThat(world.sync().counts().downloaded()).isEqualTo(1);
    assertThat(world.localMail()).hasSize(3).isEqualTo(world.remoteMail());
  }

  @Test
  void theDistanceEndsAtADay() {
    World world = withMail();
    world.remote.refused = "<bad@";
    for (int run = 0; run < 20; run++) {
      world.sync();
      world.seconds += 24 * 60 * MINUTE + 1;
    }
    assertThat(world.status.troubles().values().iterator().next().getFirst().failures())
        .isEqualTo(20);
  }
}
