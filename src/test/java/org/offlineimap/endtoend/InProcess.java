package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.offlineimap.event.EventSink;
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
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteRepository.FolderState;
import org.offlineimap.repository.imap.ImapRepository;
import org.offlineimap.repository.imap.ImapSettings;
import org.offlineimap.repository.maildir.MaildirHost;
import org.offlineimap.repository.maildir.MaildirRepository;
import org.offlineimap.repository.maildir.MaildirSettings;
import org.offlineimap.status.Backend;
import org.offlineimap.status.StatusDirectory;
import org.offlineimap.status.StatusDisk;
import org.offlineimap.status.StatusPlace;
import org.offlineimap.sync.AccountSync;
import org.offlineimap.sync.Endpoints;
import org.offlineimap.sync.Mentions;
import org.offlineimap.sync.NameRules;
import org.offlineimap.sync.PassScope;
import org.offlineimap.sync.SyncSettings;
import org.offlineimap.sync.Window;

/**
 * Passes over a server on loopback and a Maildir in a directory, in this process, by a clock that
 * runs a minute ahead, so that no directory looks too young. Confined to one thread.
 */
final class InProcess {
  private final Path home;
  private final int port;
  private final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());
  private Duration ahead = Duration.ofMinutes(1);
  private Window window = Window.NONE;
  private ImapSettings.Connections connections = ImapSettings.Connections.ONE;
  private PassScope scope = PassScope.WHOLE;
  private Consumer<SyncEvent> meanwhile = _ -> {};
  private Map<FolderName, Optional<FolderState>> left = Map.of();

  InProcess(Path home, int port) {
    this.home = home;
    this.port = port;
  }

  void over(ImapSettings.Connections wanted) {
    connections = wanted;
  }

  void window(Window wanted) {
    window = wanted;
  }

  void quick(boolean wanted) {
    scope = wanted ? PassScope.WHOLE.quickly() : PassScope.WHOLE;
  }

  private SyncSettings settings() {
    SyncSettings d = SyncSettings.defaults("A");
    return new SyncSettings(
        "A", d.local(), d.remote(), d.conduct(), window, d.letters(), d.orders());
  }

  /** From now on somebody hears the server; {@code act} sees each event when it happens. */
  void heard(Consumer<SyncEvent> act) {
    PassScope.Listener ears =
        new PassScope.Listener() {
          @Override
          public void taken(List<FolderName> local) {}

          @Override
          public boolean hearsServer() {
            return true;
          }
        };
    scope = new PassScope(scope.folders(), scope.hooks(), scope.waiting(), scope.quick(), ears);
    meanwhile = act;
  }

  /** What the last pass knows of how it left the server. */
  Map<FolderName, Optional<FolderState>> left() {
    return left;
  }

  /** Runs by the clock of the machine, so that a directory that changed just now is too young. */
  void inOurTime() {
    ahead = Duration.ZERO;
  }

  /** Lets time pass. */
  void later(Duration more) {
    ahead = ahead.plus(more);
  }

  Path mail() {
    return home.resolve("mail");
  }

  Path metadata() {
    return home.resolve("meta");
  }

  /** What was told in the last pass. */
  List<SyncEvent> events() {
    return events;
  }

  /** Runs a pass that must succeed. */
  Result.Counts sync() throws SyncException {
    Result result = run();
    assertThat(result.outcome()).as("%s", events).isEqualTo(Result.Outcome.OK);
    return result.counts();
  }

  Result run() throws SyncException {
    events.clear();
    InstantSource clock = () -> Instant.now().plus(ahead);
    ImapSettings settings = new ImapSettings("A", "R", false, false).over(connections);
    MaildirSettings disk =
        new MaildirSettings(
            "L",
            mail(),
            "/",
            MaildirSettings.Format.standard(),
            new MaildirSettings.Care(false, false));
    StatusPlace place = new StatusPlace(metadata(), "A", "R", "L");
    EventSink told =
        event -> {
          events.add(event);
          meanwhile.accept(event);
        };
    try (ImapRepository remote = new ImapRepository(settings, this::open, told)) {
      AccountSync sync =
          new AccountSync(
              settings(),
              new Endpoints(
                  remote,
                  new MaildirRepository(disk, new MaildirHost(() -> "host", 1, clock, _ -> {})),
                  new StatusDirectory(
                      place,
                      LetterMap.systemOnly(),
                      StatusDisk.system(false),
                      (_, _) -> {},
                      Backend.SQLITE),
                  NameRules.NONE,
                  new Mentions()),
              told,
              clock,
              () -> false);
      Result result = sync.run(scope);
      left = sync.left();
      return result;
    }
  }

  private ImapConnection open() throws ImapException, InterruptedException {
    ServerAddress address =
        new ServerAddress(
            "127.0.0.1",
            port,
            Optional.empty(),
            Duration.ofSeconds(30),
            Optional.empty(),
            Encryption.NONE,
            new Tls(TlsPolicy.platform()));
    ImapConnection connection = Connector.connect(address, ConnectionOptions.named("test"));
    connection.authenticate(SaslExchange.plain("", "user", "secret".getBytes(UTF_8)));
    return connection;
  }

  /** The message files of a folder. */
  List<Path> files(String folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part : List.of("new", "cur")) {
      try (var all = Files.list(mail().resolve(folder).resolve(part))) {
        all.sorted().forEach(files::add);
      }
    }
    return files;
  }
}
