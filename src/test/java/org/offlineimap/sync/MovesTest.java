package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder.Traits;
import org.offlineimap.sync.SyncSettings.SideOptions;
import org.offlineimap.testing.FakeMail;

/** Messages that change their folder, on either side, and the rules that they obey (beyond 5). */
final class MovesTest {
  private static final String FROM = "INBOX";
  private static final String TO = "Saved";

  private final World world = new World();

  /** In agreement: a, b and c in INBOX, and one in Saved. */
  @BeforeEach
  void agree() {
    world.remote.mailbox(TO).add(World.text("old"), World.flags("S"));
    for (String name : List.of("a", "b", "c")) {
      world.remote.mailbox(FROM).add(World.text(name), World.flags(""));
    }
    world.sync();
    world.log.revive();
  }

  private void identify(String folder, long uid, String identity, long second) {
    world
        .remote
        .mailbox(folder)
        .traits
        .put(uid, new Traits(Optional.of(Instant.ofEpochSecond(second)), Optional.of(identity)));
  }

  private List<String> effects() {
    return world.log.effects().stream().filter(effect -> !effect.equals("marks")).toList();
  }

  private boolean transferred() {
    return effects().stream().anyMatch(e -> e.startsWith("append") || e.startsWith("deliver"));
  }

  private void agreed(int messages) {
    assertThat(world.localMail()).isEqualTo(world.remoteMail()).hasSize(messages);
    assertThat(world.uidsAgree()).isTrue();
    assertThat(world.status.intents()).isEmpty();
    assertThat(world.effectsOfSync()).isEmpty();
  }

  private void sides(SideOptions local, SideOptions remote) {
    world.sides(local, remote);
  }

  // ---- on disk ----

  @Test
  void aFileThatWentToAnotherFolderMovesOnTheServer() {
    world.refile(FROM, 2, TO, "n1");
    Result result = world.sync();
    assertThat(effects())
        .contains("move 2 of INBOX to Saved")
        .noneMatch(e -> e.startsWith("append") || e.startsWith("delete"));
    assertThat(result.counts().moved()).isEqualTo(1);
    assertThat(result.counts().uploaded()).isZero();
    assertThat(result.counts().deletedRemote()).isZero();
    agreed(4);
  }

  @Test
  void itIsKnownByItsNameWhereNothingIsRemembered() {
    world.status.notes().forget();
    world.refile(FROM, 2, TO, "n1@2@INBOX");
    world.sync();
    assertThat(transferred()).isFalse();
    agreed(4);
  }

  @Test
  void withoutNameAndMemoryItIsUploadedAndDeleted() {
    world.status.notes().forget();
    world.refile(FROM, 2, TO, "n1");
    world.sync();
    assertThat(effects()).contains("append to Saved", "delete 2 in INBOX");
    agreed(4);
  }

  @Test
  void aNameThatLiesMovesNothing() {
    world.status.notes().forget();
    world.refile(FROM, 2, TO, "n1@3@INBOX");
    world
        .local
        .directory(FROM)
        .set(world.local.directory(FROM).keyOf(3).orElseThrow(), Optional.empty());
    world.sync();
    assertThat(effects()).contains("append to Saved").noneMatch(e -> e.startsWith("move"));
    assertThat(world.localMail()).isEqualTo(world.remoteMail()).hasSize(3);
  }

  /** Equal in length and header: only the remembered digest tells. */
  @Test
  void aFileThatWasChangedOnItsWayIsAnotherMessage() {
    FakeMail mail = world.taken(FROM, 2);
    String changed = mail.text().replace("Body", "Bodx");
    world.local.directory(TO).add("n1@2@INBOX", changed, mail.flags());
    world.sync();
    assertThat(effects()).contains("append to Saved", "delete 2 in INBOX");
    assertThat(world.remoteMail()).anyMatch(m -> m.contains("Bodx"));
    agreed(4);
  }

  @Test
  void ofEqualOnesAsManyMoveAsThereAreOnBothSides() {
    for (int i = 0; i < 3; i++) {
      world.remote.mailbox(FROM).add(World.text("twin"), World.flags(""));
    }
    world.sync();
    world.log.revive();
    for (long uid = 4; uid <= 6; uid++) {
      world.taken(FROM, uid);
    }
    world.local.directory(TO).add("n1", World.text("twin"), World.flags(""));
    world.local.directory(TO).add("n2", World.text("twin"), World.flags(""));
    Result result = world.sync();
    assertThat(result.counts().moved()).isEqualTo(2);
    assertThat(result.counts().deletedRemote()).isEqualTo(1);
    assertThat(transferred()).isFalse();
    agreed(6);
  }

  @Test
  void withoutMoveItIsCopiedFirstAndDeletedLast() {
    world.remote.moves = false;
    world.refile(FROM, 2, TO, "n1");
    world.sync();
    assertThat(effects()).containsSubsequence("copy 2 of INBOX to Saved", "delete 2 in INBOX");
    assertThat(transferred()).isFalse();
    agreed(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutCopyUidTheNewUidIsFoundAsForAnUpload(boolean moves) {
    world.remote.moves = moves;
    world.remote.copyUid = false;
    world.refile(FROM, 2, TO, "n1");
    world.sync();
    assertThat(transferred()).isFalse();
    agreed(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasFoundWithoutCopyUidIsRememberedAndMovesAgain(boolean moves) {
    world.remote.moves = moves;
    world.remote.copyUid = false;
    world.refile(FROM, 2, TO, "n1");
    world.sync();
    long uid = world.remote.mailbox(TO).mails.keySet().stream().max(Long::compare).orElseThrow();
    world.refile(TO, uid, FROM, "n2");
    world.sync();
    assertThat(transferred()).isFalse();
    agreed(4);
  }

  @Test
  void aRefusedMoveIsUploadedNowAndDeletedInTheNextRun() {
    world.remote.immovable = true;
    world.refile(FROM, 2, TO, "n1");
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.remoteMail()).hasSize(5);
    assertThat(warnings()).anyMatch(text -> text.contains("were not moved on the server"));
    world.sync();
    agreed(4);
  }

  private List<String> warnings() {
    return world.events.stream()
        .filter(SyncEvent.Warning.class::isInstance)
        .map(event -> ((SyncEvent.Warning) event).text())
        .toList();
  }

  @Test
  void whatHasGoneFromTheServerMeanwhileIsUploaded() {
    world.refile(FROM, 2, TO, "n1");
    world.remote.beforeTransfer = () -> world.remote.mailbox(FROM).mails.remove(2L);
    world.sync();
    world.sync();
    agreed(4);
  }

  @Test
  void flagsThatChangedOnEitherSideMeanwhileGoAlong() {
    world
        .remote
        .mailbox(FROM)
        .mails
        .put(2L, new FakeMail(World.text("b"), World.flags("F"), Optional.of(2L)));
    world.remote.mailbox(FROM).modSeq++;
    FakeMail mail = world.taken(FROM, 2);
    world.local.directory(TO).add("n1", mail.text(), World.flags("S"));
    world.sync();
    assertThat(transferred()).isFalse();
    assertThat(world.remoteMail())
        .anyMatch(m -> m.contains("Saved|Message-ID: <b@") && m.endsWith("\\Flagged \\Seen"));
    agreed(4);
  }

  @Test
  void whereNothingIsDeletedOnTheServerItIsACopy() {
    sides(new SideOptions(false, false, true), SideOptions.DEFAULT);
    world.refile(FROM, 2, TO, "n1");
    world.sync();
    assertThat(effects()).contains("copy 2 of INBOX to Saved");
    assertThat(transferred()).isFalse();
    assertThat(world.remoteMail()).hasSize(5);
    assertThat(world.uidsAgree()).isTrue();
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void withoutExpungeItIsACopyAndTheOldOneIsMarked() {
    SyncSettings.Conduct d = SyncSettings.Conduct.DEFAULT;
    world.conduct(
        new SyncSettings.Conduct(false, d.guard(), d.ignoreReadOnly(), d.filterHeaders(), 2));
    world.refile(FROM, 2, TO, "n1");
    world.sync();
    assertThat(effects()).contains("copy 2 of INBOX to Saved");
    assertThat(world.remote.mailbox(FROM).mails)
        .extractingByKey(2L)
        .extracting(FakeMail::flags)
        .isEqualTo(World.flags("T"));
    assertThat(transferred()).isFalse();
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void aServerThatIsNotToBeChangedIsNot() {
    sides(SideOptions.DEFAULT, new SideOptions(true, true, true));
    world.refile(FROM, 2, TO, "n1");
    List<String> before = world.remoteMail();
    world.sync();
    assertThat(world.remoteMail()).isEqualTo(before);
    assertThat(effects()).isEmpty();
  }

  @Test
  void movesDoNotCountForTheDeletionGuard() {
    for (int i = 0; i < 60; i++) {
      world.remote.mailbox(FROM).add(World.text("m" + i), World.flags(""));
    }
    world.sync();
    for (long uid = 4; uid < 64; uid++) {
      world.refile(FROM, uid, TO, "n" + uid);
    }
    world.taken(FROM, 1);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.remote.mailbox(FROM).mails).hasSize(2);
    agreed(63);
  }

  @Test
  void aDisappearanceThatWaitsMovesWhenItsCounterpartIsThere() {
    world.taken(FROM, 3);
    world.refile(FROM, 2, TO, "n1");
    world.sync(
        new PassScope(
            FolderSelection.ALL, PassHooks.NONE, Map.of(FolderName.INBOX, UidSet.of(2, 3))));
    assertThat(effects())
        .contains("move 2 of INBOX to Saved")
        .noneMatch(e -> e.startsWith("append") || e.startsWith("delete"));
    assertThat(world.remote.mailbox(FROM).mails).containsOnlyKeys(1L, 3L);
    world.sync();
    agreed(3);
  }

  @Test
  void aDryRunOnlySaysSo() {
    world.refile(FROM, 2, TO, "n1");
    world.orders(new SyncSettings.Orders(true, Map.of(), Optional.empty()));
    world.sync();
    assertThat(effects()).isEmpty();
    assertThat(world.events)
        .anyMatch(e -> e instanceof SyncEvent.MovingMessages move && move.dryRun())
        .noneMatch(SyncEvent.WouldCopy.class::isInstance)
        .noneMatch(SyncEvent.DeletingMessages.class::isInstance);
  }

  @Test
  void headersThatAreFilteredFromUploadsDoNotHideAMessage() {
    SyncSettings.Conduct d = SyncSettings.Conduct.DEFAULT;
    world.conduct(
        new SyncSettings.Conduct(true, d.guard(), d.ignoreReadOnly(), Set.of("x-label"), 2));
    world.local.directory(FROM).add("up", "X-Label: l\r\n" + World.text("up"), World.flags(""));
    world.sync();
    world.log.revive();
    world.refile(FROM, 4, TO, "n1");
    world.sync();
    assertThat(effects()).contains("move 4 of INBOX to Saved");
    assertThat(transferred()).isFalse();
  }

  /** As mutt does. */
  @Test
  void aFieldThatAReaderAddsDoesNotHideAMessageWhereItIsFiltered() {
    FakeMail mail = world.taken(FROM, 2);
    String added = mail.text().replace("\r\n\r\n", "\r\nContent-Length: 7\r\n\r\n");
    world.local.directory(TO).add("n1", added, mail.flags());
    SyncSettings.Conduct d = SyncSettings.Conduct.DEFAULT;
    world.conduct(
        new SyncSettings.Conduct(true, d.guard(), d.ignoreReadOnly(), Set.of("content-length"), 2));
    world.sync();
    assertThat(effects()).contains("move 2 of INBOX to Saved");
    assertThat(transferred()).isFalse();
    assertThat(world.effectsOfSync()).isEmpty();
  }

  // ---- on the server ----

  @Test
  void aMessageThatTheServerMovedIsRenamedOnDisk() {
    world.moveOnServer(FROM, 2, TO);
    Result result = world.sync();
    assertThat(effects()).contains("take over 2 of INBOX as 2 in Saved");
    assertThat(transferred()).isFalse();
    assertThat(result.counts().moved()).isEqualTo(1);
    assertThat(result.counts().deletedLocal()).isZero();
    agreed(4);
  }

  @Test
  void itIsKnownByTheServersIdentityWhateverItsHeaderSays() {
    identify(FROM, 2, "M2", 100);
    world
        .remote
        .mailbox(FROM)
        .mails
        .put(9L, new FakeMail(World.text("x"), FlagSet.none(), Optional.of(9L)));
    identify(FROM, 9, "M9", 100);
    world.remote.mailbox(FROM).uidNext = 10;
    world.sync();
    world.log.revive();
    world.moveOnServer(FROM, 9, TO);
    world.remote.headersRefused = true;
    world.sync();
    assertThat(effects()).contains("take over 9 of INBOX as 2 in Saved");
    assertThat(transferred()).isFalse();
  }

  @Test
  void anotherIdentityIsAnotherMessageThoughAllElseIsEqual() {
    world.remote.mailbox(FROM).add(World.text("x"), World.flags(""));
    identify(FROM, 4, "M4", 100);
    world.sync();
    world.log.revive();
    world.remote.mailbox(FROM).mails.remove(4L);
    world.remote.mailbox(FROM).modSeq++;
    world.remote.mailbox(TO).add(World.text("x"), World.flags(""));
    identify(TO, 2, "M5", 100);
    world.sync();
    assertThat(transferred()).isTrue();
    agreed(4 + 1);
  }

  @Test
  void anotherDateThanRememberedIsAnotherMessage() {
    world.remote.mailbox(FROM).add(World.text("x"), World.flags(""));
    world
        .remote
        .mailbox(FROM)
        .traits
        .put(4L, new Traits(Optional.of(Instant.ofEpochSecond(100)), Optional.empty()));
    world.sync();
    world.log.revive();
    world.moveOnServer(FROM, 4, TO);
    world
        .remote
        .mailbox(TO)
        .traits
        .put(2L, new Traits(Optional.of(Instant.ofEpochSecond(101)), Optional.empty()));
    world.sync();
    assertThat(transferred()).isTrue();
    agreed(5);
  }

  @Test
  void withoutMemoryLengthAndHeaderTellIt() {
    world.status.notes().forget();
    world.moveOnServer(FROM, 2, TO);
    world.sync();
    assertThat(transferred()).isFalse();
    agreed(4);
  }

  @Test
  void flagsThatChangedHereMeanwhileStay() {
    String key = world.local.directory(FROM).keyOf(2).orElseThrow();
    world
        .local
        .directory(FROM)
        .set(key, Optional.of(new FakeMail(World.text("b"), World.flags("F"), Optional.of(2L))));
    world.moveOnServer(FROM, 2, TO);
    world
        .remote
        .mailbox(TO)
        .mails
        .put(2L, new FakeMail(World.text("b"), World.flags("S"), Optional.of(2L)));
    world.sync();
    assertThat(transferred()).isFalse();
    assertThat(world.localMail())
        .anyMatch(m -> m.contains("Saved|Message-ID: <b@") && m.endsWith("\\Flagged \\Seen"));
    agreed(4);
  }

  @Test
  void whatCannotBeRenamedIsFetchedAndDeleted() {
    world.local.otherDevice = true;
    world.moveOnServer(FROM, 2, TO);
    world.sync();
    assertThat(transferred()).isTrue();
    agreed(4);
  }

  @Test
  void whereNothingIsDeletedOnDiskTheOctetsComeFromThere() {
    sides(SideOptions.DEFAULT, new SideOptions(false, false, true));
    world.remote.refused = "<b@";
    world.moveOnServer(FROM, 2, TO);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.localMail()).hasSize(5).filteredOn(m -> m.contains("<b@")).hasSize(2);
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void aWholeFolderThatTheServerMovedDoesNotWaitForTheGuard() {
    for (int i = 0; i < 60; i++) {
      world.remote.mailbox(FROM).add(World.text("m" + i), World.flags(""));
    }
    world.sync();
    for (long uid = 1; uid < 64; uid++) {
      world.moveOnServer(FROM, uid, TO);
    }
    world.log.revive();
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(transferred()).isFalse();
    agreed(64);
  }

  @Test
  void bothSidesMayMoveOthersAtOnce() {
    world.refile(FROM, 1, TO, "n1");
    world.moveOnServer(FROM, 2, TO);
    world.moveOnServer(TO, 1, FROM);
    world.sync();
    assertThat(transferred()).isFalse();
    agreed(4);
  }

  @Test
  void theSameMessageMovedOnBothSidesIsNotLost() {
    world.refile(FROM, 2, TO, "n1");
    world.remote.mailbox("Third");
    world.moveOnServer(FROM, 2, "Third");
    world.sync();
    world.sync();
    assertThat(world.localMail()).isEqualTo(world.remoteMail());
    assertThat(world.remoteMail()).anyMatch(m -> m.contains("<b@"));
  }
}
