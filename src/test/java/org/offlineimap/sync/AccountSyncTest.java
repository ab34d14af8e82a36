package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.sync.SyncSettings.SideOptions;
import org.offlineimap.sync.plan.DeletionGuard;
import org.offlineimap.testing.FakeLocal;

final class AccountSyncTest {
  private static <T extends SyncEvent> List<T> events(World world, Class<T> kind) {
    return world.events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void aFirstSyncBringsBothSidesTogether() {
    World world = World.beforeFirstSync();
    Result result = world.sync();
    assertThat(result.outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(result.counts().downloaded()).isEqualTo(4);
    assertThat(result.counts().uploaded()).isEqualTo(4);
    assertThat(world.localMail()).hasSize(8).isEqualTo(world.remoteMail());
    assertThat(world.status.intents()).isEmpty();
  }

  @Test
  void changesCrossInBothDirections() {
    World world = World.afterChanges();
    world.sync();
    assertThat(world.localMail()).isEqualTo(world.remoteMail());
    assertThat(world.localMail())
        .anyMatch(mail -> mail.contains("r3") && mail.contains("\\Flagged \\Seen"));
    assertThat(world.localMail()).noneMatch(mail -> mail.contains("r1"));
    assertThat(world.localMail()).noneMatch(mail -> mail.contains("r2"));
  }

  @Test
  void aSecondRunChangesNothingAndAThirdLooksAtNothing() {
    World world = World.beforeFirstSync();
    world.sync();
    assertThat(world.effectsOfSync()).isEmpty();
    world.sync();
    assertThat(events(world, SyncEvent.FolderUnchanged.class)).hasSize(3);
    assertThat(events(world, SyncEvent.LoadingList.class)).isEmpty();
  }

  @Test
  void aDryRunChangesNothingAtAll() {
    World world = World.beforeFirstSync();
    world.orders(new SyncSettings.Orders(true, Map.of(), Optional.empty()));
    world.log.dieAt(1, false);
    world.sync();
    assertThat(events(world, SyncEvent.WouldCopy.class)).isNotEmpty();
  }

  @Test
  void anotherUidValidityLeavesTheFolderAlone() {
    World world = World.beforeFirstSync();
    world.sync();
    world.remote.mailbox("INBOX").uidValidity = 8;
    world.remote.mailbox("INBOX").mails.clear();
    List<String> before = world.localMail();
    for (int run = 0; run < 2; run++) {
      assertThat(world.effectsOfSync()).isEmpty();
      assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.UIDVALIDITY);
    }
    assertThat(world.localMail()).isEqualTo(before);
    assertThat(world.status.rows("INBOX")).isNotEmpty();
  }

  @Test
  void withoutASavedUidValidityOnlyEqualMessagesAreAdopted() {
    World world = World.beforeFirstSync();
    world.sync();
    world.status.forgetValidity();
    FakeWords.replaceRemote(world, 2, World.text("quite another message"));
    world.sync();
    assertThat(world.localMail()).isEqualTo(world.remoteMail());
    assertThat(world.localMail()).anyMatch(mail -> mail.contains("quite another"));
    assertThat(world.localMail()).anyMatch(mail -> mail.contains("<r2@"));
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void anIncompleteListingDeletesNothing() {
    World world = World.afterChanges();
    world.remote.partial = true;
    assertThat(world.effectsOfSync()).isEmpty();
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
  }

  @Test
  void oneRefusedMessageDoesNotStopTheOthers() {
    World world = World.beforeFirstSync();
    world.remote.refused = "<b@";
    Result result = world.sync();
    assertThat(result.outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(result.counts().uploaded()).isEqualTo(2);
    assertThat(result.counts().downloaded()).isEqualTo(4);
    assertThat(world.status.intents()).isEmpty();
    world.remote.refused = "\0never\0";
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.localMail()).isEqualTo(world.remoteMail());
  }

  @Test
  void aRewrittenUploadIsRecognisedByItsMessageIdAndNeverSentAgain() {
    World world = World.beforeFirstSync();
    world.remote.uidPlus = false;
    world.remote.rewrites = true;
    world.sync();
    assertThat(world.remoteMail()).hasSize(8);
    assertThat(world.localMail()).hasSize(8);
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void massDeletionWaitsForItsToken() {
    World world = new World();
    for (int i = 0; i < 60; i++) {
      world.remote.mailbox("INBOX").add(World.text("m" + i), FlagSet.none());
    }
    world.sync();
    world.local.directory("INBOX").files.clear();
    world.local.directory("INBOX").version = 99_999;
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.GUARD);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.GUARD);
    assertThat(world.remoteMail()).hasSize(60);
    assertThat(world.localMail()).isEmpty();
    String token = events(world, SyncEvent.DeletionsWithheld.class).getFirst().token();
    world.orders(new SyncSettings.Orders(false, Map.of("INBOX", Set.of(token)), Optional.empty()));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.remoteMail()).isEmpty();
  }

  @Test
  void anExistingRootWithoutFoldersStopsTheAccount() {
    World world = World.beforeFirstSync();
    world.sync();
    world.local.directories().clear();
    assertThat(world.effectsOfSync()).isEmpty();
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.GUARD);
  }

  @Test
  void aRemovedLocalFolderIsFilledAgain() {
    World world = World.beforeFirstSync();
    world.sync();
    world.local.directories().remove(new FolderName("INBOX"));
    world.sync();
    assertThat(world.localMail()).hasSize(8).isEqualTo(world.remoteMail());
  }

  @Test
  void aRemoteFolderThatWasRemovedIsMadeAgainFromTheDisk() {
    World world = World.beforeFirstSync();
    world.sync();
    world.remote.mailboxes().remove(new FolderName("INBOX"));
    world.remote.mailbox("Other").add(World.text("o"), FlagSet.none());
    world.sync();
    assertThat(world.localMail()).hasSize(9).isEqualTo(world.remoteMail());
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void readOnlySidesAreNotTouched() {
    World world = World.afterChanges();
    SideOptions readOnly = new SideOptions(true, true, true);
    world.sides(readOnly, readOnly);
    List<String> local = world.localMail();
    List<String> remote = world.remoteMail();
    world.sync();
    assertThat(world.localMail()).isEqualTo(local);
    assertThat(world.remoteMail()).isEqualTo(remote);
  }

  @Test
  void withoutExpungeAMarkedMessageDoesNotComeBack() {
    World world = World.beforeFirstSync();
    world.sync();
    world.conduct(new SyncSettings.Conduct(false, DeletionGuard.DEFAULT, false, Set.of(), 2));
    var disk = world.local.directory("INBOX");
    disk.set(disk.keyOf(1).orElseThrow(), Optional.empty());
    world.sync();
    assertThat(world.remoteMail())
        .anyMatch(mail -> mail.contains("r1") && mail.contains("Deleted"));
    assertThat(world.effectsOfSync()).isEmpty();
    assertThat(disk.keyOf(1)).isEmpty();
  }

  /** Defects 20 and 21 of the original. */
  @Test
  void whatOthersMarkedIsNotExpungedAndOursWaitsHidden() {
    World world = World.beforeFirstSync();
    world.sync();
    world.remote.exactExpunge = false;
    var inbox = world.remote.mailbox("INBOX");
    long foreign = inbox.add(World.text("foreign"), World.flags("T"));
    var disk = world.local.directory("INBOX");
    disk.set(disk.keyOf(1).orElseThrow(), Optional.empty());
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(inbox.mails).containsKeys(1L, foreign);
    assertThat(warnings(world)).anyMatch(text -> text.contains("stay marked"));
    for (int run = 0; run < 2; run++) {
      assertThat(world.effectsOfSync()).isEmpty();
      assertThat(warnings(world)).isEmpty();
      assertThat(disk.keyOf(1)).isEmpty();
    }
    inbox.mails.remove(foreign);
    inbox.modSeq++;
    world.sync();
    assertThat(inbox.mails).doesNotContainKey(1L);
    assertThat(world.status.rows("INBOX")).doesNotContainKey(1L);
    assertThat(world.localMail()).isEqualTo(world.remoteMail());
  }

  private static List<String> warnings(World world) {
    return events(world, SyncEvent.Warning.class).stream().map(SyncEvent.Warning::text).toList();
  }

  /** Defect 43 of the original. */
  @Test
  void whatTheServerLetsNobodyChangeIsToldOnceAndNotRecorded() {
    World world = World.afterChanges();
    world.remote.readOnly = true;
    List<String> remote = world.remoteMail();
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(warnings(world)).singleElement().asString().contains("lets nobody change");
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(warnings(world)).isEmpty();
    assertThat(world.remoteMail()).isEqualTo(remote);
    world.remote.readOnly = false;
    world.sync();
    assertThat(world.localMail()).isEqualTo(world.remoteMail());
    assertThat(world.remoteMail()).anyMatch(mail -> mail.contains("<c@"));
  }

  @Test
  void ignoreReadonlyHidesThatLine() {
    World world = World.afterChanges();
    world.remote.readOnly = true;
    world.conduct(new SyncSettings.Conduct(true, DeletionGuard.DEFAULT, true, Set.of(), 2));
    world.sync();
    assertThat(warnings(world)).isEmpty();
  }

  /** Defect 31 of the original, on the side of the disk. */
  @Test
  void anEmptyServerFolderDoesNotEmptyTheDisk() {
    World world = new World();
    for (int i = 0; i < 60; i++) {
      world.remote.mailbox("INBOX").add(World.text("m" + i), FlagSet.none());
    }
    world.sync();
    world.remote.mailbox("INBOX").mails.clear();
    world.remote.mailbox("INBOX").modSeq++;
    world.orders(new SyncSettings.Orders(true, Map.of(), Optional.empty()));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(events(world, SyncEvent.DeletionsWithheld.class)).hasSize(1);
    world.orders(SyncSettings.Orders.NONE);
    world.local.directory("INBOX").add("new", World.text("new"), FlagSet.none());
    for (int run = 0; run < 2; run++) {
      Result result = world.sync();
      assertThat(result.outcome()).isEqualTo(Result.Outcome.GUARD);
      assertThat(result.counts().withheld()).isEqualTo(60);
      assertThat(world.localMail()).hasSize(61);
      assertThat(world.remoteMail()).hasSize(1);
    }
    world.remote.mailbox("INBOX").add(World.text("late"), FlagSet.none());
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.GUARD);
    String token = events(world, SyncEvent.DeletionsWithheld.class).getFirst().token();
    world.orders(new SyncSettings.Orders(false, Map.of("INBOX", Set.of(token)), Optional.empty()));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    world.orders(SyncSettings.Orders.NONE);
    assertThat(world.localMail()).hasSize(2).isEqualTo(world.remoteMail());
    assertThat(world.effectsOfSync()).isEmpty();
  }

  /** One new message, or fifty, must not let the withheld deletions pass. */
  @Test
  void whatWasWithheldWaitsWhateverComesMeanwhile() {
    World world = new World();
    for (int i = 0; i < 60; i++) {
      world.remote.mailbox("INBOX").add(World.text("m" + i), FlagSet.none());
    }
    world.sync();
    FakeLocal.Directory disk = world.local.directory("INBOX");
    disk.files.clear();
    disk.version = 99_999;
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.GUARD);
    for (int i = 0; i < 200; i++) {
      disk.add("n" + i, World.text("n" + i), FlagSet.none());
    }
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.GUARD);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.GUARD);
    assertThat(world.remoteMail()).hasSize(260);
    assertThat(world.localMail()).hasSize(200);
  }

  @Test
  void twoFoldersOfOneNameAreBothLeftAlone() {
    World world = new World();
    world.remote.mailbox("a.b").add(World.text("1"), FlagSet.none());
    world.remote.mailbox("a/b").add(World.text("2"), FlagSet.none());
    world.sync();
    assertThat(world.localMail()).singleElement().asString().contains("<2@");
    assertThat(events(world, SyncEvent.Warning.class)).hasSize(1);
  }
}
