package org.offlineimap.repository.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.Copying;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.Criterion;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.repository.RemoteFolder.Removal;
import org.offlineimap.repository.RemoteFolder.Transferred;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;

/**
 * A server that carries a command out for its last three messages only (RFC 9738): all of each job
 * is done nevertheless, whether it announces that, or only says so afterwards.
 */
final class MessageLimitTest {
  private static final UidSet ALL = UidSet.range(1, 8);
  private SandboxServer server;

  @BeforeEach
  void begin() throws IOException {
    start(SandboxServer.builder().messageLimit(3).without(Capability.MESSAGELIMIT));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void start(SandboxServer.Builder builder) throws IOException {
    if (server != null) {
      server.close();
    }
    server = builder.start();
    for (int i = 1; i <= 8; i++) {
      deliver();
    }
  }

  private void start(boolean announced, Capability... missing) throws IOException {
    SandboxServer.Builder builder = SandboxServer.builder().messageLimit(3);
    if (announced) {
      builder.with(Capability.UIDONLY);
    } else {
      builder.without(Capability.MESSAGELIMIT);
    }
    start(builder.without(missing));
  }

  private void deliver() {
    box()
        .deliver(
            "Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.US_ASCII),
            FlagSet.none(),
            OffsetDateTime.parse("2026-01-01T00:00:00Z"));
  }

  private Mailbox box() {
    return server.mailbox("user", "INBOX");
  }

  private RemoteFolder inbox() {
    return SandboxRepository.on(server.port()).folder(new FolderName("INBOX"));
  }

  /** INBOX and another folder, both listed: where from and where to. */
  private List<RemoteFolder> two() throws SyncException {
    server.mailbox("user", "Other");
    ImapRepository repository = SandboxRepository.on(server.port());
    List<RemoteFolder> both =
        List.of(
            repository.folder(new FolderName("INBOX")), repository.folder(new FolderName("Other")));
    for (RemoteFolder each : both) {
      list(each);
    }
    return both;
  }

  private static Listing.Complete list(RemoteFolder folder, Optional<Checkpoint> since)
      throws SyncException {
    return (Listing.Complete) folder.beginList(since).await();
  }

  private static Listing.Complete list(RemoteFolder folder) throws SyncException {
    return list(folder, Optional.empty());
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void listsEverything(boolean announced) throws Exception {
    start(announced);
    RemoteFolder folder = inbox();
    Listing.Complete seen = list(folder);
    assertThat(seen.messages().uids()).isEqualTo(ALL);
    assertThat(seen.shownFrom()).isZero();
  }

  /** Each listing is cut, and to go on it needs its own mailbox again. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void listsFoldersThatWereAskedTogether(boolean announced) throws Exception {
    start(announced);
    server.mailbox("user", "Other");
    ImapRepository repository = SandboxRepository.on(server.port());
    RemoteFolder.Inquiry first =
        repository.folder(new FolderName("INBOX")).beginList(Optional.empty());
    RemoteFolder.Inquiry second =
        repository.folder(new FolderName("Other")).beginList(Optional.empty());
    assertThat(((Listing.Complete) second.await()).messages().size()).isZero();
    assertThat(((Listing.Complete) first.await()).messages().uids()).isEqualTo(ALL);
  }

  /** By CONDSTORE with a search for what is gone: both are cut, and both go on. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void listsAllChanges(boolean announced) throws Exception {
    start(announced, Capability.QRESYNC);
    RemoteFolder folder = inbox();
    Listing.Complete seen = list(folder);
    Checkpoint point = point(seen);
    for (long uid = 2; uid <= 8; uid++) {
      box().setFlags(uid, FlagSet.of(SystemFlag.SEEN));
    }
    box().expunge(1);
    deliver();
    Listing.Complete now = list(folder, Optional.of(point));
    assertThat(now.full()).isFalse();
    assertThat(now.messages().uids()).isEqualTo(UidSet.range(2, 9));
    assertThat(now.messages().flags(0)).isEqualTo(FlagSet.of(SystemFlag.SEEN));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fetchesEveryBody(boolean announced) throws Exception {
    start(announced);
    RemoteFolder folder = inbox();
    list(folder);
    Map<Uid, ByteArrayOutputStream> bodies = new TreeMap<>();
    RemoteFolder.FetchOutcome got = folder.fetch(ALL, into(bodies)).await();
    assertThat(got.complete()).isEqualTo(ALL);
    assertThat(got.missing()).isEqualTo(UidSet.empty());
    assertThat(bodies).hasSize(8);
    List<RemoteFolder.Facts> facts = new ArrayList<>();
    folder.facts(ALL, facts::add);
    assertThat(facts).hasSize(8);
    assertThat(folder.search(new Criterion.Smaller(1000), ALL)).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void flagsAndDeletesAll(boolean announced) throws Exception {
    start(announced);
    RemoteFolder folder = inbox();
    list(folder);
    folder
        .beginFlagChanges(List.of(new FlagChange(ALL, FlagSet.of(SystemFlag.FLAGGED), true)))
        .await();
    assertThat(box().messages()).allMatch(m -> m.flags().contains(SystemFlag.FLAGGED));
    Removal gone = folder.beginDelete(ALL, UidSet.empty(), true).await();
    assertThat(gone.gone()).isEqualTo(ALL);
    assertThat(box().messages()).isEmpty();
  }

  /** The limit shows for the first time at the marks, with the EXPUNGE already behind them. */
  @Test
  void whatIsMarkedLateIsExpungedToo() throws Exception {
    start(false);
    Checkpoint point = point(list(inbox()));
    RemoteFolder folder = inbox();
    folder.recall(point);
    assertThat(folder.beginDelete(ALL, UidSet.empty(), true).await().gone()).isEqualTo(ALL);
    assertThat(box().messages()).isEmpty();
  }

  @Test
  void plainExpungeIsRepeatedUntilAllIsGone() throws Exception {
    start(false, Capability.UIDPLUS);
    RemoteFolder folder = inbox();
    list(folder);
    assertThat(folder.beginDelete(ALL, UidSet.empty(), true).await().gone()).isEqualTo(ALL);
    assertThat(box().messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void copiesAndMovesAll(boolean announced) throws Exception {
    for (boolean move : new boolean[] {false, true}) {
      start(announced);
      List<RemoteFolder> both = two();
      Transferred done = both.getFirst().beginTransfer(ALL, both.getLast(), move).await();
      assertThat(server.mailbox("user", "Other").messages()).hasSize(8);
      assertThat(box().messages()).hasSize(move ? 0 : 8);
      assertThat(done.absent()).isEqualTo(UidSet.empty());
      assertThat(done.refused()).isEmpty();
      assertThat(done.placed()).hasSize(8);
    }
  }

  /** A code that tells of the limit leaves no room for COPYUID: those are searched for. */
  @Test
  void aCopyThatWasCutGoesOnAndLosesNothing() throws Exception {
    start(false);
    try (ImapConnection connection = SandboxRepository.open(server.port())) {
      server.mailbox("user", "Other");
      connection.select(new FolderName("INBOX"), false).await();
      Copying copying = connection.transfer(ALL, new FolderName("Other"), false).getFirst();
      assertThat(copying.places().await()).isEmpty();
    }
    assertThat(server.mailbox("user", "Other").messages()).hasSize(8);
  }

  /** Nothing was done, so that all of it is asked in parts. */
  @Test
  void aCopyThatIsTooManyIsCopiedInParts() throws Exception {
    start(SandboxServer.builder());
    server.nextConnection(
        new FaultScript().no("UID COPY", 1, "[MESSAGELIMIT 3] Too many, none were copied"));
    List<RemoteFolder> both = two();
    Transferred done = both.getFirst().beginTransfer(ALL, both.getLast(), false).await();
    assertThat(done.placed()).hasSize(8);
    assertThat(server.mailbox("user", "Other").messages()).hasSize(8);
    assertThat(server.lastSession().commands().stream().filter(c -> c.startsWith("UID COPY")))
        .hasSize(4);
  }

  @Test
  void noCommandIsAboutMoreThanTheServerAnnounces() throws Exception {
    start(true);
    RemoteFolder folder = inbox();
    list(folder);
    folder
        .beginFlagChanges(List.of(new FlagChange(ALL, FlagSet.of(SystemFlag.SEEN), true)))
        .await();
    assertThat(server.lastSession().commands())
        .filteredOn(sent -> sent.startsWith("UID STORE"))
        .extracting(sent -> sent.split(" ", -1)[2])
        .containsExactly("1:3", "4:6", "7:8");
  }

  @Test
  void noBatchOfUploadsHasMoreThanTheServerAnnounces() throws Exception {
    start(true);
    RemoteFolder folder = inbox();
    list(folder);
    List<RemoteFolder.NewMessage> eight = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      eight.add(new RemoteFolder.NewMessage(message(), FlagSet.none(), Optional.empty()));
    }
    assertThat(folder.beginAppend(eight).await())
        .hasSize(8)
        .hasOnlyElementsOfType(RemoteFolder.AppendOutcome.Stored.class);
    assertThat(server.lastSession().commands().stream().filter(c -> c.startsWith("APPEND")))
        .hasSize(3);
  }

  private static MessageSource message() {
    return new MessageSource() {
      @Override
      public long wireOctets() {
        return 3;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write("one".getBytes(StandardCharsets.US_ASCII));
      }
    };
  }

  /** What is older shows when sequence numbers are given up; then what is gone is gone. */
  @Test
  void uidOnlyShowsWhatAWindowHides() throws Exception {
    start(SandboxServer.builder().with(Capability.UIDONLY).messageLimit(3).window(2));
    Listing.Complete seen = list(inbox());
    assertThat(seen.messages().uids()).isEqualTo(ALL);
    assertThat(seen.shownFrom()).isZero();
    assertThat(server.lastSession().commands())
        .anyMatch(sent -> sent.startsWith("ENABLE") && sent.contains("UIDONLY"));
  }

  /** Switching the extensions off leaves the window what it is. */
  @Test
  void withoutUidOnlyAWindowIsRemembered() throws Exception {
    start(SandboxServer.builder().with(Capability.UIDONLY).messageLimit(3).window(2));
    ConnectionOptions plain =
        ConnectionOptions.named("test").without(java.util.Set.of("UIDONLY", "MESSAGELIMIT"));
    RemoteFolder folder =
        SandboxRepository.on(server.port(), plain).folder(new FolderName("INBOX"));
    Listing.Complete seen = list(folder);
    assertThat(seen.messages().uids()).isEqualTo(UidSet.of(7, 8));
    assertThat(seen.shownFrom()).isEqualTo(7);
  }

  private static BodySink into(Map<Uid, ByteArrayOutputStream> bodies) {
    return new BodySink() {
      @Override
      public OutputStream open(Uid uid, long octets) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        bodies.put(uid, body);
        return body;
      }

      @Override
      public void abandon(Uid uid) {
        throw new IllegalStateException("nothing is cut here");
      }
    };
  }
}
