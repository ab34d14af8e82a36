package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.testing.EffectLog;
import org.offlineimap.testing.FakeLocal;
import org.offlineimap.testing.FakeMail;
import org.offlineimap.testing.FakeRemote;

/** Random histories: people change mail on both sides, runs are killed, and nothing is lost. */
final class HistoryTest {
  private static final int HISTORIES = 60;
  private static final int STEPS = 40;
  private static final List<String> FOLDERS = List.of("INBOX", "Saved");

  @ParameterizedTest
  @ValueSource(longs = {1, 20_261_124, 77})
  void nothingVanishesThatNobodyDeletedAndNothingIsDoubled(long seed) {
    for (int i = 0; i < HISTORIES; i++) {
      new History(seed * 1000 + i).live();
    }
  }

  private static final class History {
    private final long seed;
    private final Random random;
    private final World world = new World();
    private final Set<String> alive = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final List<String> lived = new ArrayList<>();
    private int born;

    History(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      for (String folder : FOLDERS) {
        world.remote.mailbox(folder);
        world.local.directory(folder);
      }
    }

    void live() {
      for (int step = 0; step < STEPS; step++) {
        step();
      }
      world.log.revive();
      world.sync();
      world.sync();
      String told = "seed " + seed + " " + lived;
      List<String> names = names();
      assertThat(mapped(world.localMail())).as(told).isEqualTo(world.remoteMail());
      assertThat(names).as(told).doesNotHaveDuplicates().containsAll(alive);
      Set<String> known = new HashSet<>(alive);
      known.addAll(deleted);
      assertThat(known).as(told).containsAll(names);
      assertThat(world.effectsOfSync()).as(told).isEmpty();
    }

    /**
     * Without what was uploaded, under a UID that was never told, and deleted on the server before
     * it could be found: such a file is kept, and not sent again.
     */
    private List<String> mapped(List<String> mail) {
      return mail.stream()
          .filter(text ->
              world.status.intents().stream()
                  .noneMatch(
                      intent -> intent.unmapped() && text.contains(intent.draft().messageId())))
          .toList();
    }

    private List<String> names() {
      return FOLDERS.stream()
          .flatMap(folder -> world.remote.mailbox(folder).mails.values().stream())
          .map(FakeMail::text)
          .toList();
    }

    private void step() {
      switch (random.nextInt(10)) {
        case 0, 1 -> world.remote.mailbox(folder()).add(birth(), flags());
        case 2, 3 -> world.local.directory(folder()).add("f" + born, birth(), flags());
        case 4 -> changeRemote();
        case 5 -> changeLocal();
        case 6 -> killedSync();
        case 7 -> moveOnServer();
        case 8 -> moveOnDisk();
        default -> {
          world.log.revive();
          world.remote.uidPlus = random.nextBoolean();
          world.remote.copyUid = random.nextBoolean();
          world.remote.moves = random.nextBoolean();
          lived.add(
              "sync (UIDPLUS %s, COPYUID %s, MOVE %s)"
                  .formatted(world.remote.uidPlus, world.remote.copyUid, world.remote.moves));
          world.sync();
        }
      }
    }

    private String folder() {
      return FOLDERS.get(random.nextInt(FOLDERS.size()));
    }

    /** Not what was moved on disk already: moved to two places it is two messages. */
    private void moveOnServer() {
      List<Long> uids = new ArrayList<>(world.remote.mailbox("INBOX").mails.keySet());
      if (!uids.isEmpty()) {
        long uid = uids.get(random.nextInt(uids.size()));
        if (world.local.directory("INBOX").keyOf(uid).isPresent()) {
          lived.add("server moves " + uid + name(world.remote.mailbox("INBOX").mails.get(uid)));
          world.moveOnServer("INBOX", uid, "Saved");
        }
      }
    }

    /** Not what has no row, since a run was killed: until the next one it counts as new here. */
    private void moveOnDisk() {
      FakeLocal.Directory disk = world.local.directory("INBOX");
      List<Long> uids =
          disk.files.values().stream()
              .flatMap(mail -> mail.uid().stream())
              .filter(uid -> world.remote.mailbox("INBOX").mails.containsKey(uid))
              .filter(uid -> world.status.rows("INBOX").containsKey(uid))
              .toList();
      if (!uids.isEmpty()) {
        long uid = uids.get(random.nextInt(uids.size()));
        boolean keepsName = random.nextBoolean();
        lived.add("disk moves " + uid + name(world.remote.mailbox("INBOX").mails.get(uid)));
        world.refile("INBOX", uid, "Saved", "v" + ++born + (keepsName ? "@" + uid + "@INBOX" : ""));
      }
    }

    private void killedSync() {
      world.log.dieAt(1 + random.nextInt(12), random.nextBoolean());
      try {
        world.sync();
      } catch (EffectLog.Killed e) {
        lived.add("killed " + e.getMessage());
        assertThat(e).hasMessageMatching("(before|after) .*");
      }
    }

    private static String name(@org.jspecify.annotations.Nullable FakeMail mail) {
      return mail == null ? "" : " " + mail.text().lines().findFirst().orElse("");
    }

    private String birth() {
      lived.add("new m" + born);
      String text = World.text("m" + born++);
      alive.add(text);
      return text;
    }

    private FlagSet flags() {
      return World.flags(new String[] {"", "F", "S", "FS"}[random.nextInt(4)]);
    }

    private void changeRemote() {
      FakeRemote.Mailbox inbox = world.remote.mailbox(folder());
      List<Long> uids = new ArrayList<>(inbox.mails.keySet());
      if (uids.isEmpty()) {
        return;
      }
      long uid = uids.get(random.nextInt(uids.size()));
      FakeMail mail = java.util.Objects.requireNonNull(inbox.mails.remove(uid));
      inbox.modSeq++;
      if (random.nextBoolean()) {
        died(mail.text());
      } else {
        inbox.mails.put(uid, new FakeMail(mail.text(), flags(), mail.uid()));
      }
    }

    private void changeLocal() {
      FakeLocal.Directory disk = world.local.directory(folder());
      List<String> keys = new ArrayList<>(disk.files.keySet());
      if (keys.isEmpty()) {
        return;
      }
      String key = keys.get(random.nextInt(keys.size()));
      FakeMail mail = java.util.Objects.requireNonNull(disk.files.get(key));
      boolean dies = random.nextBoolean();
      disk.set(
          key,
          dies ? Optional.empty() : Optional.of(new FakeMail(mail.text(), flags(), mail.uid())));
      if (dies) {
        died(mail.text());
      }
    }

    private void died(String text) {
      lived.add("deleted " + text.lines().findFirst().orElse(""));
      alive.remove(text);
      deleted.add(text);
    }
  }
}
