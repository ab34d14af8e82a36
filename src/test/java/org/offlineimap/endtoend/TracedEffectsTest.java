package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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
 * that change the Maildir, of each kind, as the proofs see effects in the same run. Needs strace.
 */
@Tag("long")
final class TracedEffectsTest {
  private static final Pattern CALL =
      Pattern.compile("(?:\\[pid +\\d+\\] |^\\d+ +)?(\\w+)\\((.*)\\) += (\\d+).*");

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
        if (effect.startsWith("MaildirDisk.")) {
          counted.merge(effect.substring("MaildirDisk.".length()), 1, Integer::sum);
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
              "-f",
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
      return calls(trace, rig.mail());
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

  private static Map<String, Integer> calls(Path trace, Path mail) throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    for (String line : Files.readAllLines(trace, ISO_8859_1)) {
      Matcher call = CALL.matcher(line);
      if (line.contains(mail.toString()) && call.matches()) {
        String kind = kind(call.group(1), call.group(2));
        if (!kind.isEmpty()) {
          found.merge(kind, 1, Integer::sum);
        }
      }
    }
    return found;
  }

  /** The effect that makes this call; nothing for one that only reads or goes on writing. */
  private static String kind(String call, String arguments) {
    return switch (call) {
      case "open", "openat", "creat" -> arguments.contains("O_CREAT") ? "create" : "";
      case "write", "pwrite64" -> "";
      case "link", "linkat" -> "link";
      case "rename", "renameat", "renameat2" -> "rename";
      case "unlink", "unlinkat" -> "unlink";
      case "mkdir", "mkdirat" -> "makeDirectory";
      case "utimensat" -> "date";
      case "fsync", "fdatasync" ->
          Pattern.matches(".*/(tmp|cur|new)/[^/]+>?", arguments) ? "forceFile" : "forceDirectory";
      default -> call;
    };
  }

  private static String text(String subject) {
    return "Subject: " + subject + "\nMessage-ID: <" + subject + "@x>\n\nBody\n";
  }
}
