package org.offlineimap.repository.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.Facts;
import org.offlineimap.repository.RemoteFolder.Transferred;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;

/** Copies and moves on the server, and what it says of them. */
final class TransferTest {
  private @Nullable SandboxServer server;
  private @Nullable ImapRepository repository;

  @AfterEach
  void stop() throws Exception {
    if (repository != null) {
      repository.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private RemoteFolder start(Capability... missing) throws Exception {
    server =
        SandboxServer.builder()
            .user("user", "secret")
            .grace(Duration.ZERO)
            .without(missing)
            .start();
    for (int i = 1; i <= 4; i++) {
      deliver("INBOX", "message " + i);
    }
    deliver("A", "in A");
    deliver("B", "in B");
    repository = SandboxRepository.on(running().port());
    repository.listFolders();
    return folder("INBOX");
  }

  private SandboxServer running() {
    return java.util.Objects.requireNonNull(server);
  }

  private void deliver(String folder, String text) {
    running()
        .mailbox("user", folder)
        .deliver(
            text.getBytes(StandardCharsets.US_ASCII),
            FlagSet.ofLetters("F"),
            Instant.ofEpochSecond(1_700_000_000).atOffset(ZoneOffset.UTC));
  }

  private RemoteFolder folder(String name) throws SyncException {
    RemoteFolder folder = java.util.Objects.requireNonNull(repository).folder(new FolderName(name));
    folder.beginList(Optional.empty()).await();
    return folder;
  }

  private List<String> texts(String folder) {
    return running().mailbox("user", folder).messages().stream()
        .map(message -> new String(message.octets(), StandardCharsets.US_ASCII))
        .toList();
  }

  @Test
  void severalMovesFromOneFolderTellTheNewUids() throws Exception {
    RemoteFolder inbox = start();
    RemoteFolder a = folder("A");
    RemoteFolder b = folder("B");
    assertThat(inbox.movesAtOnce()).isTrue();
    RemoteFolder.Transferring first = inbox.beginTransfer(UidSet.of(1, 3), a, true);
    RemoteFolder.Transferring second = inbox.beginTransfer(UidSet.of(2), b, true);
    assertThat(first.await())
        .isEqualTo(
            new Transferred(
                Map.of(new Uid(1), new Uid(2), new Uid(3), new Uid(3)),
                UidSet.empty(),
                UidSet.empty(),
                Map.of()));
    assertThat(second.await().placed()).isEqualTo(Map.of(new Uid(2), new Uid(2)));
    assertThat(texts("INBOX")).containsExactly("message 4");
    assertThat(texts("A")).containsExactly("in A", "message 1", "message 3");
    assertThat(texts("B")).containsExactly("in B", "message 2");
  }

  @Test
  void aCopyLeavesTheMessageWhereItIs() throws Exception {
    RemoteFolder inbox = start(Capability.MOVE);
    assertThat(inbox.movesAtOnce()).isFalse();
    assertThat(inbox.beginTransfer(UidSet.of(4), folder("A"), false).await().placed())
        .isEqualTo(Map.of(new Uid(4), new Uid(2)));
    assertThat(texts("INBOX")).hasSize(4);
    assertThat(texts("A")).containsExactly("in A", "message 4");
  }

  @Test
  void withoutUidPlusTheyAreSomewhere() throws Exception {
    RemoteFolder inbox = start(Capability.UIDPLUS);
    Transferred done = inbox.beginTransfer(UidSet.of(1, 2), folder("A"), true).await();
    assertThat(done.somewhere()).isEqualTo(UidSet.of(1, 2));
    assertThat(done.placed()).isEmpty();
    assertThat(texts("A")).containsExactly("in A", "message 1", "message 2");
  }

  @Test
  void whatWasGoneBeforeIsToldApart() throws Exception {
    RemoteFolder inbox = start();
    running().mailbox("user", "INBOX").expunge(2);
    Transferred done = inbox.beginTransfer(UidSet.of(1, 2), folder("A"), true).await();
    assertThat(done.placed()).isEqualTo(Map.of(new Uid(1), new Uid(2)));
    assertThat(done.absent()).isEqualTo(UidSet.of(2));
  }

  @Test
  void aRefusalIsNoFailureOfTheFolder() throws Exception {
    RemoteFolder inbox = start();
    RemoteFolder a = folder("A");
    RemoteFolder.Transferring asked = inbox.beginTransfer(UidSet.of(99), a, true);
    assertThat(asked.await().placed()).isEmpty();
    running().mailbox("user", "A").selectable(false);
    Transferred done = inbox.beginTransfer(UidSet.of(1), a, true).await();
    assertThat(done.refused()).containsOnlyKeys(new Uid(1));
    assertThat(texts("INBOX")).hasSize(4);
  }

  @Test
  void factsOfSeveralFoldersAreOneTurnaround() throws Exception {
    RemoteFolder inbox = start();
    RemoteFolder a = folder("A");
    RemoteFolder b = folder("B");
    List<Facts> told = java.util.Collections.synchronizedList(new ArrayList<>());
    long before = turnarounds();
    List<RemoteFolder.Telling> asked = new ArrayList<>();
    for (RemoteFolder folder : List.of(inbox, a, b)) {
      asked.add(folder.beginFacts(UidSet.of(1), told::add));
    }
    for (RemoteFolder.Telling one : asked) {
      one.await();
    }
    assertThat(turnarounds() - before).isEqualTo(1);
    assertThat(told).extracting(Facts::octets).containsExactlyInAnyOrder(9L, 4L, 4L);
    assertThat(told)
        .allSatisfy(facts -> {
          assertThat(facts.internalDate()).contains(Instant.ofEpochSecond(1_700_000_000));
          assertThat(facts.traits().identity()).isPresent();
        });
  }

  private long turnarounds() throws IOException {
    return java.util.Objects.requireNonNull(repository).traffic().turnarounds();
  }
}
