package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.repository.RemoteFolder.Traits;
import org.offlineimap.testing.FakeLocal;
import org.offlineimap.testing.FakeRemote;

/** What happens when the server's UIDs mean nothing any more: defect 1 of the original. */
final class UidValidityTest {
  private static List<String> notices(World world) {
    return world.events.stream()
        .filter(SyncEvent.Notice.class::isInstance)
        .map(event -> ((SyncEvent.Notice) event).text())
        .toList();
  }

  private static World inAgreement(String... names) {
    World world = new World();
    for (String name : names) {
      world.remote.mailbox("INBOX").add(World.text(name), FlagSet.none());
    }
    world.sync();
    return world;
  }

  private static void adopt(World world, String folder) {
    world.orders(new SyncSettings.Orders(false, Map.of(), Optional.of(new FolderName(folder))));
  }

  @Test
  void messagesThatAllHaveTheirPartnersAreRePairedWithoutATransfer() {
    World world = inAgreement("a", "b", "c");
    world.renumber(1);
    List<String> effects = world.effectsOfSync();
    assertThat(effects).noneMatch(e -> e.startsWith("append") || e.startsWith("deliver"));
    assertThat(effects).noneMatch(e -> e.startsWith("flag") || e.startsWith("delete"));
    assertThat(world.uidsAgree()).isTrue();
    assertThat(notices(world)).anyMatch(text -> text.endsWith("changed: 3 re-paired, 0 fetched"));
    assertThat(world.effectsOfSync()).isEmpty();
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
  }

  @Test
  void aPendingDeletionIsForgottenAndItsMessageComesBack() {
    World world = inAgreement("a", "b", "c");
    FakeLocal.Directory disk = world.local.directory("INBOX");
    disk.set(disk.keyOf(2).orElseThrow(), Optional.empty());
    world.renumber(1);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.remoteMail()).hasSize(3).isEqualTo(world.localMail());
    assertThat(notices(world)).anyMatch(text -> text.endsWith("2 re-paired, 1 fetched"));
  }

  @Test
  void equalMessagesPairByNumberAndNewOnesGoUpAsAlways() {
    World world = inAgreement("twin", "twin", "other");
    world.local.directory("INBOX").add("n", World.text("new"), FlagSet.none());
    world.renumber(1);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.remoteMail()).hasSize(4).isEqualTo(world.localMail());
    assertThat(world.uidsAgree()).isTrue();
  }

  @Test
  void oneMessageWithoutAPartnerLeavesTheFolderAloneAtEachRun() {
    World world = inAgreement("a", "b", "c");
    world.renumber(1);
    FakeRemote.Mailbox inbox = world.remote.mailbox("INBOX");
    inbox.mails.remove(2L);
    List<String> local = world.localMail();
    for (int run = 0; run < 2; run++) {
      assertThat(world.effectsOfSync()).isEmpty();
      assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.UIDVALIDITY);
    }
    assertThat(world.localMail()).isEqualTo(local);
    assertThat(world.status.rows("INBOX")).hasSize(3);
  }

  @Test
  void thePersonMayTakeTheFolderUpAgain() {
    World world = inAgreement("a", "b", "c");
    world.renumber(1);
    world.remote.mailbox("INBOX").mails.remove(2L);
    world.remote.mailbox("INBOX").add(World.text("d"), FlagSet.none());
    adopt(world, "Other");
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.UIDVALIDITY);
    adopt(world, "INBOX");
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(notices(world))
        .anyMatch(text -> text.endsWith("2 re-paired, 1 fetched, 1 uploaded"));
    assertThat(world.remoteMail()).hasSize(4).isEqualTo(world.localMail());
    assertThat(world.uidsAgree()).isTrue();
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void aDryRunOnlyTellsTheNumbers() {
    World world = inAgreement("a", "b");
    world.renumber(1);
    world.orders(new SyncSettings.Orders(true, Map.of(), Optional.empty()));
    assertThat(world.effectsOfSync()).isEmpty();
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(notices(world)).anyMatch(text -> text.endsWith("2 re-paired, 0 fetched"));
  }

  @Test
  void messagesOfOneLengthAreToldApartByTheirIdsOrHeaders() {
    World world = new World();
    FakeRemote.Mailbox inbox = world.remote.mailbox("INBOX");
    for (String name : List.of("x", "y")) {
      inbox.add("Subject: " + name + "\r\n\r\nbody", FlagSet.none());
    }
    inbox.add(World.text("1"), FlagSet.none());
    inbox.add(World.text("2"), FlagSet.none());
    world.sync();
    world.renumber(2);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.uidsAgree()).isTrue();
    assertThat(world.remoteMail()).hasSize(4);
  }

  private static void date(World world, long uid, long second) {
    world
        .remote
        .mailbox("INBOX")
        .traits
        .put(uid, new Traits(Optional.of(Instant.ofEpochSecond(second)), Optional.empty()));
  }

  private static World dated() {
    World world = new World();
    world.remote.mailbox("INBOX").add("Message-ID: <twin@x>\r\n\r\none", FlagSet.none());
    world.remote.mailbox("INBOX").add("Message-ID: <twin@x>\r\n\r\ntwo", FlagSet.none());
    date(world, 1, 1000);
    date(world, 2, 2000);
    world.sync();
    world.renumber(1);
    return world;
  }

  @Test
  void messagesWithEqualHeadersAreToldApartByTheDatesThatAreRemembered() {
    World world = dated();
    date(world, 1, 2000);
    date(world, 2, 1000);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.uidsAgree()).isTrue();
  }

  @Test
  void aMessageOfAnotherDateThanRememberedIsNoPartner() {
    World world = dated();
    date(world, 1, 1000);
    date(world, 2, 2001);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.UIDVALIDITY);
    world.status.notes().forget();
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
  }
}
