package org.offlineimap.repository.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.RepositoryFailure;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.AppendOutcome;
import org.offlineimap.repository.RemoteFolder.NewMessage;
import org.offlineimap.repository.RemoteWatch;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Loopback;

/** {@code disable_extensions}: those that show only in uploads and watches. */
final class DisabledExtensionsTest {
  private static final OffsetDateTime DATE = OffsetDateTime.parse("2026-01-01T00:00:00Z");
  private static final byte[] OCTETS = "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final MessageSource LARGE =
      new MessageSource() {
        @Override
        public long wireOctets() {
          return OCTETS.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
          out.write(OCTETS);
        }
      };

  private static SandboxServer.Builder server() {
    return SandboxServer.builder().user("user", "secret").grace(Duration.ZERO);
  }

  private static ConnectionOptions without(String... names) {
    return ConnectionOptions.named("test").without(List.of(names));
  }

  private static ImapWatches watches(SandboxServer server, ConnectionOptions options) {
    return new ImapWatches(
        new ImapSettings("A", "R", false, false), () -> Loopback.connect(server.port(), options));
  }

  private static RemoteFolder inbox(SandboxServer server, ConnectionOptions options)
      throws Exception {
    RemoteFolder inbox = SandboxRepository.on(server.port(), options).folder(FolderName.INBOX);
    inbox.beginList(Optional.empty()).await();
    return inbox;
  }

  @Test
  void withoutBinaryNoNulIsSent() throws Exception {
    try (SandboxServer server = server().start()) {
      assertThat(inbox(server, without()).storesNul()).isTrue();
      assertThat(inbox(server, without("BINARY")).storesNul()).isFalse();
    }
  }

  @Test
  void withoutIdleNothingIdles() throws Exception {
    try (SandboxServer server = server().start()) {
      watches(server, without()).folder(FolderName.INBOX).close();
      ImapWatches deaf = watches(server, without("IDLE"));
      assertThatThrownBy(() -> deaf.folder(FolderName.INBOX))
          .isInstanceOf(RepositoryFailure.class)
          .hasMessageContaining("does not offer IDLE");
      try (RemoteWatch all = deaf.all(true)) {
        assertThat(all).isInstanceOf(PollWatch.class);
        assertThat(server.lastSession().commands()).doesNotContain("IDLE");
      }
    }
  }

  @Test
  void withoutNotifyAllFoldersAreAskedAbout() throws Exception {
    try (SandboxServer server = server().start()) {
      try (RemoteWatch all = watches(server, without()).all(true)) {
        assertThat(all).isInstanceOf(IdleWatch.class);
        assertThat(server.lastSession().commands()).anyMatch(sent -> sent.startsWith("NOTIFY"));
      }
      try (RemoteWatch all = watches(server, without("NOTIFY")).all(true)) {
        assertThat(all).isInstanceOf(PollWatch.class);
        assertThat(server.lastSession().commands()).noneMatch(sent -> sent.startsWith("NOTIFY"));
      }
    }
  }

  private static void deliver(Mailbox box, int messages) {
    for (int i = 0; i < messages; i++) {
      box.deliver(OCTETS, FlagSet.none(), DATE);
    }
  }

  private static void see(RemoteFolder folder, UidSet uids) throws SyncException {
    folder.changeFlags(List.of(new FlagChange(uids, FlagSet.of(SystemFlag.SEEN), true)));
  }

  /** The limit is not looked at, so the server itself refuses: the outcome is the same. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutAppendLimitTheServerIsAsked(boolean known) throws Exception {
    try (SandboxServer server = server().with(Capability.APPENDLIMIT).appendLimit(10).start()) {
      RemoteFolder inbox = inbox(server, known ? without() : without("APPENDLIMIT"));
      NewMessage large = new NewMessage(LARGE, FlagSet.none(), Optional.empty(), false);
      assertThat(inbox.beginAppend(List.of(large)).await())
          .singleElement()
          .isInstanceOf(AppendOutcome.Refused.class);
      assertThat(server.mailbox("user", "INBOX").messages()).isEmpty();
      assertThat(server.lastSession().commands().stream().anyMatch(c -> c.startsWith("APPEND")))
          .isEqualTo(!known);
    }
  }

  /**
   * What the server leaves is asked for again: all flags are set either way. The first change shows
   * the server's session what came after it was listed.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutMessageLimitNothingIsCut(boolean known) throws Exception {
    try (SandboxServer server = server().with(Capability.MESSAGELIMIT).messageLimit(3).start()) {
      Mailbox box = server.mailbox("user", "INBOX");
      deliver(box, 3);
      RemoteFolder inbox = inbox(server, known ? without() : without("MESSAGELIMIT"));
      deliver(box, 5);
      see(inbox, UidSet.of(1));
      see(inbox, UidSet.range(1, 8));
      assertThat(box.messages())
          .hasSize(8)
          .allMatch(message -> message.flags().contains(SystemFlag.SEEN));
      assertThat(
              server.lastSession().commands().stream()
                  .anyMatch(sent -> sent.startsWith("UID STORE 1:8 ")))
          .isEqualTo(!known);
    }
  }
}
