package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SyncException;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;

/**
 * Two servers, and the engine between them in this process; {@code far} is the remote one. Confined
 * to one thread.
 */
final class Between implements AutoCloseable {
  final SandboxServer far;
  final SandboxServer near;
  private final Path home;

  /** What the last pass told. */
  List<SyncEvent> events = List.of();

  /** Where the program connects to; a proxy may stand there. */
  int farPort;

  int nearPort;

  /** How long a server may be silent while it owes an answer. */
  Duration patience = Duration.ofSeconds(60);

  /** How far the clock is ahead. */
  Duration ahead = Duration.ZERO;

  Between(Path home, SandboxServer.Builder far, SandboxServer.Builder near) throws IOException {
    this.home = Files.createDirectories(home);
    this.far = far.user("user", "secret").start();
    this.near = near.user("user", "secret").start();
    this.farPort = this.far.port();
    this.nearPort = this.near.port();
  }

  private InProcess program() {
    InProcess program = InProcess.between(home, farPort, nearPort);
    program.within(patience);
    program.inOurTime();
    program.later(ahead);
    return program;
  }

  /** A pass that must succeed. */
  Result.Counts sync() {
    Result result = run().orElseThrow();
    assertThat(result.outcome()).as("%s", events).isEqualTo(Result.Outcome.OK);
    return result.counts();
  }

  /** One pass; empty when even signing out failed. */
  Optional<Result> run() {
    InProcess program = program();
    try {
      return Optional.of(program.run());
    } catch (SyncException e) {
      return Optional.empty();
    } finally {
      events = program.events();
    }
  }

  static Mailbox box(SandboxServer server, String folder) {
    return server.mailbox("user", folder);
  }

  static void deliver(SandboxServer server, String folder, String text, String letters) {
    box(server, folder)
        .deliver(
            text.getBytes(ISO_8859_1),
            FlagSet.ofLetters(letters),
            Instant.ofEpochSecond(1_700_000_000).atOffset(ZoneOffset.UTC));
  }

  /** As another client does. */
  static void move(SandboxServer server, String from, long uid, String to) {
    box(server, to).deliverCopy(box(server, from).message(uid).orElseThrow());
    box(server, from).expunge(uid);
  }

  /** Every message as "folder letters octets", sorted. */
  static List<String> mail(SandboxServer server) {
    List<String> all = new ArrayList<>();
    for (String name : server.mailboxNames("user")) {
      for (StoredMessage message : box(server, name).messages()) {
        String letters = message.flags().letters();
        all.add(name + " " + letters + " " + new String(message.octets(), ISO_8859_1));
      }
    }
    return all.stream().sorted().toList();
  }

  /** What changes with every change of either server. */
  long changes() {
    long sum = 0;
    for (SandboxServer server : List.of(far, near)) {
      for (String name : server.mailboxNames("user")) {
        sum += box(server, name).highestModSeq();
      }
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    far.close();
    near.close();
  }
}
