package org.offlineimap.repository.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.AppendOutcome;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Proves;

/** What servers say when they want to be asked later (reference: field 5, beyond 4). */
final class PatienceTest {
  private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
  private static final String BACKOFF =
      "Request is throttled. Suggested Backoff Time: 1500 milliseconds";

  private final List<Duration> waits = new ArrayList<>();
  private SandboxServer server;

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.builder().appendLimit(1000).start();
    for (int i = 0; i < 3; i++) {
      server
          .mailbox("user", "INBOX")
          .deliver(
              "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
              FlagSet.none(),
              OffsetDateTime.parse("2026-01-01T00:00:00Z"));
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Waits up to a minute, in no time. */
  private RemoteFolder inbox(FaultScript script) {
    server.nextConnection(script);
    ConnectionOptions options =
        ConnectionOptions.named("test")
            .patient((wait, _) -> {
              waits.add(wait);
              return wait.toSeconds() <= 60 ? Optional.empty() : Optional.of(LATER);
            });
    return SandboxRepository.on(server.port(), options).folder(new FolderName("INBOX"));
  }

  private static Listing list(RemoteFolder folder) throws SyncException {
    return folder.beginList(Optional.empty()).await();
  }

  @Test
  void waitsToTheMillisecondAndSelectsAgain() throws Exception {
    Listing listing = list(inbox(new FaultScript().bad("SELECT", 1, BACKOFF)));
    assertThat(((Listing.Complete) listing).messages().size()).isEqualTo(3);
    assertThat(waits).containsExactly(Duration.ofMillis(1500));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[THROTTLED] Slow down",
        "[UNAVAILABLE] Busy",
        "[LIMIT] Not so many",
        "[INUSE] Locked",
        "Server overloaded, try again"
      })
  void waitsLongerEachTimeWhenNoTimeIsTold(String words) throws Exception {
    FaultScript script = new FaultScript();
    for (int nth = 1; nth <= 2; nth++) {
      script.no("SELECT", nth, words);
    }
    assertThat(list(inbox(script))).isInstanceOf(Listing.Complete.class);
    assertThat(waits).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(20));
  }

  @Test
  @Proves(Quirk.THROTTLES_BY_NO)
  void selectsAgainWhenTheServerIsBusy() throws Exception {
    server.close();
    server = SandboxServer.builder().behaving(Behaviour.BUSY_AT_FIRST).start();
    assertThat(list(inbox(new FaultScript()))).isInstanceOf(Listing.Complete.class);
    assertThat(waits).containsExactly(Duration.ofSeconds(10));
    assertThat(server.lastSession().met()).contains(Behaviour.BUSY_AT_FIRST);
  }

  @Test
  void endsTheAccountWhenItTakesTooLong() {
    RemoteFolder folder = inbox(new FaultScript().no("SELECT", 1, "[THROTTLED] In 3 hours"));
    assertThatThrownBy(() -> list(folder))
        .isInstanceOfSatisfying(
            AccountFailure.class,
            e -> assertThat(e.kind()).isEqualTo(AccountFailure.Kind.THROTTLED))
        .hasMessageContaining("wants to be asked again after 20")
        .hasMessageContaining("In 3 hours");
    assertThat(waits).containsExactly(Duration.ofHours(3));
  }

  @Test
  void aPlainNoToSelectIsTheFoldersOwn() {
    RemoteFolder folder = inbox(new FaultScript().no("SELECT", 1, "[NOPERM] Not yours"));
    assertThatThrownBy(() -> list(folder)).isInstanceOf(SyncException.FolderFailure.class);
    assertThat(waits).isEmpty();
  }

  @Test
  void asksAgainForBodiesThatWerePutOff() throws Exception {
    RemoteFolder folder = inbox(new FaultScript().bad("UID FETCH", 2, BACKOFF));
    list(folder);
    RemoteFolder.FetchOutcome got = folder.fetch(UidSet.of(1, 2, 3), nowhere()).await();
    assertThat(got.complete()).isEqualTo(UidSet.of(1, 2, 3));
    assertThat(waits).hasSize(1);
  }

  /** Yahoo says so of single messages: they fail, the rest goes on. */
  @Test
  void aNoToAMessageIsAboutThatMessage() throws Exception {
    RemoteFolder folder =
        inbox(new FaultScript().no("UID FETCH", 2, "[UNAVAILABLE] UID FETCH Server error"));
    list(folder);
    RemoteFolder.FetchOutcome got = folder.fetch(UidSet.of(2), nowhere()).await();
    assertThat(got.refused()).containsOnlyKeys(new Uid(2));
    assertThat(waits).isEmpty();
  }

  /** By the time that it may be sent again, its UIDs would be those of another mailbox. */
  @Test
  void sendsNoChangeAgainOnceAnotherMailboxIsSelected() throws Exception {
    server
        .mailbox("user", "Other")
        .deliver(
            "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
            FlagSet.none(),
            OffsetDateTime.parse("2026-01-01T00:00:00Z"));
    server.nextConnection(new FaultScript().bad("UID STORE", 1, BACKOFF));
    ConnectionOptions options = ConnectionOptions.named("test").patient((_, _) -> Optional.empty());
    ImapRepository repository = SandboxRepository.on(server.port(), options);
    RemoteFolder inbox = repository.folder(new FolderName("INBOX"));
    list(inbox);
    RemoteFolder.FlagChanging changing =
        inbox.beginFlagChanges(
            List.of(new FlagChange(UidSet.of(1), FlagSet.of(SystemFlag.DELETED), true)));
    list(repository.folder(new FolderName("Other")));
    assertThat(changing.await().done()).isEqualTo(UidSet.empty());
    assertThat(server.mailbox("user", "Other").messages())
        .allMatch(message -> message.flags().equals(FlagSet.none()));
  }

  /** The SELECT that was put off comes once more, with nothing in between. */
  @Test
  void listsAFolderThatWasPutOffWhileTheNextWasAsked() throws Exception {
    server.mailbox("user", "Other");
    server.nextConnection(new FaultScript().no("SELECT", 1, "[LIMIT] Not so many"));
    ConnectionOptions options = ConnectionOptions.named("test").patient((_, _) -> Optional.empty());
    ImapRepository repository = SandboxRepository.on(server.port(), options);
    RemoteFolder.Inquiry first =
        repository.folder(new FolderName("INBOX")).beginList(Optional.empty());
    RemoteFolder.Inquiry second =
        repository.folder(new FolderName("Other")).beginList(Optional.empty());
    assertThat(((Listing.Complete) first.await()).messages().size()).isEqualTo(3);
    assertThat(((Listing.Complete) second.await()).messages().size()).isZero();
  }

  @Test
  void uploadsOnceHoweverOftenItIsPutOff() throws Exception {
    RemoteFolder folder =
        inbox(new FaultScript().bad("APPEND", 1, BACKOFF).no("APPEND", 2, "[THROTTLED] 5 seconds"));
    list(folder);
    assertThat(append(folder, 20)).isInstanceOf(AppendOutcome.Stored.class);
    assertThat(server.mailbox("user", "INBOX").messages()).hasSize(4);
    assertThat(waits).containsExactly(Duration.ofMillis(1500), Duration.ofSeconds(5));
  }

  @Test
  void sendsNothingThatTheServerWouldNotTake() throws Exception {
    RemoteFolder folder = inbox(new FaultScript());
    list(folder);
    assertThat(append(folder, 1001))
        .isInstanceOfSatisfying(
            AppendOutcome.Refused.class, refused -> assertThat(refused.reason()).contains("1000"));
    assertThat(server.lastSession().commandsAfterLogin())
        .noneMatch(sent -> sent.startsWith("APPEND"));
  }

  private static final String SPENT = "Account exceeded command or bandwidth limits. abc";

  private void endsForAnHour(ThrowableAssert.ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            AccountFailure.class,
            e -> assertThat(e.kind()).isEqualTo(AccountFailure.Kind.THROTTLED))
        .hasMessageContaining(SPENT);
    assertThat(waits).isNotEmpty().containsOnly(Duration.ofHours(1));
  }

  /** {@code Quirk.DAILY_LIMITS}. */
  @ParameterizedTest
  @ValueSource(strings = {"[OVERQUOTA] ", "[ALERT] ", "[LIMIT] ", ""})
  void theLimitsOfADayEndTheAccountWhateverWasAsked(String code) throws Exception {
    RemoteFolder folder = inbox(new FaultScript().no("UID FETCH", 2, code + SPENT));
    list(folder);
    endsForAnHour(() -> folder.fetch(UidSet.of(1, 2, 3), nowhere()).await());
  }

  @Test
  void theLimitsOfADayEndTheAccountByGoodbyeToo() throws Exception {
    RemoteFolder folder = inbox(new FaultScript().bye("UID FETCH", 2, "[ALERT] " + SPENT));
    list(folder);
    endsForAnHour(() -> folder.fetch(UidSet.of(1, 2, 3), nowhere()).await());
  }

  @Test
  void theLimitsOfADayEndTheAccountWhenSomethingIsUploaded() throws Exception {
    RemoteFolder folder = inbox(new FaultScript().no("APPEND", 1, "[OVERQUOTA] " + SPENT));
    list(folder);
    endsForAnHour(() -> append(folder, 20));
  }

  /** An ended session is no limit: another connection goes on. */
  @Test
  void anyOtherGoodbyeIsALostConnection() throws Exception {
    RemoteFolder folder =
        inbox(new FaultScript().bye("UID FETCH", 2, "Session expired, please login again."));
    list(folder);
    assertThatThrownBy(() -> folder.fetch(UidSet.of(1), nowhere()).await())
        .isInstanceOf(SyncException.RepositoryFailure.class)
        .hasMessageContaining("Session expired");
    assertThat(waits).isEmpty();
  }

  private static BodySink nowhere() {
    return new BodySink() {
      @Override
      public OutputStream open(Uid uid, long octets) {
        return OutputStream.nullOutputStream();
      }

      @Override
      public void abandon(Uid uid) {
        throw new IllegalStateException("nothing is cut here");
      }
    };
  }

  private static AppendOutcome append(RemoteFolder folder, int octets) throws SyncException {
    MessageSource source =
        new MessageSource() {
          @Override
          public long wireOctets() {
            return octets;
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            out.write("x".repeat(octets).getBytes(StandardCharsets.US_ASCII));
          }
        };
    return folder
        .beginAppend(List.of(new RemoteFolder.NewMessage(source, FlagSet.none(), Optional.empty())))
        .await()
        .getFirst();
  }
}
