package org.offlineimap.repository.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.AppendOutcome;
import org.offlineimap.repository.RemoteFolder.NewMessage;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Dovecot;

/** Several messages go up in one APPEND (RFC 3502). */
final class BatchUploadTest {
  private record Text(String text) implements MessageSource {
    @Override
    public long wireOctets() {
      return text.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(text.getBytes(ISO_8859_1));
    }
  }

  private static final MessageSource GONE =
      new MessageSource() {
        @Override
        public long wireOctets() throws IOException {
          throw new NoSuchFileException("gone");
        }

        @Override
        public void writeTo(OutputStream out) {}
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

  private static NewMessage message(MessageSource source) {
    return new NewMessage(source, FlagSet.ofLetters("S"), Optional.empty());
  }

  private static List<AppendOutcome> append(ImapRepository repository, String... texts)
      throws SyncException {
    return inbox(repository)
        .beginAppend(Stream.of(texts).map(text -> message(new Text(text))).toList())
        .await();
  }

  private static List<String> stored(SandboxServer server) {
    return server.mailbox("user", "INBOX").messages().stream()
        .map(message -> new String(message.octets(), ISO_8859_1))
        .toList();
  }

  private static int appends(SandboxServer server) {
    return (int)
        server.lastSession().commands().stream()
            .filter(command -> command.contains("APPEND"))
            .count();
  }

  @Test
  void oneCommandStoresAllAndTellsTheirUidsInOrder() throws Exception {
    for (Capability[] missing :
        new Capability[][] {{}, {Capability.LITERAL_PLUS}, {Capability.MULTIAPPEND}}) {
      try (SandboxServer server = server().without(missing).start();
          ImapRepository repository = SandboxRepository.on(server.port())) {
        List<AppendOutcome> outcomes = append(repository, "a: 1\r\n", "b: 2\r\n", "c: 3\r\n");
        assertThat(stored(server)).containsExactly("a: 1\r\n", "b: 2\r\n", "c: 3\r\n");
        List<AppendOutcome> expected = new ArrayList<>();
        server
            .mailbox("user", "INBOX")
            .messages()
            .forEach(m -> expected.add(new AppendOutcome.Stored(new Uid(m.uid()))));
        assertThat(outcomes).isEqualTo(expected);
        boolean batched = missing.length == 0 || missing[0] != Capability.MULTIAPPEND;
        assertThat(appends(server)).isEqualTo(batched ? 1 : 3);
      }
    }
  }

  @Test
  void oneRefusedMessageStopsNoOther() throws Exception {
    try (SandboxServer server = server().behaving(Behaviour.FINAL_LINE_END).start();
        ImapRepository repository = SandboxRepository.on(server.port())) {
      List<AppendOutcome> outcomes = append(repository, "a: 1\r\n", "b: 2", "c: 3\r\n");
      assertThat(outcomes.get(0)).isInstanceOf(AppendOutcome.Stored.class);
      assertThat(outcomes.get(1)).isInstanceOf(AppendOutcome.Refused.class);
      assertThat(outcomes.get(2)).isInstanceOf(AppendOutcome.Stored.class);
      assertThat(stored(server)).containsExactly("a: 1\r\n", "c: 3\r\n");
      assertThat(appends(server)).isEqualTo(1 + 3);
      append(repository, "d: 1\r\n", "e: 2\r\n");
      assertThat(appends(server)).as("the next batch is one again").isEqualTo(1 + 3 + 1);
    }
  }

  @Test
  void aServerThatTakesNoBatchIsSentNoOther() throws Exception {
    try (SandboxServer server = server().behaving(Behaviour.BATCH_REFUSED).start();
        ImapRepository repository = SandboxRepository.on(server.port())) {
      assertThat(append(repository, "a: 1\r\n", "b: 2\r\n"))
          .hasOnlyElementsOfType(AppendOutcome.Stored.class);
      assertThat(append(repository, "c: 1\r\n", "d: 2\r\n"))
          .hasOnlyElementsOfType(AppendOutcome.Stored.class);
      assertThat(stored(server)).hasSize(4);
      assertThat(appends(server)).isEqualTo(1 + 2 + 2);
      assertThat(server.lastSession().met()).contains(Behaviour.BATCH_REFUSED);
    }
  }

  @Test
  void withoutAppendUidAllAreStoredSomewhere() throws Exception {
    try (SandboxServer server = server().behaving(Behaviour.NO_APPENDUID).start();
        ImapRepository repository = SandboxRepository.on(server.port())) {
      assertThat(append(repository, "a: 1\r\n", "b: 2\r\n"))
          .hasOnlyElementsOfType(AppendOutcome.StoredSomewhere.class);
      assertThat(stored(server)).hasSize(2);
    }
  }

  @Test
  void aMessageThatHasGoneOrIsTooLongSpoilsNoBatch() throws Exception {
    try (SandboxServer server = server().with(Capability.APPENDLIMIT).appendLimit(1000).start();
        ImapRepository repository = SandboxRepository.on(server.port())) {
      String huge = "x".repeat(1001);
      List<AppendOutcome> outcomes =
          inbox(repository)
              .beginAppend(
                  List.of(
                      message(new Text("a: 1\r\n")),
                      message(new Text("b: 2\r\n")),
                      message(GONE),
                      message(new Text(huge)),
                      message(new Text("c: 3\r\n"))))
              .await();
      assertThat(outcomes.get(2)).isInstanceOf(AppendOutcome.Vanished.class);
      assertThat(outcomes.get(3)).isInstanceOf(AppendOutcome.Refused.class);
      assertThat(stored(server)).containsExactly("a: 1\r\n", "b: 2\r\n", "c: 3\r\n");
      assertThat(appends(server)).isEqualTo(2);
    }
  }

  @Test
  void aBatchHoldsAtMostAMebibyteButForOneMessage() {
    List<NewMessage> messages = new ArrayList<>();
    for (int kib : new int[] {400, 400, 400, 3000, 1, 1}) {
      messages.add(message(new Text("x".repeat(kib << 10))));
    }
    assertThat(UploadBatch.of(messages, OptionalLong.empty(), Long.MAX_VALUE))
        .extracting(batch -> batch.messages().size())
        .containsExactly(2, 1, 1, 2);
  }

  @Test
  void messagesWithNulTravelBesideOthers() throws Exception {
    try (SandboxServer server = server().start();
        ImapRepository repository = SandboxRepository.on(server.port())) {
      assertThat(appendNul(repository)).hasOnlyElementsOfType(AppendOutcome.Stored.class);
      assertThat(stored(server)).containsExactly("a: 1\r\n", "b: \0\r\n", "c: 3\r\n");
      assertThat(appends(server)).isEqualTo(1);
    }
  }

  private static List<AppendOutcome> appendNul(ImapRepository repository) throws SyncException {
    return inbox(repository)
        .beginAppend(
            List.of(
                message(new Text("a: 1\r\n")),
                new NewMessage(new Text("b: \0\r\n"), FlagSet.none(), Optional.empty(), true),
                message(new Text("c: 3\r\n"))))
        .await();
  }

  @Test
  void dovecotTakesThem() throws Exception {
    List<Uid> uids = List.of(new Uid(1), new Uid(2), new Uid(3));
    List<Long> commands = new ArrayList<>();
    for (String hidden : List.of("NOTHING", "MULTIAPPEND")) {
      try (Dovecot dovecot = Dovecot.with().user("user", "secret").hide(hidden).start();
          ImapRepository repository = SandboxRepository.on(dovecot.port())) {
        assertThat(appendNul(repository))
            .isEqualTo(uids.stream().map(AppendOutcome.Stored::new).toList());
        commands.add(repository.traffic().commands());
      }
    }
    assertThat(commands.get(1) - commands.get(0)).as("commands saved").isEqualTo(2);
  }
}
