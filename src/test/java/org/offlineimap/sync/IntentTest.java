package org.offlineimap.sync;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SyncException;
import org.offlineimap.status.StatusKey;
import org.offlineimap.status.UploadIntent;
import org.offlineimap.testing.FakeLocal;
import org.offlineimap.testing.FakeRemote;

/**
 * Uploads that were begun in a run that was cut off, or whose UIDs were never told: defects 17, 18
 * and 19 of the original.
 */
final class IntentTest {
  private static final String NAMELESS = "Subject: no id\r\n\r\nBody.\r\n";

  private final World world = new World();
  private final FakeRemote.Mailbox inbox = world.remote.mailbox("INBOX");
  private final FakeLocal.Directory disk = world.local.directory("INBOX");

  @BeforeEach
  void inAgreement() {
    inbox.add(World.text("old"), FlagSet.none());
    world.sync();
  }

  /** As before an APPEND: the file is there, the intent is written, nothing was sent. */
  private UploadIntent begin(String key, String text) throws SyncException {
    return begin(key, text, text.length());
  }

  /** The same where the message has another length on the server, from which it is moved. */
  private UploadIntent begin(String key, String text, int length) throws SyncException {
    disk.add(key, text, FlagSet.none());
    byte[] octets = text.getBytes(ISO_8859_1);
    UploadIntent.Draft draft =
        new UploadIntent.Draft(
            StatusKey.of("INBOX", "/"),
            inbox.uidValidity,
            OptionalLong.of(inbox.uidNext),
            key,
            length,
            Fingerprint.digest(octets),
            Fingerprint.messageId(octets),
            OptionalLong.of(1_000_000_000));
    return world.status.journal().begin(List.of(draft)).getFirst();
  }

  private List<String> appends() {
    List<String> appends = new ArrayList<>(world.effectsOfSync());
    appends.removeIf(effect -> !effect.startsWith("append"));
    return appends;
  }

  private void isWhole(int messages) {
    assertThat(world.status.intents()).isEmpty();
    assertThat(world.localMail()).hasSize(messages).isEqualTo(world.remoteMail());
    assertThat(world.uidsAgree()).isTrue();
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void whatArrivedBeforeTheCutIsAdoptedAndNotSent() throws SyncException {
    begin("a", World.text("a"));
    inbox.add(World.text("a"), FlagSet.none());
    assertThat(appends()).isEmpty();
    isWhole(2);
  }

  @Test
  void whatDidNotArriveIsSentOnce() throws SyncException {
    begin("a", World.text("a"));
    assertThat(appends()).hasSize(1);
    isWhole(2);
  }

  @Test
  void ofEqualMessagesThoseThatArrivedAreTakenFromTheLowestUidOn() throws SyncException {
    for (String key : List.of("a", "b", "c")) {
      begin(key, World.text("twin"));
    }
    inbox.add(World.text("twin"), FlagSet.none());
    inbox.add(World.text("twin"), FlagSet.none());
    assertThat(appends()).hasSize(1);
    assertThat(disk.keyOf(2)).isPresent();
    assertThat(disk.keyOf(3)).isPresent();
    isWhole(4);
  }

  @Test
  void messagesOfOneLengthAndHeaderAreToldApartByTheirBodies() throws SyncException {
    begin("a", "Subject: s\r\n\r\nbody 1\r\n");
    begin("b", "Subject: s\r\n\r\nbody 2\r\n");
    inbox.add("Subject: s\r\n\r\nbody 2\r\n", FlagSet.none());
    assertThat(appends()).hasSize(1);
    isWhole(3);
  }

  /**
   * On the server it has a field that an upload leaves out, as labels take such a field's place.
   */
  @Test
  void whatWasMovedIsKnownByWhatIsSentOfIt() throws SyncException {
    SyncSettings.Conduct d = world.settings.conduct();
    world.conduct(
        new SyncSettings.Conduct(true, d.guard(), d.ignoreReadOnly(), Set.of("x-keywords"), 2));
    String there = "Subject: s\r\nX-Keywords: sender\r\n\r\nbody 1\r\n";
    begin("a", "Subject: s\r\n\r\nbody 1\r\n", there.length());
    begin("b", "Subject: s\r\n\r\nbody 2\r\n", there.length());
    inbox.add(there.replace("body 1", "body 2"), FlagSet.none());
    inbox.add(there, FlagSet.none());
    assertThat(appends()).isEmpty();
    assertThat(world.status.intents()).isEmpty();
    assertThat(inbox.mails).hasSize(3);
    assertThat(disk.files).hasSize(3);
    assertThat(disk.files.values())
        .anyMatch(mail -> mail.uid().equals(Optional.of(2L)) && mail.text().contains("body 2"));
    assertThat(disk.files.values())
        .anyMatch(mail -> mail.uid().equals(Optional.of(3L)) && mail.text().contains("body 1"));
    assertThat(world.effectsOfSync()).isEmpty();
  }

  /** The file holds what the server has, and what is sent of it would be less. */
  @Test
  void whatWasMovedIsKnownAlsoAsTheServerHasIt() throws SyncException {
    SyncSettings.Conduct d = world.settings.conduct();
    world.conduct(
        new SyncSettings.Conduct(true, d.guard(), d.ignoreReadOnly(), Set.of("x-status"), 2));
    String text = "Subject: s\r\nX-Status: A\r\n\r\nbody 1\r\n";
    begin("a", text);
    begin("b", text.replace("body 1", "body 2"));
    inbox.add(text.replace("body 1", "body 2"), FlagSet.none());
    inbox.add(text, FlagSet.none());
    assertThat(appends()).isEmpty();
    isWhole(3);
  }

  /** However many uploads were cut off. */
  @Test
  void headersAreAskedForAtOnce() throws SyncException {
    for (int i = 0; i < 60; i++) {
      begin("k" + i, World.text("m" + i));
      inbox.add(World.text("m" + i), FlagSet.none());
    }
    assertThat(appends()).isEmpty();
    assertThat(world.remote.headerCommands).isEqualTo(1);
    isWhole(61);
  }

  /** Nor does it matter that the server rewrote them all. */
  @Test
  void headersOfWhatHasAnotherLengthAreAskedForAtOnce() throws SyncException {
    List<UploadIntent> begun = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      begun.add(begin("k" + i, World.text("m" + i)));
      inbox.add("X-Seen: by server\r\n" + World.text("m" + i), FlagSet.none());
    }
    world.status.journal().unmapped(begun);
    assertThat(appends()).isEmpty();
    assertThat(world.remote.headerCommands).isEqualTo(1);
    assertThat(world.status.intents()).isEmpty();
    assertThat(world.localMail()).hasSize(21);
    assertThat(world.effectsOfSync()).isEmpty();
  }

  /** An equal message that was there before the intent is another one. */
  @Test
  void whatWasThereBeforeIsNotTakenForIt() throws SyncException {
    inbox.add(World.text("twin"), FlagSet.none());
    begin("a", World.text("twin"));
    assertThat(appends()).hasSize(1);
    assertThat(world.remoteMail()).hasSize(3).isEqualTo(world.localMail());
    assertThat(world.uidsAgree()).isTrue();
  }

  @Test
  void afterAnotherUidValidityItIsLookedForEverywhere() throws SyncException {
    begin("a", World.text("a"));
    inbox.add(World.text("a"), FlagSet.none());
    world.renumber(1);
    assertThat(appends()).isEmpty();
    isWhole(2);
  }

  @Test
  void aFileThatWasEditedMeanwhileIsAnotherMessage() throws SyncException {
    begin("a", World.text("a"));
    inbox.add(World.text("a"), FlagSet.none());
    disk.add("a", World.text("b"), FlagSet.none());
    assertThat(appends()).hasSize(1);
    isWhole(3);
  }

  @Test
  void aFileThatIsGoneEndsItsIntentAndTheMessageComesDown() throws SyncException {
    begin("a", World.text("a"));
    inbox.add(World.text("a"), FlagSet.none());
    disk.set("a", Optional.empty());
    assertThat(appends()).isEmpty();
    isWhole(2);
  }

  /** The server rewrote it, and it has no Message-ID: it can never be recognised. */
  @Test
  void whatWasStoredSomewhereIsKeptToldAndNeverSentAgain() {
    world.remote.uidPlus = false;
    world.remote.rewrites = true;
    disk.add("a", NAMELESS, FlagSet.none());
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    for (int run = 0; run < 3; run++) {
      assertThat(appends()).isEmpty();
      assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
      assertThat(world.events)
          .anyMatch(e -> e instanceof SyncEvent.Notice n && n.text().contains("was uploaded"));
    }
    assertThat(disk.files).containsKey("a");
    assertThat(world.status.intents()).singleElement().matches(UploadIntent::unmapped);
    assertThat(inbox.mails).hasSize(2);
    assertThat(disk.files).hasSize(3);
  }

  /** The server hides a new message for a while, then shows a rewritten one. */
  @Test
  void whatTurnsUpLaterWithTheSameIdIsAdopted() throws SyncException {
    UploadIntent intent = begin("a", World.text("a"));
    world.status.journal().unmapped(List.of(intent));
    assertThat(appends()).isEmpty();
    assertThat(world.localMail()).hasSize(2);
    inbox.add("X-Seen: by server\r\n" + World.text("a"), FlagSet.none());
    assertThat(appends()).isEmpty();
    assertThat(world.status.intents()).isEmpty();
    assertThat(disk.keyOf(2)).isPresent();
    assertThat(world.localMail()).hasSize(2);
    assertThat(world.effectsOfSync()).isEmpty();
  }
}
