package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Eventually;
import org.offlineimap.testing.Output;

/** Both sides are servers, and both are listened to. */
final class TwoServersPushTest extends TwoServersRig {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final SandboxServer server;

  TwoServersPushTest() throws IOException {
    server = SandboxServer.builder().user("far", "secret").user("near", "secret").start();
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  String password() {
    return "secret";
  }

  private Mailbox inbox(String user) {
    return server.mailbox(user, "INBOX");
  }

  private void deliver(String user, String subject) {
    inbox(user).deliver(mail(subject), FlagSet.none(), Instant.EPOCH.atOffset(ZoneOffset.UTC));
  }

  /** "IMAP IDLE <-> IMAP IDLE doesn't work yet." It does, in both directions, again and again. */
  @Test
  void bothServersOfAnAccountAreListenedTo() throws Exception {
    deliver("far", "first");
    inbox("near");
    Process process =
        rig()
            .stay(
                "-d", "imap",
                "-k", "Account_Test:autorefresh=600",
                "-k", "Repository_Far:idlefolders=['INBOX']",
                "-k", "Repository_Near:idlefolders=['INBOX']");
    try {
      Output output = new Output(process);
      output.until("[imap]: < +");
      output.until("[imap]: < +");
      for (int i = 1; i <= 2; i++) {
        int wanted = 2 * i;
        deliver("near", "near" + i);
        Eventually.within(LIMIT, () -> inbox("far").messages().size() == wanted);
        deliver("far", "far" + i);
        Eventually.within(LIMIT, () -> inbox("near").messages().size() == wanted + 1);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** {@code push = all} hears of every folder of the local server too, on one connection each. */
  @Test
  void bothServersAreWatchedWhole() throws Exception {
    server.mailbox("far", "Work");
    server.mailbox("near", "Work");
    Process process =
        rig()
            .stay(
                "-d", "imap", "-k", "Account_Test:autorefresh=600", "-k", "Account_Test:push=all");
    try {
      Eventually.within(LIMIT, () -> notified() == 2);
      for (int i = 1; i <= 2; i++) {
        int wanted = 2 * i;
        put("near", "Work", "near" + i);
        Eventually.within(LIMIT, () -> size("far", "Work") == wanted - 1);
        put("far", "Work", "far" + i);
        Eventually.within(LIMIT, () -> size("near", "Work") == wanted);
      }
      assertThat(notified()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  private long notified() {
    return server.sessions().stream()
        .filter(session -> session.commands().stream().anyMatch(sent -> sent.startsWith("NOTIFY")))
        .count();
  }

  /** Known of the original: ignored during a refresh, once per refresh, and lost with nametrans. */
  @Test
  void whatIsToldDuringAPassIsTakenUpRightAfterIt() throws Exception {
    server.mailbox("far", "Work");
    server.mailbox("near", "far-Work");
    Path gate = Files.createFile(temp.resolve("gate"));
    Process process =
        rig()
            .stay(
                "-d", "imap",
                "-k", "Account_Test:autorefresh=600",
                "-k", "Account_Test:postsynchook=until test -e " + gate + "; do sleep 0.02; done",
                "-k", "Repository_Far:nametrans=lambda f: 'far-' + f",
                "-k", "Repository_Near:nametrans=lambda f: f[4:]",
                "-k", "Repository_Near:folderfilter=lambda f: f.startswith('far-')",
                "-k", "Repository_Far:idlefolders=['Work']",
                "-k", "Repository_Near:idlefolders=['far-Work']");
    try {
      Output output = new Output(process);
      output.until("[imap]: < +");
      output.until("[imap]: < +");
      for (int i = 1; i <= 2; i++) {
        int wanted = 3 * i;
        Files.delete(gate);
        put("far", "Work", "starts" + i);
        output.until("Calling hook: ");
        put("far", "Work", "far" + i);
        put("near", "far-Work", "near" + i);
        Files.createFile(gate);
        Eventually.within(LIMIT, () -> size("far", "Work") == wanted);
        Eventually.within(LIMIT, () -> size("near", "far-Work") == wanted);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void put(String user, String folder, String subject) {
    server
        .mailbox(user, folder)
        .deliver(mail(subject), FlagSet.none(), Instant.EPOCH.atOffset(ZoneOffset.UTC));
  }

  private int size(String user, String folder) {
    return server.mailbox(user, folder).messages().size();
  }
}
