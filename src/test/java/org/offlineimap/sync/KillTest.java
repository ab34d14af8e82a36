package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.offlineimap.testing.EffectLog;

/** Dies before and after every durable effect; the next run ends where an undisturbed one does. */
final class KillTest {
  @Test
  void aFirstSyncSurvivesEveryKill() {
    everyKill(World::beforeFirstSync);
  }

  @Test
  void aSyncOfChangesSurvivesEveryKill() {
    everyKill(World::afterChanges);
  }

  @Test
  void aFirstSyncSurvivesEveryKillWhenTheServerTellsNoUids() {
    everyKill(() -> withoutUidPlus(World.beforeFirstSync()));
  }

  @Test
  void aSyncOfChangesSurvivesEveryKillWhenTheServerTellsNoUids() {
    everyKill(() -> withoutUidPlus(World.afterChanges()));
  }

  /** Defect 1 of the original, done right. */
  @Test
  void aNewUidValiditySurvivesEveryKill() {
    everyKill(World::afterNewUidValidity);
  }

  @Test
  void movesSurviveEveryKill() {
    everyKill(World::afterMoves);
  }

  @Test
  void movesSurviveEveryKillWhenTheServerOnlyCopies() {
    everyKill(() -> {
      World world = World.afterMoves();
      world.remote.moves = false;
      return world;
    });
  }

  @Test
  void movesSurviveEveryKillWhenTheServerTellsNoUids() {
    everyKill(() -> {
      World world = withoutUidPlus(World.afterMoves());
      world.remote.copyUid = false;
      return world;
    });
  }

  private static World withoutUidPlus(World world) {
    world.remote.uidPlus = false;
    return world;
  }

  private static void everyKill(Supplier<World> begin) {
    World calm = begin.get();
    calm.log.revive();
    calm.sync();
    int effects = calm.log.effects().size();
    assertThat(effects).isGreaterThan(5);
    assertThat(calm.uidsAgree()).isTrue();
    for (int n = 1; n <= effects; n++) {
      for (boolean after : new boolean[] {false, true}) {
        World world = begin.get();
        String where = killed(world, n, after);
        world.log.revive();
        world.sync();
        assertThat(world.localMail()).as(where).isEqualTo(calm.localMail());
        assertThat(world.remoteMail()).as(where).isEqualTo(calm.remoteMail());
        assertThat(world.uidsAgree()).as(where).isTrue();
        assertThat(world.effectsOfSync()).as("third run, " + where).isEqualTo(List.of());
      }
    }
  }

  private static String killed(World world, int n, boolean after) {
    world.log.dieAt(n, after);
    try {
      world.sync();
      return "never died";
    } catch (EffectLog.Killed e) {
      return "effect " + n + ", killed " + e.getMessage();
    }
  }
}
