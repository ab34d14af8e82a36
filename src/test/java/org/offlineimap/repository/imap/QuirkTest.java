package org.offlineimap.repository.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.AppendOutcome;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.repository.RemoteWatch;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Eventually;
import org.offlineimap.testing.Proves;

/** Each quirk of {@code imap.protocol.Quirk} that a server must show to be met. */
final class QuirkTest {
  private SandboxServer server;

  @BeforeEach
  void begin() throws IOException {
    server = SandboxServer.builder().start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void start(SandboxServer.Builder builder) throws IOException {
    server.close();
    server = builder.start();
    deliver(3);
  }

  private void start(Behaviour behaviour) throws IOException {
    start(SandboxServer.builder().behaving(behaviour));
  }

  private void deliver(int count) {
    Mailbox box = server.mailbox("user", "INBOX");
    for (int i = 0; i < count; i++) {
      box.deliver(
          "Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.US_ASCII),
          FlagSet.none(),
          OffsetDateTime.parse("2026-01-01T00:00:00Z"));
    }
  }

  private void met(Behaviour behaviour) {
    assertThat(server.lastSession().met()).contains(behaviour);
  }

  private RemoteFolder inbox() {
    return SandboxRepository.on(server.port()).folder(new FolderName("INBOX"));
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

  @Test
  @Proves(Quirk.ID_BEFORE_SELECT)
  void saysWhoItIsBeforeTheFirstSelectOfAConnection() throws Exception {
    start(Behaviour.ID_REQUIRED);
    assertThat(list(inbox()).messages().size()).isEqualTo(3);
    assertThat(server.lastSession().commandsAfterLogin().getFirst()).startsWith("ID (");
  }

  @Test
  void theEmbeddedServerRefusesSelectBeforeId() throws Exception {
    start(SandboxServer.builder().behaving(Behaviour.ID_REQUIRED).without(Capability.ID));
    RemoteFolder folder = inbox();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> list(folder))
        .isInstanceOf(SyncException.FolderFailure.class);
    met(Behaviour.ID_REQUIRED);
  }

  @Test
  @Proves(Quirk.UIDNEXT_UNTOLD)
  void listsWithoutUidNext() throws Exception {
    start(Behaviour.NO_UIDNEXT);
    Listing.Complete listing = list(inbox());
    assertThat(listing.messages().size()).isEqualTo(3);
    assertThat(listing.uidNext()).isEqualTo(OptionalLong.empty());
    met(Behaviour.NO_UIDNEXT);
  }

  @Test
  @Proves(Quirk.MODSEQ_STANDS_STILL)
  void findsNewMailThatRaisedNoModSeq() throws Exception {
    for (Capability[] missing : new Capability[][] {{}, {Capability.QRESYNC}}) {
      start(SandboxServer.builder().behaving(Behaviour.MODSEQ_STUCK).without(missing));
      RemoteFolder folder = inbox();
      server.mailbox("user", "INBOX").expunge(1);
      Checkpoint before = point(list(folder));
      deliver(1);
      Listing.Complete after = list(folder, Optional.of(before));
      assertThat(after.messages().uids()).isEqualTo(UidSet.of(2, 3, 4));
      met(Behaviour.MODSEQ_STUCK);
    }
  }

  @Test
  @Proves(Quirk.SHORT_COMMANDS)
  void sendsLongSetsInParts() throws Exception {
    start(Behaviour.SHORT_LINES);
    deliver(5000);
    RemoteFolder folder = inbox();
    list(folder);
    UidSet.Builder odd = new UidSet.Builder();
    for (long uid = 1; uid <= 5000; uid += 2) {
      odd.add(uid);
    }
    UidSet wanted = odd.build();
    assertThat(wanted.toString().length()).isGreaterThan(8192);
    java.util.concurrent.atomic.AtomicInteger count =
        new java.util.concurrent.atomic.AtomicInteger();
    folder.facts(wanted, _ -> count.incrementAndGet());
    assertThat(count).hasValue(2500);
    assertThat(server.lastSession().met()).isEmpty();
    assertThat(server.lastSession().commands()).noneMatch(sent -> sent.length() > 8192);
  }

  @Test
  @Proves(Quirk.LISTING_LAGS)
  void looksAgainWhenTheListingLagsBehindTheCount() throws Exception {
    start(Behaviour.LISTING_LAG);
    assertThat(list(inbox()).messages().size()).isEqualTo(3);
    met(Behaviour.LISTING_LAG);
  }

  @Test
  @Proves(Quirk.MODSEQ_ZERO_REFUSED)
  void neverAsksForChangesSinceZero() throws Exception {
    start(Behaviour.NO_MODSEQ_ZERO);
    try (ImapConnection connection = SandboxRepository.open(server.port())) {
      connection.select(new FolderName("INBOX"), true).await();
      assertThat(connection.fetchChanged(0).await()).isNotNull();
    }
    assertThat(server.lastSession().commands()).anyMatch(sent -> sent.contains("CHANGEDSINCE 1"));
  }

  @Test
  @Proves(Quirk.FINAL_LINE_END_DEMANDED)
  void leavesAMessageWithoutAFinalLineEndAsItIs() throws Exception {
    start(Behaviour.FINAL_LINE_END);
    RemoteFolder folder = inbox();
    list(folder);
    assertThat(append(folder, "Subject: x\r\n\r\nno end", "Subject: y\r\n\r\nend\r\n"))
        .hasExactlyElementsOfTypes(AppendOutcome.Refused.class, AppendOutcome.Stored.class);
    met(Behaviour.FINAL_LINE_END);
  }

  @Test
  @Proves(Quirk.APPENDUID_UNTOLD)
  void anUploadWhoseUidIsNotToldIsStoredSomewhere() throws Exception {
    start(Behaviour.NO_APPENDUID);
    RemoteFolder folder = inbox();
    list(folder);
    assertThat(append(folder, "Subject: x\r\n\r\n"))
        .hasExactlyElementsOfTypes(AppendOutcome.StoredSomewhere.class);
    met(Behaviour.NO_APPENDUID);
  }

  @Test
  @Proves(Quirk.UNASKED_FETCH_RESPONSES)
  void countsNoAnswerThatNobodyAskedFor() throws Exception {
    start(Behaviour.UNASKED_FETCHES);
    RemoteFolder folder = inbox();
    Listing.Complete listing = list(folder);
    assertThat(listing.messages().uids()).isEqualTo(UidSet.of(1, 2, 3));
    assertThat(listing.messages().flags(1)).isEqualTo(FlagSet.none());
    met(Behaviour.UNASKED_FETCHES);
  }

  @Test
  @Proves(Quirk.NO_IDLE)
  void asksForNewsWhereNothingTellsThem() throws Exception {
    start(Behaviour.NO_IDLE);
    ImapSettings settings = new ImapSettings("A", "R", false, false);
    ImapWatches watches = new ImapWatches(settings, () -> SandboxRepository.open(server.port()));
    try (RemoteWatch watch = watches.all(true)) {
      deliver(1);
      RemoteWatch.News news = watch.await(Duration.ofMillis(1));
      assertThat(news.folders()).containsExactly(FolderName.INBOX);
    }
    met(Behaviour.NO_IDLE);
    assertThat(server.lastSession().commands()).noneMatch(sent -> sent.startsWith("IDLE"));
  }

  /** About ten seconds of Exchange's; no test waits for them. */
  @Test
  @Proves(Quirk.SLOW_GREETING)
  void waitsForALateGreeting() throws Exception {
    assertThat(ConnectionOptions.named("x").greetingTimeout())
        .isGreaterThan(Duration.ofSeconds(30));
    start(Behaviour.SLOW_GREETING);
    FaultScript script = new FaultScript();
    server.nextConnection(script);
    CompletableFuture<Integer> listed =
        CompletableFuture.supplyAsync(() -> {
          try {
            return list(inbox()).messages().size();
          } catch (SyncException e) {
            throw new IllegalStateException(e);
          }
        });
    Eventually.within(Duration.ofMinutes(1), script::hasStalled);
    assertThat(listed).isNotDone();
    script.release();
    assertThat(listed.get(1, TimeUnit.MINUTES)).isEqualTo(3);
    met(Behaviour.SLOW_GREETING);
  }

  /** Older messages out of sight are not gone; where all is shown, they are. */
  @Test
  void knowsAWindowFromADeletion() throws Exception {
    start(SandboxServer.builder().messageLimit(1000).window(2));
    Listing.Complete listing = list(inbox());
    assertThat(listing.messages().uids()).isEqualTo(UidSet.of(2, 3));
    assertThat(listing.shownFrom()).isEqualTo(2);
    start(SandboxServer.builder());
    assertThat(list(inbox()).shownFrom()).isZero();
  }

  @Test
  @Proves(Quirk.KEYWORDS_REFUSED)
  void whatIsRefusedWithKeywordsGoesUpWithoutThem() throws Exception {
    for (Capability[] missing : new Capability[][] {{}, {Capability.MULTIAPPEND}}) {
      start(SandboxServer.builder().behaving(Behaviour.NO_KEYWORDS).without(missing));
      RemoteFolder folder = inbox();
      list(folder);
      List<RemoteFolder.NewMessage> messages =
          List.of(
              new RemoteFolder.NewMessage(
                  source("Subject: x\r\n\r\n"),
                  FlagSet.ofImapNames(List.of("\\Seen", "odd")),
                  Optional.empty()),
              new RemoteFolder.NewMessage(
                  source("Subject: y\r\n\r\n"), FlagSet.none(), Optional.empty()));
      assertThat(folder.beginAppend(messages).await())
          .hasOnlyElementsOfType(AppendOutcome.Stored.class);
      assertThat(server.mailbox("user", "INBOX").messages()).hasSize(5);
      assertThat(server.mailbox("user", "INBOX").messages())
          .extracting(message -> message.flags())
          .containsOnlyOnce(FlagSet.ofLetters("S"));
      met(Behaviour.NO_KEYWORDS);
    }
  }

  private static List<AppendOutcome> append(RemoteFolder folder, String... messages)
      throws SyncException {
    List<RemoteFolder.NewMessage> all =
        java.util.Arrays.stream(messages)
            .map(
                text -> new RemoteFolder.NewMessage(source(text), FlagSet.none(), Optional.empty()))
            .toList();
    return folder.beginAppend(all).await();
  }

  private static MessageSource source(String text) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    return new MessageSource() {
      @Override
      public long wireOctets() {
        return octets.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(octets);
      }
    };
  }
}
