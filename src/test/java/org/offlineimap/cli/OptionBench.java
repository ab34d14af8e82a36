package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Certificates;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Python3;
import org.offlineimap.testing.SharedCertificates;
import org.offlineimap.ui.UserInterface.Terminal;

/**
 * A home with an rc file, a server, and the program run inside this process: what the proof of one
 * option needs. The line of the option is put in, or left out, behind the scenario's back. Confined
 * to one thread.
 */
final class OptionBench implements AutoCloseable {
  /** The sections of the rc file. */
  enum Place {
    GENERAL("[general]"),
    MBNAMES("[mbnames]"),
    ACCOUNT("[Account Test]"),
    LOCAL("[Repository Loc]"),
    REMOTE("[Repository Rem]");

    private final String header;

    Place(String header) {
      this.header = header;
    }
  }

  /** How a run ended and what it printed. */
  record Outcome(int exit, String out, String err) {
    /** Both streams. */
    String all() {
      return out + err;
    }
  }

  /** When every message of the server came. */
  static final OffsetDateTime ARRIVED = OffsetDateTime.parse("2020-02-02T02:02:02Z");

  private final Path home;
  private final OptionProof proof;
  private final boolean withLine;
  private final Map<Place, Map<String, String>> lines = new EnumMap<>(Place.class);
  private final Map<String, String> words = new LinkedHashMap<>();
  private final StringBuilder more = new StringBuilder();
  private final SandboxServer.Builder builder = SandboxServer.builder();
  private @Nullable SandboxServer server;

  OptionBench(Path home, OptionProof proof, boolean withLine) {
    this.home = home;
    this.proof = proof;
    this.withLine = withLine;
    for (Place place : Place.values()) {
      lines.put(place, new LinkedHashMap<>());
    }
    set(Place.GENERAL, "accounts = Test");
    set(Place.GENERAL, "metadata = " + metadata());
    set(Place.GENERAL, "python = " + Python3.path());
    set(Place.ACCOUNT, "localrepository = Loc");
    set(Place.ACCOUNT, "remoterepository = Rem");
    set(Place.LOCAL, "type = Maildir");
    set(Place.LOCAL, "localfolders = " + mail());
    set(Place.REMOTE, "type = IMAP");
    set(Place.REMOTE, "remotehost = 127.0.0.1");
    set(Place.REMOTE, "remoteuser = user");
    set(Place.REMOTE, "remotepass = secret");
    set(Place.REMOTE, "ssl = no");
    set(Place.REMOTE, "starttls = no");
  }

  private Map<String, String> section(Place place) {
    return lines.computeIfAbsent(place, _ -> new LinkedHashMap<>());
  }

  /** Sets an option that the scenario needs besides its own. */
  void set(Place place, String line) {
    section(place).put(line.substring(0, line.indexOf('=')).strip(), line);
  }

  /** Puts {@code text} for {@code word} in the option's line. */
  void replace(String word, String text) {
    words.put(word, text);
  }

  /** The value with its words replaced. */
  String replaced(String value) {
    String text = value;
    for (Map.Entry<String, String> word : words.entrySet()) {
      text = text.replace(word.getKey(), word.getValue());
    }
    return text;
  }

  /** Takes one of the usual options away. */
  void unset(Place place, String option) {
    section(place).remove(option);
  }

  /** Appends sections of the scenario's own. */
  void append(String sections) {
    more.append(sections);
  }

  /** Describes the server before it is first used. */
  void describe(Consumer<SandboxServer.Builder> description) {
    description.accept(builder);
  }

  /** The server, started when first asked for. */
  SandboxServer server() throws IOException {
    if (server != null) {
      return server;
    }
    SandboxServer started = builder.start();
    server = started;
    section(Place.REMOTE).putIfAbsent("remoteport", "remoteport = " + started.port());
    return started;
  }

  /** Speaks TLS from the first octet, with a certificate of its own. */
  Certificates tls() throws IOException {
    Certificates certificates = SharedCertificates.get();
    builder.certificates(certificates);
    set(Place.REMOTE, "remoteport = " + server().tlsPort());
    set(Place.REMOTE, "ssl = yes");
    unset(Place.REMOTE, "starttls");
    return certificates;
  }

  Path home() {
    return home;
  }

  Path mail() {
    return home.resolve("mail");
  }

  Path metadata() {
    return home.resolve("meta");
  }

  /** A message on the server. */
  long deliver(String mailbox, String subject) throws IOException {
    return deliver(mailbox, subject, FlagSet.none());
  }

  long deliver(String mailbox, String subject, FlagSet flags) throws IOException {
    String text =
        "Subject: " + subject + "\r\nMessage-ID: <" + subject + "@example.org>\r\n\r\nx\r\n";
    return server().mailbox("user", mailbox).deliver(text.getBytes(ISO_8859_1), flags, ARRIVED);
  }

  /** A message of these octets on the server. */
  long deliverText(String mailbox, String text) throws IOException {
    return server()
        .mailbox("user", mailbox)
        .deliver(text.getBytes(ISO_8859_1), FlagSet.none(), ARRIVED);
  }

  /** A message on the disk, as a mail reader would put it there. */
  Path write(String folder, String name) throws IOException {
    for (String part : List.of("tmp", "cur", "new")) {
      Files.createDirectories(mail().resolve(folder).resolve(part));
    }
    String text = "Subject: " + name + "\nMessage-ID: <" + name + "@example.org>\n\nx\n";
    return Files.writeString(mail().resolve(folder).resolve("new").resolve(name), text);
  }

  /** The files of a folder's messages. */
  List<Path> files(String folder) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String part : List.of("new", "cur")) {
      Path directory = mail().resolve(folder).resolve(part);
      if (Files.isDirectory(directory)) {
        try (Stream<Path> all = Files.list(directory)) {
          all.sorted().forEach(found::add);
        }
      }
    }
    return found;
  }

  /** Runs once. */
  Outcome run(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("-c", rc().toString(), "-u", "basic"));
    line.addAll(List.of(arguments));
    return program(line);
  }

  /** Runs with exactly these arguments, {@code -c} aside. */
  Outcome runBare(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("-c", rc().toString()));
    line.addAll(List.of(arguments));
    return program(line);
  }

  /** Runs once as a process, with the bench's directory as the home directory. */
  Outcome process(String... arguments) throws IOException, InterruptedException {
    Process process = launch(arguments);
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), out, "");
  }

  /** Starts it as a process; whoever does ends it. */
  Process launch(String... arguments) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.offlineimap.cli.Main",
                "-c",
                rc().toString(),
                "-u",
                "basic"));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    return builder.start();
  }

  /** Runs beside this thread. */
  CompletableFuture<Outcome> start(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("-c", rc().toString(), "-u", "basic"));
    line.addAll(List.of(arguments));
    return CompletableFuture.supplyAsync(
        () -> program(line), task -> Thread.ofPlatform().daemon().start(task));
  }

  /**
   * Starts a run that stays until it is closed, with {@code autorefresh} as the scenario set it.
   */
  StayingRun stay() throws IOException {
    return new StayingRun(rc());
  }

  /** Runs once with an interface that asks for the password, and answers with this one. */
  Outcome runAnswering(String password) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printer = new PrintStream(out, false, UTF_8);
    Terminal terminal =
        new Terminal(
            printer, printer, new ByteArrayInputStream((password + "\n").getBytes(UTF_8)), false);
    int exit = Program.run(terminal, "-c", rc().toString(), "-u", "machineui");
    return new Outcome(exit, out.toString(UTF_8), "");
  }

  private static Outcome program(List<String> line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(new PrintStream(out, false, UTF_8), new PrintStream(err, false, UTF_8));
    int exit = Program.run(terminal, line.toArray(String[]::new));
    return new Outcome(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Writes the rc file with the option's line, or without it. */
  Path rc() throws IOException {
    server();
    Map<String, String> section = section(proof.place());
    if (withLine) {
      section.put(proof.option(), proof.line(this));
    } else {
      section.remove(proof.option());
    }
    StringBuilder text = new StringBuilder();
    lines.forEach((place, options) -> {
      if (!options.isEmpty()) {
        text.append(place.header).append('\n');
        options.values().forEach(line -> text.append(line).append('\n'));
      }
    });
    return Files.writeString(home.resolve("rc"), text.append(more));
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
