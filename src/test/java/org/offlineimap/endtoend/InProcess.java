package org.offlineimap.endtoend;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.LocalRepository;
import org.offlineimap.repository.RemoteRepository.FolderState;
import org.offlineimap.repository.imap.ImapRepository;
import org.offlineimap.repository.imap.ImapSettings;
import org.offlineimap.repository.imap.MappedRepository;
import org.offlineimap.repository.maildir.MaildirDisk;
import org.offlineimap.repository.maildir.MaildirHost;
import org.offlineimap.repository.maildir.MaildirRepository;
import org.offlineimap.repository.maildir.MaildirSettings;
import org.offlineimap.status.Backend;
import org.offlineimap.status.StatusDirectory;
import org.offlineimap.status.StatusDisk;
import org.offlineimap.status.StatusPlace;
import org.offlineimap.sync.AccountSync;
import org.offlineimap.sync.Endpoints;
import org.offlineimap.sync.LabelRules;
import org.offlineimap.sync.Mentions;
import org.offlineimap.sync.NameRules;
import org.offlineimap.sync.PassScope;
import org.offlineimap.sync.SyncSettings;
import org.offlineimap.sync.Window;
import org.offlineimap.testing.Effects;
import org.offlineimap.testing.Loopback;
import org.offlineimap.testing.MappedMemories;

/**
 * Passes over a server on loopback and a Maildir in a directory, or a second server, in this
 * process, by a clock that runs a minute ahead, so that no directory looks too young. Confined to
 * one thread.
 */
final class InProcess {
  /** Every durable effect; none is disturbed unless told. */
  final Effects effects = new Effects();

  private final Path home;
  private final int far;
  private final OptionalInt near;
  private final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());
  private Duration ahead = Duration.ofMinutes(1);
  private Duration patience = Duration.ofSeconds(60);
  private int started;
  private Window window = Window.NONE;
  private Optional<LabelRules> labels = Optional.empty();
  private ImapSettings.Connections connections = ImapSettings.Connections.ONE;
  private long received;
  private Optional<ImapSettings.SlowLine> slowLine = Optional.empty();
  private PassScope scope = PassScope.WHOLE;
  private Consumer<SyncEvent> meanwhile = _ -> {};
  private Map<FolderName, Optional<FolderState>> left = Map.of();

  /** Between the server and a Maildir in {@code home}. */
  InProcess(Path home, int port) {
    this(home, port, OptionalInt.empty());
  }

  private InProcess(Path home, int far, OptionalInt near) {
    this.home = home;
    this.far = far;
    this.near = near;
  }

  /** Between two servers: {@code near} takes the place of the Maildir. */
  static InProcess between(Path home, int far, int near) {
    return new InProcess(home, far, OptionalInt.of(near));
  }

  void over(ImapSettings.Connections wanted) {
    connections = wanted;
  }

  /** Octets of the last pass on their way down, as they crossed the wire. */
  long received() {
    return received;
  }

  void compressing(ImapSettings.SlowLine slow) {
    slowLine = Optional.of(slow);
  }

  void window(Window wanted) {
    window = wanted;
  }

  void quick(boolean wanted) {
    scope = wanted ? PassScope.WHOLE.quickly() : PassScope.WHOLE;
  }

  private LetterMap letters() {
    LetterMap letters = LetterMap.systemOnly();
    return near.isPresent() ? letters.withEveryKeyword() : letters;
  }

  /** Keeps labels in step with a header of the files. */
  void labels(LabelRules wanted) {
    labels = Optional.of(wanted);
  }

  private SyncSettings settings() {
    SyncSettings d = SyncSettings.defaults("A");
    SyncSettings.Conduct c = d.conduct();
    Set<String> unsent =
        labels
            .map(rules -> Set.of(rules.header().name().toLowerCase(Locale.ROOT)))
            .orElse(c.filterHeaders());
    return new SyncSettings(
        "A",
        d.local(),
        d.remote(),
        new SyncSettings.Conduct(
            c.expunge(), c.guard(), c.ignoreReadOnly(), unsent, c.retryCount()),
        window,
        letters(),
        labels,
        d.orders());
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

  /** How long a server may be silent while it owes an answer. */
  void within(Duration wanted) {
    patience = wanted;
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

  /** One pass of a program started anew. */
  Result run() throws SyncException {
    events.clear();
    started++;
    InstantSource clock = () -> Instant.now().plus(ahead);
    EventSink told =
        event -> {
          events.add(event);
          meanwhile.accept(event);
        };
    StatusDirectory status = status();
    try (ImapRepository remote = server("R", far, told);
        LocalRepository local = local(status, clock, told)) {
      AccountSync sync =
          new AccountSync(
              settings(),
              new Endpoints(remote, local, status, NameRules.NONE, new Mentions()),
              told,
              clock,
              () -> false);
      Result result = sync.run(scope);
      left = sync.left();
      received = remote.traffic().octetsDown();
      return result;
    }
  }

  private ImapRepository server(String name, int port, EventSink told) {
    ImapSettings all = new ImapSettings("A", name, false, false).over(connections);
    ImapSettings settings = slowLine.map(all::compressing).orElse(all);
    return new ImapRepository(
        settings,
        () -> Loopback.connect(port, ConnectionOptions.named(name).within(patience)),
        told);
  }

  private LocalRepository local(StatusDirectory status, InstantSource clock, EventSink told) {
    if (near.isPresent()) {
      return new MappedRepository(
          server("L", near.getAsInt(), told), new MappedMemories(status), true);
    }
    MaildirSettings settings =
        new MaildirSettings(
            "L",
            mail(),
            "/",
            MaildirSettings.Format.standard(),
            new MaildirSettings.Care(false, false));
    MaildirHost host = new MaildirHost(() -> "host", started, clock, _ -> {});
    return new MaildirRepository(
        settings,
        host,
        effects.watch(MaildirDisk.class, MaildirDisk.real(), Set.of(), Effects::fullDisk));
  }

  private StatusDirectory status() {
    return new StatusDirectory(
        new StatusPlace(metadata(), "A", "R", "L"),
        letters(),
        effects.watch(
            StatusDisk.class,
            StatusDisk.system(false),
            Set.of("writes", "durable"),
            Effects::fullDisk),
        (_, _) -> {},
        Backend.SQLITE);
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
