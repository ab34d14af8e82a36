package org.offlineimap.repository.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;
import org.offlineimap.testing.Proves;

/** A list of changes tells exactly what a full list would, with whatever the server can. */
@Timeout(120)
class DeltaListingTest {
  private static final int ROUNDS = 60;
  private static final byte[] MAIL = "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final OffsetDateTime DATE =
      OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);

  private static SandboxServer server(Capability... without) throws IOException {
    return SandboxServer.builder().grace(java.time.Duration.ZERO).without(without).start();
  }

  private static Map<Long, FlagSet> there(Mailbox box) {
    Map<Long, FlagSet> all = new TreeMap<>();
    for (StoredMessage message : box.messages()) {
      all.put(message.uid(), message.flags());
    }
    return all;
  }

  private static Map<Long, FlagSet> told(MessageList list) {
    Map<Long, FlagSet> all = new TreeMap<>();
    for (int i = 0; i < list.size(); i++) {
      all.put(list.uid(i), list.flags(i));
    }
    return all;
  }

  private static Listing.Complete list(RemoteFolder folder, Optional<Checkpoint> since)
      throws SyncException {
    return (Listing.Complete) folder.beginList(since).await();
  }

  private static Checkpoint point(Listing.Complete seen) {
    return new Checkpoint(
        seen.uidValidity(),
        seen.uidNext().orElseThrow(),
        seen.highestModSeq().orElseThrow(),
        false,
        true,
        0,
        seen.messages());
  }

  private static FlagSet someFlags(Random random) {
    List<String> names = List.of("\\Seen", "\\Flagged", "$Work", "\\Deleted", "$Junk");
    return FlagSet.ofImapNames(names.stream().filter(_ -> random.nextInt(3) == 0).toList());
  }

  private static void change(Mailbox box, Random random) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      box.deliver(MAIL, someFlags(random), DATE);
      List<StoredMessage> all = box.messages();
      StoredMessage one = all.get(random.nextInt(all.size()));
      switch (random.nextInt(4)) {
        case 0 -> box.expunge(one.uid());
        case 1 -> box.setFlags(one.uid(), someFlags(random));
        case 2 -> {
          box.expunge(one.uid());
          box.expunge(all.getLast().uid());
        }
        default -> box.deliver(MAIL, someFlags(random), DATE);
      }
    }
  }

  /** How many of the rounds were listed by their changes. */
  private static int histories(SandboxServer server) throws SyncException {
    Random random = new Random(Long.getLong("seed", 7L));
    Mailbox box = server.mailbox("user", "INBOX");
    int deltas = 0;
    try (ImapRepository repository = SandboxRepository.on(server.port())) {
      RemoteFolder folder = repository.folder(FolderName.INBOX);
      Listing.Complete seen = list(folder, Optional.empty());
      for (int round = 0; round < ROUNDS; round++) {
        change(box, random);
        seen = list(folder, Optional.of(point(seen)));
        deltas += seen.full() ? 0 : 1;
        assertThat(told(seen.messages())).as("round %d", round).isEqualTo(there(box));
      }
    }
    return deltas;
  }

  @Test
  void qresyncTellsEverythingInOneAnswer() throws Exception {
    try (SandboxServer server = server()) {
      assertThat(histories(server)).isEqualTo(ROUNDS);
      assertThat(server.lastSession().commandsAfterLogin())
          .noneMatch(command -> command.contains("SEARCH"))
          .filteredOn(command -> command.contains("FETCH"))
          .hasSize(1);
    }
  }

  @Test
  @Proves(Quirk.NO_QRESYNC)
  void condstoreFindsWhatIsGoneByASearch() throws Exception {
    try (SandboxServer server = server(Capability.QRESYNC)) {
      assertThat(histories(server)).isEqualTo(ROUNDS);
      assertThat(server.lastSession().commandsAfterLogin())
          .anyMatch(command -> command.contains("SEARCH RETURN (ALL)"));
    }
  }

  @Test
  void condstoreWithoutExtendedSearchDoesToo() throws Exception {
    try (SandboxServer server = server(Capability.QRESYNC, Capability.ESEARCH)) {
      assertThat(histories(server)).isEqualTo(ROUNDS);
    }
  }

  @Test
  void anotherUidValidityIsListedInFull() throws Exception {
    try (SandboxServer server = server();
        ImapRepository repository = SandboxRepository.on(server.port())) {
      Mailbox box = server.mailbox("user", "INBOX");
      box.deliver(MAIL, FlagSet.none(), DATE);
      RemoteFolder folder = repository.folder(FolderName.INBOX);
      Listing.Complete before = list(folder, Optional.empty());
      box.changeUidValidity();
      Listing.Complete after = list(folder, Optional.of(point(before)));
      assertThat(after.full()).isTrue();
      assertThat(after.uidValidity().value()).isEqualTo(box.uidValidity());
    }
  }

  @Test
  void aBaseThatDoesNotAddUpIsListedInFullInTheSameRun() throws Exception {
    try (SandboxServer server = server();
        ImapRepository repository = SandboxRepository.on(server.port())) {
      Mailbox box = server.mailbox("user", "INBOX");
      for (int i = 0; i < 5; i++) {
        box.deliver(MAIL, FlagSet.none(), DATE);
      }
      RemoteFolder folder = repository.folder(FolderName.INBOX);
      Listing.Complete seen = list(folder, Optional.empty());
      Checkpoint good = point(seen);
      box.setFlags(2, FlagSet.ofLetters("S"));
      Checkpoint lacksOne =
          new Checkpoint(
              good.uidValidity(),
              good.uidNext(),
              good.highestModSeq(),
              false,
              true,
              0,
              good.messages().filter(uid -> uid != 4));
      Listing.Complete again = list(folder, Optional.of(lacksOne));
      assertThat(again.full()).isTrue();
      assertThat(told(again.messages())).isEqualTo(there(box));
    }
  }
}
