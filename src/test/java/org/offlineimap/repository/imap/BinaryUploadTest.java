package org.offlineimap.repository.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.AppendOutcome;
import org.offlineimap.repository.RemoteFolder.NewMessage;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;

/** Messages with NUL go up as literal8 (RFC 3516), and a full server says so. */
final class BinaryUploadTest {
  private static final byte[] OCTETS = {'a', ':', 'b', '\r', '\n', '\r', '\n', 0, 'x', '\r', '\n'};

  private static final MessageSource SOURCE =
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

  private static RemoteFolder inbox(ImapRepository repository) throws SyncException {
    repository.listFolders();
    RemoteFolder inbox = repository.folder(FolderName.INBOX);
    inbox.beginList(Optional.empty()).await();
    return inbox;
  }

  private static List<AppendOutcome> append(RemoteFolder inbox) throws SyncException {
    NewMessage message = new NewMessage(SOURCE, FlagSet.none(), Optional.empty(), true);
    return inbox.beginAppend(List.of(message)).await();
  }

  @Test
  void aMessageWithNulIsStoredOctetForOctet() throws Exception {
    for (Capability[] missing : new Capability[][] {{}, {Capability.LITERAL_PLUS}}) {
      try (SandboxServer server = server().without(missing).start();
          ImapRepository repository = SandboxRepository.on(server.port())) {
        RemoteFolder inbox = inbox(repository);
        assertThat(inbox.storesNul()).isTrue();
        assertThat(append(inbox)).singleElement().isInstanceOf(AppendOutcome.Stored.class);
        assertThat(server.mailbox("user", "INBOX").messages())
            .singleElement()
            .satisfies(message -> assertThat(message.octets()).isEqualTo(OCTETS));
      }
    }
  }

  @Test
  void aServerWithoutBinaryStoresNoNul() throws Exception {
    try (SandboxServer server = server().without(Capability.BINARY).start();
        ImapRepository repository = SandboxRepository.on(server.port())) {
      assertThat(inbox(repository).storesNul()).isFalse();
    }
  }

  @Test
  void aFullServerIsNoFaultOfTheMessage() throws Exception {
    try (SandboxServer server = server().behaving(Behaviour.OVER_QUOTA).start();
        ImapRepository repository = SandboxRepository.on(server.port())) {
      assertThat(append(inbox(repository)))
          .singleElement()
          .isInstanceOf(AppendOutcome.NoRoom.class);
      assertThat(server.lastSession().met()).contains(Behaviour.OVER_QUOTA);
    }
  }
}
