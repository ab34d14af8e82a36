package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.imap.ImapRepository;
import org.offlineimap.repository.imap.ImapSettings;
import org.offlineimap.repository.maildir.MaildirDisk;
import org.offlineimap.repository.maildir.MaildirHost;
import org.offlineimap.repository.maildir.MaildirRepository;
import org.offlineimap.repository.maildir.MaildirSettings;
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
import org.offlineimap.testing.Effects;
import org.offlineimap.testing.Loopback;
import org.offlineimap.testing.PowerLoss;

/**
 * A machine with a Maildir, an embedded server beside it, and the engine between them, put together
 * in this process as the program does it, so that every effect can be counted and ended. Confined
 * to one thread.
 */
final class Machine implements AutoCloseable {
  private static final LetterMap LETTERS = LetterMap.systemOnly();

  final Effects effects = new Effects();
  final SandboxServer server;
  final List<SyncEvent> events = java.util.Collections.synchronizedList(new ArrayList<>());
  private final Path home;
  private final PowerLoss disk;
  private int started;

  /** What the program takes for the time. */
  InstantSource clock = InstantSource.system();

  /** Whether files are flushed. */
  boolean fsync = true;

  /** How long the server may be silent while it owes an answer. */
  Duration patience = Duration.ofSeconds(60);

  Machine(Path home, SandboxServer.Builder server) throws IOException {
    this.home = home;
    this.server = server.user("user", "secret").grace(Duration.ZERO).start();
    this.disk = new PowerLoss(MaildirDisk.real(), Files.createDirectories(home.resolve("stash")));
  }

  Path mail() {
    return home.resolve("mail");
  }

  /** One pass of a program started anew; empty when it was killed. */
  Optional<Result> run() {
    started++;
    events.clear();
    try (ImapRepository remote = remote()) {
      Endpoints ends = new Endpoints(remote, local(), status(), NameRules.NONE, new Mentions());
      Result result =
          new AccountSync(SyncSettings.defaults("A"), ends, events::add, clock, StopSignal.NEVER)
              .run();
      return effects.isDead() ? Optional.empty() : Optional.of(result);
    } catch (Effects.Killed e) {
      return Optional.empty();
    } catch (SyncException e) {
      return Optional.empty();
    }
  }

  private ImapRepository remote() {
    ImapSettings settings = new ImapSettings("A", "R", false, false);
    return new ImapRepository(settings, this::connect, events::add);
  }

  private ImapConnection connect() throws ImapException, InterruptedException {
    return Loopback.connect(server.port(), ConnectionOptions.named("R").within(patience));
  }

  private MaildirRepository local() {
    MaildirSettings settings =
        new MaildirSettings(
            "L",
            mail(),
            "/",
            MaildirSettings.Format.standard(),
            new MaildirSettings.Care(fsync, false));
    MaildirHost host = new MaildirHost(() -> "host", started, clock, _ -> {});
    MaildirDisk watched = effects.watch(MaildirDisk.class, disk, Set.of(), Effects::fullDisk);
    return new MaildirRepository(settings, host, watched);
  }

  private StatusDirectory status() {
    StatusPlace place = new StatusPlace(home.resolve("meta"), "A", "R", "L");
    StatusDisk watched =
        effects.watch(
            StatusDisk.class,
            StatusDisk.system(fsync),
            Set.of("writes", "durable"),
            Effects::fullDisk);
    return new StatusDirectory(place, LETTERS, watched, (_, _) -> {}, Backend.SQLITE);
  }

  /** The power fails: what was not flushed is gone, content first. */
  void powerFails() throws IOException {
    disk.loseContents(files(mail()));
    disk.strike();
  }

  void deliver(String folder, String text) {
    server
        .mailbox("user", folder)
        .deliver(
            text.getBytes(ISO_8859_1),
            FlagSet.none(),
            Instant.ofEpochSecond(1_700_000_000).atOffset(ZoneOffset.UTC));
  }

  void write(String folder, String file, String text) throws IOException {
    for (String part : List.of("cur", "new", "tmp")) {
      Files.createDirectories(mail().resolve(folder).resolve(part));
    }
    Files.writeString(mail().resolve(folder).resolve("new").resolve(file), text, ISO_8859_1);
  }

  /** The message files of a folder. */
  List<Path> messages(String folder) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String part : List.of("cur", "new")) {
      Path directory = mail().resolve(folder).resolve(part);
      if (Files.isDirectory(directory)) {
        all.addAll(files(directory));
      }
    }
    return all;
  }

  private static List<Path> files(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Every message of the disk as "folder letters octets", sorted; tmp/ is no part of the mail. */
  List<String> disk() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : files(mail())) {
      Path part = file.getParent();
      Path folder = part == null ? null : part.getParent();
      if (folder != null && part != null && !part.endsWith("tmp")) {
        String name = String.valueOf(file.getFileName());
        String letters = name.contains(":2,") ? name.substring(name.indexOf(":2,") + 3) : "";
        String text = Files.readString(file, ISO_8859_1).replace("\n", "\r\n");
        all.add(mail().relativize(folder) + " " + letters + " " + text);
      }
    }
    return all.stream().sorted().toList();
  }

  /** Every message of the server in the same form. */
  List<String> wire() {
    List<String> all = new ArrayList<>();
    for (String name : server.mailboxNames("user")) {
      for (StoredMessage message : server.mailbox("user", name).messages()) {
        String letters = message.flags().letters();
        all.add(name + " " + letters + " " + new String(message.octets(), ISO_8859_1));
      }
    }
    return all.stream().sorted().toList();
  }

  /** What a run that has nothing to do must leave alone. */
  record Still(TreeMap<String, Object> files, List<String> wire, long changes) {}

  Still still() throws IOException {
    TreeMap<String, Object> states = new TreeMap<>();
    for (Path file : files(mail())) {
      states.put(
          file.toString(),
          Files.getAttribute(file, "unix:ino") + " " + Files.getLastModifiedTime(file));
    }
    long modSeqs =
        server.mailboxNames("user").stream()
            .mapToLong(name -> server.mailbox("user", name).highestModSeq())
            .sum();
    return new Still(states, wire(), modSeqs);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
