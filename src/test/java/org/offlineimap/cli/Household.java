package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;
import org.offlineimap.testing.Python3;
import org.offlineimap.ui.UserInterface.Terminal;

/**
 * An rc file, a Maildir and an embedded server, and the whole program run over them in this
 * process. Confined to one thread.
 */
final class Household implements AutoCloseable {
  private static final Instant BEGIN = Instant.ofEpochSecond(1_700_000_000);

  final SandboxServer server;
  final Path home;
  private final List<String> general = new ArrayList<>();
  private final List<String> account = new ArrayList<>();
  private final List<String> local = new ArrayList<>();
  private final List<String> remote = new ArrayList<>();
  private final List<String> sections = new ArrayList<>();
  private String accounts = "A";

  Household(Path home, SandboxServer.Builder server) throws IOException {
    this.home = home;
    this.server = server.user("user", "secret").user("other", "secret").start();
  }

  /** How a run ended, with everything it printed. */
  record Run(int exit, String output) {}

  /** Adds a line to {@code [general]}. */
  Household general(String line) {
    general.add(line);
    return this;
  }

  /** Adds a line to {@code [Account A]}. */
  Household account(String line) {
    account.add(line);
    return this;
  }

  /** Adds a line to {@code [Repository L]}. */
  Household local(String line) {
    local.add(line);
    return this;
  }

  /** Adds a line to {@code [Repository R]}. */
  Household remote(String line) {
    remote.add(line);
    return this;
  }

  /** Adds whole sections, of further accounts. */
  Household more(String names, String text) {
    accounts = names;
    sections.add(text);
    return this;
  }

  /** The lines of an IMAP repository for another user of the server. */
  String imap(String user) {
    String type =
        remote.stream().anyMatch(line -> line.startsWith("type =")) ? "" : "type = IMAP\n";
    return type
        + "remotehost = 127.0.0.1\nremoteport = "
        + server.port()
        + "\nremoteuser = "
        + user
        + "\nremotepass = secret\nssl = no\nstarttls = no\n";
  }

  private String rc() {
    return "[general]\naccounts = "
        + accounts
        + "\nmetadata = "
        + metadata()
        + "\npython = "
        + Python3.path()
        + "\n"
        + String.join("\n", general)
        + "\n[Account A]\nlocalrepository = L\nremoterepository = R\n"
        + String.join("\n", account)
        + "\n[Repository L]\n"
        + (local.stream().anyMatch(line -> line.startsWith("type =")) ? "" : "type = Maildir\n")
        + "localfolders = "
        + mail()
        + "\n"
        + String.join("\n", local)
        + "\n[Repository R]\n"
        + imap("user")
        + String.join("\n", remote)
        + "\n"
        + String.join("\n", sections)
        + "\n";
  }

  /** The rc file, for those who run it themselves. */
  Path rcFile() throws IOException {
    return Files.writeString(home.resolve("rc"), rc());
  }

  /** Runs to the end. */
  Run run(String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, UTF_8);
    int exit = run(new Terminal(print, print), arguments);
    return new Run(exit, out.toString(UTF_8));
  }

  /** Runs to the end on this terminal, and tells the exit status. */
  int run(Terminal terminal, String... arguments) throws IOException {
    Path rc = rcFile();
    List<String> words = new ArrayList<>(List.of("-c", rc.toString(), "-o", "-u", "basic"));
    words.addAll(Arrays.asList(arguments));
    return Program.run(terminal, words.toArray(new String[0]));
  }

  Path mail() {
    return home.resolve("mail");
  }

  Path metadata() {
    return home.resolve("meta");
  }

  Mailbox mailbox(String name) {
    return server.mailbox("user", name);
  }

  /** Puts a message on the server; a day lies between two. */
  long deliver(String folder, String text) {
    Mailbox box = mailbox(folder);
    Instant date = BEGIN.plusSeconds(86_400L * box.uidNext());
    return box.deliver(text.getBytes(ISO_8859_1), FlagSet.none(), date.atOffset(ZoneOffset.UTC));
  }

  /** Gives a message a new UID; all else of it stays, its date too. */
  void renumber(String folder, long uid) {
    Mailbox box = mailbox(folder);
    StoredMessage message = box.message(uid).orElseThrow();
    box.expunge(uid);
    box.deliver(message.octets(), message.flags(), message.internalDate());
  }

  static String text(String name) {
    return "Message-ID: <" + name + "@example.org>\r\nSubject: " + name + "\r\n\r\nBody.\r\n";
  }

  /** Puts a message into a folder's directory, {@code new} or {@code cur}. */
  Path put(String folder, String file, String text) throws IOException {
    for (String inner : List.of("cur", "new", "tmp")) {
      Files.createDirectories(mail().resolve(folder).resolve(inner));
    }
    return Files.writeString(mail().resolve(folder).resolve(file), text, ISO_8859_1);
  }

  /** The message files of a folder, with {@code cur/} or {@code new/}. */
  List<Path> files(String folder) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String inner : List.of("cur", "new")) {
      Path directory = mail().resolve(folder).resolve(inner);
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          files.sorted().forEach(all::add);
        }
      }
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
