package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.Connector;
import org.offlineimap.imap.client.Encryption;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.SaslExchange;
import org.offlineimap.imap.client.ServerAddress;
import org.offlineimap.imap.client.Tls;
import org.offlineimap.imap.client.TlsPolicy;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.imap.ImapRepository;
import org.offlineimap.repository.imap.ImapSettings;
import org.offlineimap.repository.imap.MappedRepository;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;
import org.offlineimap.status.Backend;
import org.offlineimap.status.StatusDirectory;
import org.offlineimap.status.StatusDisk;
import org.offlineimap.status.StatusPlace;
import org.offlineimap.sync.AccountSync;
import org.offlineimap.sync.Endpoints;
import org.offlineimap.sync.Mentions;
import org.offlineimap.sync.NameRules;
import org.offlineimap.sync.StopSignal;
import org.offlineimap.sync.SyncSettings;
import org.offlineimap.testing.MappedMemories;

/**
 * Two servers, and the engine between them in this process; {@code far} is the remote one. Confined
 * to one thread.
 */
final class Between implements AutoCloseable {
  final SandboxServer far;
  final SandboxServer near;
  final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final Path home;

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

  /** A pass that must succeed. */
  Result.Counts sync() {
    Result result = run().orElseThrow();
    assertThat(result.outcome()).as("%s", events).isEqualTo(Result.Outcome.OK);
    return result.counts();
  }

  /** One pass; empty when even signing out failed. */
  Optional<Result> run() {
    events.clear();
    StatusDirectory status =
        new StatusDirectory(
            new StatusPlace(home.resolve("meta"), "A", "R", "L"),
            LetterMap.systemOnly(),
            StatusDisk.system(false),
            (_, _) -> {},
            Backend.SQLITE);
    InstantSource clock = () -> Instant.now().plus(ahead);
    try (ImapRepository remote = server("R", true);
        MappedRepository local =
            new MappedRepository(server("L", false), new MappedMemories(status), true)) {
      return Optional.of(
          new AccountSync(
                  SyncSettings.defaults("A"),
                  new Endpoints(remote, local, status, NameRules.NONE, new Mentions()),
                  events::add,
                  clock,
                  StopSignal.NEVER)
              .run());
    } catch (SyncException e) {
      return Optional.empty();
    }
  }

  private ImapRepository server(String name, boolean remote) {
    return new ImapRepository(
        new ImapSettings("A", name, false, false),
        () -> connect(name, remote ? farPort : nearPort),
        events::add);
  }

  private ImapConnection connect(String name, int port) throws ImapException, InterruptedException {
    ServerAddress address =
        new ServerAddress(
            "127.0.0.1",
            port,
            Optional.empty(),
            Duration.ofSeconds(30),
            Optional.empty(),
            Encryption.NONE,
            new Tls(TlsPolicy.platform()));
    ImapConnection connection =
        Connector.connect(address, ConnectionOptions.named(name).within(patience));
    connection.authenticate(SaslExchange.plain("", "user", "secret".getBytes(UTF_8)));
    return connection;
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
