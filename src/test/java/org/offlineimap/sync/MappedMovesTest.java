package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.repository.RemoteFolder.Traits;
import org.offlineimap.sync.SyncSettings.SideOptions;
import org.offlineimap.testing.EffectLog;
import org.offlineimap.testing.FakeMail;
import org.offlineimap.testing.FakeRemote;

/** Messages that change their folder on either of two servers (reference: beyond 5). */
final class MappedMovesTest {
  private static final String FROM = "INBOX";
  private static final String TO = "Saved";

  private TwoServers servers = new TwoServers();

  /** In agreement: a, b and c in INBOX, and one in Saved; no UID is the same on both. */
  @BeforeEach
  void agree() {
    servers = agreed();
  }

  private static TwoServers agreed() {
    TwoServers servers = new TwoServers();
    servers.near.mailbox(FROM).uidNext = 100;
    servers.near.mailbox(TO).uidNext = 200;
    servers.far.mailbox(TO).add(World.text("old"), World.flags("S"));
    for (String name : List.of("a", "b", "c")) {
      servers.far.mailbox(FROM).add(World.text(name), World.flags(""));
    }
    servers.sync();
    servers.log.revive();
    servers.far.bodies = 0;
    servers.near.bodies = 0;
    return servers;
  }

  private List<String> effects() {
    return servers.log.effects().stream().filter(effect -> !effect.equals("marks")).toList();
  }

  private void nothingWasTransferred() {
    assertThat(servers.far.bodies + servers.near.bodies).as("bodies on the wire").isZero();
    assertThat(effects()).noneMatch(e -> e.startsWith("append"));
  }

  private void agreed(int messages) {
    agreed(servers, messages);
  }

  private static void agreed(TwoServers servers, int messages) {
    assertThat(TwoServers.mail(servers.near))
        .isEqualTo(TwoServers.mail(servers.far))
        .hasSize(messages);
    assertThat(servers.mapIsRight()).isTrue();
    assertThat(servers.status.intents()).isEmpty();
    servers.log.revive();
    servers.sync();
    assertThat(servers.log.effects()).isSubsetOf("marks");
  }

  private long near(String name) {
    return uid(servers.near, FROM, name);
  }

  private static long uid(FakeRemote server, String folder, String name) {
    return server.mailbox(folder).mails.entrySet().stream()
        .filter(mail -> mail.getValue().text().contains("<" + name + "@"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static void move(FakeRemote server, String from, long uid, String to) {
    World.move(server, from, uid, to);
  }

  // ---- on the local server ----

  @Test
  void whatMovedOnTheLocalServerMovesOnTheRemoteOne() {
    move(servers.near, FROM, near("b"), TO);
    Result result = servers.sync();
    assertThat(effects()).contains("move 2 of INBOX to Saved").noneMatch(e -> e.startsWith("del"));
    assertThat(result.counts().moved()).isEqualTo(1);
    nothingWasTransferred();
    agreed(4);
  }

  @Test
  void whatMovedOnTheRemoteServerMovesOnTheLocalOne() {
    long own = near("b");
    move(servers.far, FROM, 2, TO);
    Result result = servers.sync();
    assertThat(effects())
        .contains("move " + own + " of INBOX to Saved")
        .noneMatch(e -> e.startsWith("del"));
    assertThat(result.counts().moved()).isEqualTo(1);
    nothingWasTransferred();
    agreed(4);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void movesOnBothSidesNeedNoBodyWhateverTheServersCan(boolean moves, boolean copyUid) {
    for (FakeRemote server : List.of(servers.far, servers.near)) {
      server.moves = moves;
      server.copyUid = copyUid;
    }
    move(servers.near, FROM, near("a"), TO);
    move(servers.far, FROM, 2, TO);
    move(servers.far, TO, 1, FROM);
    servers.sync();
    nothingWasTransferred();
    agreed(4);
  }

  @Test
  void nothingNeedsToBeRemembered() {
    servers.status.notes().forget();
    move(servers.near, FROM, near("a"), TO);
    move(servers.far, FROM, 2, TO);
    servers.sync();
    nothingWasTransferred();
    agreed(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofEqualOnesAsManyMoveAsThereAreOnBothSides(boolean here) {
    for (int i = 0; i < 3; i++) {
      servers.far.mailbox(FROM).add(World.text("twin"), World.flags(""));
    }
    servers.sync();
    servers.far.bodies = 0;
    servers.near.bodies = 0;
    FakeRemote server = here ? servers.near : servers.far;
    for (int i = 0; i < 2; i++) {
      move(server, FROM, uid(server, FROM, "twin"), TO);
    }
    server.mailbox(FROM).mails.remove(uid(server, FROM, "twin"));
    server.mailbox(FROM).modSeq++;
    servers.log.revive();
    Result result = servers.sync();
    assertThat(result.counts().moved()).isEqualTo(2);
    nothingWasTransferred();
    agreed(6);
  }

  @Test
  void aMessageOfAnotherDateIsAnotherMessage() {
    move(servers.near, FROM, near("b"), TO);
    long place = uid(servers.near, TO, "b");
    Traits later = new Traits(Optional.of(Instant.ofEpochSecond(5)), Optional.empty());
    servers.near.mailbox(TO).traits.put(place, later);
    servers.sync();
    assertThat(effects()).contains("append to Saved").noneMatch(e -> e.startsWith("move"));
    agreed(4);
  }

  @Test
  void theRemoteServersIdentityTellsItWhateverTheHeaderSays() {
    identify(servers.far, "x", "M9");
    move(servers.far, FROM, 4, TO);
    servers.far.headersRefused = true;
    servers.near.headersRefused = true;
    servers.sync();
    nothingWasTransferred();
  }

  @Test
  void anotherIdentityIsAnotherMessageThoughAllElseIsEqual() {
    identify(servers.far, "x", "M9");
    move(servers.far, FROM, 4, TO);
    servers.far.mailbox(TO).traits.put(2L, new Traits(Optional.empty(), Optional.of("M8")));
    servers.sync();
    assertThat(servers.far.bodies).isEqualTo(1);
    agreed(5);
  }

  private void identify(FakeRemote server, String name, String identity) {
    long uid = server.mailbox(FROM).add(World.text(name), World.flags(""));
    server.mailbox(FROM).traits.put(uid, new Traits(Optional.empty(), Optional.of(identity)));
    servers.sync();
    servers.log.revive();
    servers.far.bodies = 0;
    servers.near.bodies = 0;
  }

  @Test
  void aHeaderThatDiffersIsAnotherMessage() {
    FakeRemote.Mailbox source = servers.near.mailbox(FROM);
    source.mails.remove(near("b"));
    source.modSeq++;
    servers.near.mailbox(TO).add(World.text("z"), World.flags(""));
    servers.sync();
    assertThat(effects()).contains("append to Saved", "delete 2 in INBOX");
    agreed(4);
  }

  @Test
  void flagsThatChangedOnEitherSideMeanwhileGoAlong() {
    flag(servers.far, FROM, 2, "F");
    move(servers.near, FROM, near("b"), TO);
    flag(servers.near, TO, uid(servers.near, TO, "b"), "S");
    flag(servers.near, FROM, near("c"), "S");
    move(servers.far, FROM, 3, TO);
    flag(servers.far, TO, uid(servers.far, TO, "c"), "F");
    servers.sync();
    nothingWasTransferred();
    assertThat(TwoServers.mail(servers.far))
        .filteredOn(m -> m.startsWith(TO) && m.endsWith("\\Flagged \\Seen"))
        .hasSize(2);
    agreed(4);
  }

  private static void flag(FakeRemote server, String folder, long uid, String letters) {
    FakeRemote.Mailbox box = server.mailbox(folder);
    box.mails.computeIfPresent(
        uid, (_, mail) -> new FakeMail(mail.text(), World.flags(letters), mail.uid()));
    box.modSeq++;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusedMoveIsTransferredAndNothingIsLost(boolean here) {
    (here ? servers.far : servers.near).immovable = true;
    if (here) {
      move(servers.near, FROM, near("b"), TO);
    } else {
      move(servers.far, FROM, 2, TO);
    }
    assertThat(servers.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(servers.events)
        .filteredOn(SyncEvent.Warning.class::isInstance)
        .anyMatch(e -> ((SyncEvent.Warning) e).text().contains("were not moved on the"));
    servers.sync();
    agreed(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatHasGoneMeanwhileIsTransferred(boolean here) {
    if (here) {
      move(servers.near, FROM, near("b"), TO);
      servers.far.beforeTransfer = () -> servers.far.mailbox(FROM).mails.remove(2L);
    } else {
      long own = near("b");
      move(servers.far, FROM, 2, TO);
      servers.near.beforeTransfer = () -> servers.near.mailbox(FROM).mails.remove(own);
    }
    servers.sync();
    servers.sync();
    agreed(4);
  }

  @Test
  void whereNothingIsDeletedOnTheLocalServerItIsACopyThere() {
    servers.settings = sides(SideOptions.DEFAULT, new SideOptions(false, false, true));
    move(servers.far, FROM, 2, TO);
    servers.sync();
    nothingWasTransferred();
    assertThat(effects()).anyMatch(e -> e.startsWith("copy "));
    assertThat(TwoServers.mail(servers.near)).hasSize(5);
    servers.log.revive();
    servers.sync();
    assertThat(effects()).isEmpty();
  }

  @Test
  void whereNothingIsDeletedOnTheRemoteServerItIsACopyThere() {
    servers.settings = sides(new SideOptions(false, false, true), SideOptions.DEFAULT);
    move(servers.near, FROM, near("b"), TO);
    servers.sync();
    nothingWasTransferred();
    assertThat(effects()).contains("copy 2 of INBOX to Saved");
    assertThat(TwoServers.mail(servers.far)).hasSize(5);
    servers.log.revive();
    servers.sync();
    assertThat(effects()).isEmpty();
  }

  private static SyncSettings sides(SideOptions local, SideOptions remote) {
    SyncSettings d = SyncSettings.defaults("A");
    return new SyncSettings("A", local, remote, d.conduct(), d.window(), d.letters(), d.orders());
  }

  @Test
  void withoutExpungeOnTheLocalServerTheOldOneIsOnlyMarked() {
    servers.expunge = false;
    long own = near("b");
    move(servers.far, FROM, 2, TO);
    servers.sync();
    nothingWasTransferred();
    assertThat(servers.near.mailbox(FROM).mails)
        .extractingByKey(own)
        .extracting(FakeMail::flags)
        .isEqualTo(World.flags("T"));
    servers.log.revive();
    servers.sync();
    assertThat(effects()).isEmpty();
  }

  @Test
  void movesDoNotCountForTheGuardOfEitherSide() {
    for (int i = 0; i < 60; i++) {
      servers.far.mailbox(FROM).add(World.text("m" + i), World.flags(""));
    }
    servers.sync();
    servers.far.bodies = 0;
    servers.near.moves = false;
    for (long uid = 1; uid < 64; uid++) {
      move(servers.far, FROM, uid, TO);
    }
    servers.log.revive();
    assertThat(servers.sync().outcome()).isEqualTo(Result.Outcome.OK);
    nothingWasTransferred();
    agreed(64);
  }

  @Test
  void fieldsThatAreLeftOutOnTheWayDoNotHideAMessage() {
    SyncSettings.Conduct d = SyncSettings.Conduct.DEFAULT;
    SyncSettings s = SyncSettings.defaults("A");
    servers.settings =
        new SyncSettings(
            "A",
            s.local(),
            s.remote(),
            new SyncSettings.Conduct(true, d.guard(), d.ignoreReadOnly(), Set.of("x-label"), 2),
            s.window(),
            s.letters(),
            s.orders());
    servers.near.mailbox(FROM).add("X-Label: l\r\n" + World.text("up"), World.flags(""));
    servers.far.mailbox(FROM).add("X-Label: l\r\n" + World.text("down"), World.flags(""));
    servers.sync();
    servers.log.revive();
    servers.far.bodies = 0;
    servers.near.bodies = 0;
    move(servers.near, FROM, near("up"), TO);
    move(servers.near, FROM, near("down"), TO);
    move(servers.far, FROM, uid(servers.far, FROM, "a"), TO);
    servers.sync();
    nothingWasTransferred();
    servers.log.revive();
    servers.sync();
    assertThat(effects()).isEmpty();
  }

  @Test
  void aDryRunOnlySaysSo() {
    move(servers.near, FROM, near("a"), TO);
    move(servers.far, FROM, 2, TO);
    SyncSettings s = SyncSettings.defaults("A");
    servers.settings =
        new SyncSettings(
            "A",
            s.local(),
            s.remote(),
            s.conduct(),
            s.window(),
            s.letters(),
            new SyncSettings.Orders(true, Map.of(), Optional.empty()));
    servers.sync();
    assertThat(effects()).isEmpty();
    assertThat(servers.events)
        .filteredOn(e -> e instanceof SyncEvent.MovingMessages move && move.dryRun())
        .hasSize(2);
  }

  @Test
  void theSameMessageMovedOnBothSidesIsNotLost() {
    servers.far.mailbox("Third");
    servers.near.mailbox("Third");
    servers.sync();
    move(servers.near, FROM, near("b"), TO);
    move(servers.far, FROM, 2, "Third");
    servers.sync();
    servers.sync();
    assertThat(TwoServers.mail(servers.near)).isEqualTo(TwoServers.mail(servers.far));
    assertThat(TwoServers.mail(servers.far)).anyMatch(m -> m.contains("<b@"));
  }

  // ---- killed ----

  private static TwoServers afterMoves(boolean moves, boolean copyUid, boolean notes) {
    TwoServers servers = agreed();
    for (int i = 0; i < 2; i++) {
      servers.far.mailbox(FROM).add(World.text("twin"), FlagSet.none());
    }
    servers.sync();
    for (FakeRemote server : List.of(servers.far, servers.near)) {
      server.moves = moves;
      server.copyUid = copyUid;
    }
    if (!notes) {
      servers.status.notes().forget();
    }
    move(servers.near, FROM, uid(servers.near, FROM, "a"), TO);
    flag(servers.near, TO, uid(servers.near, TO, "a"), "F");
    move(servers.near, FROM, uid(servers.near, FROM, "twin"), TO);
    move(servers.near, FROM, uid(servers.near, FROM, "twin"), TO);
    move(servers.far, FROM, 2, TO);
    move(servers.far, FROM, 3, TO);
    move(servers.far, TO, 1, FROM);
    servers.log.revive();
    servers.far.bodies = 0;
    servers.near.bodies = 0;
    return servers;
  }

  @ParameterizedTest
  @CsvSource({
    "true,true,true",
    "true,false,true",
    "false,true,true",
    "false,false,true",
    "true,true,false",
    "true,false,false"
  })
  void movesSurviveEveryKill(boolean moves, boolean copyUid, boolean notes) {
    Supplier<TwoServers> begin = () -> afterMoves(moves, copyUid, notes);
    TwoServers calm = begin.get();
    calm.sync();
    int effects = calm.log.effects().size();
    assertThat(calm.far.bodies + calm.near.bodies).isZero();
    agreed(calm, 6);
    for (int n = 1; n <= effects; n++) {
      for (boolean after : new boolean[] {false, true}) {
        TwoServers servers = begin.get();
        String where = killed(servers, n, after);
        servers.log.revive();
        servers.sync();
        assertThat(TwoServers.mail(servers.far)).as(where).isEqualTo(TwoServers.mail(calm.far));
        assertThat(TwoServers.mail(servers.near)).as(where).isEqualTo(TwoServers.mail(calm.near));
        assertThat(servers.mapIsRight()).as(where).isTrue();
        servers.log.revive();
        servers.sync();
        assertThat(servers.log.effects()).as("third run, " + where).isSubsetOf("marks");
      }
    }
  }

  private static String killed(TwoServers servers, int n, boolean after) {
    servers.log.dieAt(n, after);
    try {
      servers.sync();
      return "never died";
    } catch (EffectLog.Killed e) {
      return "effect " + n + ", killed " + e.getMessage();
    }
  }
}
