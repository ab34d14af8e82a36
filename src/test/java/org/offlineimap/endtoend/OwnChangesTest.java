package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.repository.RemoteRepository.FolderState;
import org.offlineimap.sandbox.SandboxServer;

/** What a pass knows of how it left the server: only what it changed itself. */
final class OwnChangesTest {
  @TempDir Path home;
  private SandboxServer server;
  private InProcess passes;
  private final AtomicBoolean disturbed = new AtomicBoolean();

  @BeforeEach
  void fill() throws Exception {
    server = SandboxServer.builder().start();
    passes = new InProcess(home, server.port());
    deliver("one");
    deliver("two");
    passes.heard(_ -> {});
    passes.sync();
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  private void deliver(String subject) {
    byte[] mail = ("Message-ID: <" + subject + "@example.org>\r\n\r\n.\r\n").getBytes(ISO_8859_1);
    server
        .mailbox("user", "INBOX")
        .deliver(mail, FlagSet.none(), Instant.EPOCH.atOffset(ZoneOffset.UTC));
  }

  private void writeUpload() throws IOException {
    Files.write(
        passes.mail().resolve("INBOX/new/1700000000.a"),
        "Message-ID: <up@example.org>\n\n.\n".getBytes(ISO_8859_1));
  }

  /** What the pass before left is what the next one, without work, finds. */
  private void assertTheServerIsAsLeft() throws Exception {
    Optional<FolderState> left = passes.left().get(FolderName.INBOX);
    assertThat(left).isPresent();
    passes.sync();
    assertThat(passes.left()).containsEntry(FolderName.INBOX, left);
  }

  @Test
  void afterDownloadsItIsWhatWasListed() throws Exception {
    assertTheServerIsAsLeft();
  }

  @Test
  void ourUploadsFlagsAndDeletionsAreOurs() throws Exception {
    writeUpload();
    Path first = passes.files("INBOX").get(0);
    Path second = passes.files("INBOX").get(1);
    Files.move(first, passes.mail().resolve("INBOX/cur").resolve(first.getFileName() + "S"));
    Files.delete(second);
    passes.sync();
    assertThat(server.mailbox("user", "INBOX").messages()).hasSize(2);
    assertTheServerIsAsLeft();
  }

  @Test
  void whatSomebodyElseChangesMeanwhileIsNotTakenForOurs() throws Exception {
    writeUpload();
    passes.heard(event -> {
      if (event instanceof SyncEvent.CopyingMessage && disturbed.compareAndSet(false, true)) {
        deliver("foreign");
      }
    });
    passes.sync();
    assertThat(disturbed).isTrue();
    assertThat(passes.left()).containsEntry(FolderName.INBOX, Optional.empty());
  }

  @Test
  void aForeignFlagMeanwhileIsNotTakenForOurs() throws Exception {
    writeUpload();
    passes.heard(event -> {
      if (event instanceof SyncEvent.CopyingMessage && disturbed.compareAndSet(false, true)) {
        server.mailbox("user", "INBOX").setFlags(1, FlagSet.ofLetters("F"));
      }
    });
    passes.sync();
    assertThat(disturbed).isTrue();
    assertThat(passes.left()).containsEntry(FolderName.INBOX, Optional.empty());
  }
}
