package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Rig;

/**
 * The effects that the proofs count are all there are: a real process makes as many system calls
 * that change the Maildir and the metadata, of each kind, as the proofs see effects in the same
 * run. Needs strace.
 */
@Tag("long")
final class TracedEffectsTest {
  private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += (\\d+).*");

  @TempDir Path temp;

  @Test
  void aFirstSyncChangesTheDiskOnlyByCountedEffects() throws Exception {
    Map<String, Integer> counted = new TreeMap<>();
    try (Machine machine = new Machine(temp.resolve("machine"), SandboxServer.builder())) {
      deliver(machine.server);
      machine.write("INBOX", "1.a", text("up1"));
      machine.write("Near", "1.b", text("up2"));
      machine.effects.spare();
      assertThat(machine.run().orElseThrow().outcome().exit()).isZero();
      for (String effect : machine.effects.done()) {
        // A directory of the metadata is asked for wherever it is needed, and made once.
        if (!effect.equals("StatusDisk.mkdir")) {
          counted.merge(effect.replace("replaceUnflushed", "replace"), 1, Integer::sum);
        }
      }
    }
    assertThat(counted).isNotEmpty();
    assertThat(traced()).isEqualTo(counted);
  }

  private Map<String, Integer> traced() throws Exception {
    try (SandboxServer server =
        SandboxServer.builder().user("user", "secret").grace(Duration.ZERO).start()) {
      Rig rig = new Rig(temp.resolve("home"), server.port(), "user", "secret");
      deliver(server);
      rig.deliver("INBOX", "1.a", text("up1").getBytes(ISO_8859_1));
      rig.deliver("Near", "1.b", text("up2").getBytes(ISO_8859_1));
      Path trace = temp.resolve("trace");
      List<String> strace =
          List.of(
              "strace",
              "-ff",
              "-y",
              "-s",
              "4096",
              "-o",
              trace.toString(),
              "-e",
              "trace=openat,open,creat,write,pwrite64,ftruncate,link,linkat,rename,renameat,renameat2,"
                  + "unlink,unlinkat,rmdir,mkdir,mkdirat,fsync,fdatasync,utimensat,chmod,fchmodat");
      Rig.Run run = rig.under(strace);
      assertThat(run.exit()).as(run.output()).isZero();
      return calls(rig);
    }
  }

  private static void deliver(SandboxServer server) {
    for (String folder : List.of("INBOX", "INBOX", "Far/Away")) {
      server
          .mailbox("user", folder)
          .deliver(
              text(folder).replace("\n", "\r\n").getBytes(ISO_8859_1),
              FlagSet.ofLetters("S"),
              Instant.ofEpochSecond(1_700_000_000).atOffset(ZoneOffset.UTC));
    }
  }

  /** strace writes a file for each thread, so that no call is told in two halves. */
  private Map<String, Integer> calls(Rig rig) throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    try (DirectoryStream<Path> traces = Files.newDirectoryStream(temp, "trace.*")) {
      for (Path trace : traces) {
        for (String line : Files.readAllLines(trace, ISO_8859_1)) {
          Matcher call = CALL.matcher(line);
          if (call.matches()) {
            effect(rig, call.group(1), call.group(2))
                .ifPresent(effect -> found.merge(effect, 1, Integer::sum));
          }
        }
      }
    }
    return found;
  }

  private static Optional<String> effect(Rig rig, String call, String arguments) {
    if (arguments.contains(rig.mail().toString())) {
      return onMail(call, arguments).map("MaildirDisk."::concat);
    }
    return arguments.contains(rig.metadata().toString())
        ? onMetadata(call, arguments).map("StatusDisk."::concat)
        : Optional.empty();
  }

  /** The effect that makes this call; nothing for one that only reads or goes on writing. */
  private static Optional<String> onMail(String call, String arguments) {
    return switch (call) {
      case "open", "openat", "creat" ->
          arguments.contains("O_CREAT") ? Optional.of("create") : Optional.empty();
      case "write", "pwrite64" -> Optional.empty();
      case "link", "linkat" -> Optional.of("link");
      case "rename", "renameat", "renameat2" -> Optional.of("rename");
      case "unlink", "unlinkat" -> Optional.of("unlink");
      case "mkdir", "mkdirat" -> Optional.of("makeDirectory");
      case "utimensat" -> Optional.of("date");
      case "fsync", "fdatasync" ->
          Optional.of(
              Pattern.matches(".*/(tmp|cur|new)/[^/]+>?", arguments)
                  ? "forceFile"
                  : "forceDirectory");
      default -> Optional.of(call);
    };
  }

  /**
   * The call that tells an effect on the metadata: the rename at the end of a replacement, the one
   * open of an append, the end of a database's journal, or the open of the database that has none.
   * The lock, the word on the last run and the owners of directories belong to the program around a
   * pass.
   */
  private static Optional<String> onMetadata(String call, String arguments) {
    if (arguments.matches(".*(\\.lock|/Engine/last(\\.tmp)?|/Engine/directories)\".*")) {
      return Optional.empty();
    }
    return switch (call) {
      case "rename", "renameat", "renameat2" -> Optional.of("replace");
      case "unlink", "unlinkat" ->
          Optional.of(arguments.contains("-journal\"") ? "commit" : "remove");
      case "open", "openat", "creat" -> opened(arguments);
      default -> Optional.empty();
    };
  }

  private static Optional<String> opened(String arguments) {
    if (!arguments.contains("O_CREAT")) {
      return Optional.empty();
    }
    if (arguments.contains("O_APPEND")) {
      return Optional.of("append");
    }
    if (arguments.contains("O_EXCL")) {
      return Optional.of("create");
    }
    return arguments.contains("/messages.sqlite\"") ? Optional.of("commit") : Optional.empty();
  }

  private static String text(String subject) {
    return "Subject: " + subject + "\nMessage-ID: <" + subject + "@x>\n\nBody\n";
  }
}
