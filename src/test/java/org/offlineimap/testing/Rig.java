package org.offlineimap.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A user's home with an rc file and a Maildir, and the program run in it as a process of its own.
 * Confined to one thread.
 */
public final class Rig {
  private static final String MAIN = "org.offlineimap.cli.Main";
  private static final String HEAR_ALL =
      """
      import os, signal, sys
      for one in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
          signal.signal(one, signal.SIG_DFL)
      os.execv(sys.argv[1], sys.argv[1:])
      """;

  private final Path home;
  private final Path rc;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> flags = new ArrayList<>();
  private long limitSeconds = 240;

  /** Makes the home in {@code home}, for a plain server on loopback. */
  public Rig(Path home, int port, String user, String password) throws IOException {
    this(home, port, user, password, "");
  }

  /** The same with more lines for the remote repository's section. */
  public Rig(Path home, int port, String user, String password, String remoteLines)
      throws IOException {
    this.home = Files.createDirectories(home);
    this.rc = home.resolve("offlineimaprc");
    Files.writeString(
        rc,
        """
        [general]
        accounts = Test
        metadata = %s
        [Account Test]
        localrepository = Loc
        remoterepository = Rem
        [Repository Loc]
        type = Maildir
        localfolders = %s
        sep = /
        [Repository Rem]
        type = IMAP
        remotehost = 127.0.0.1
        remoteport = %d
        remoteuser = %s
        remotepass = %s
        ssl = no
        starttls = no
        %s
        """
            .formatted(metadata(), mail(), port, user, password, remoteLines));
  }

  /** The Maildir root. */
  public Path mail() {
    return home.resolve("mail");
  }

  /** The metadata directory. */
  public Path metadata() {
    return home.resolve("meta");
  }

  /** The rc file. */
  public Path rc() {
    return rc;
  }

  /** Adds a variable to what runs find in their environment. */
  public Rig with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Starts the JVM with these flags too. */
  public Rig jvm(String... more) {
    flags.addAll(List.of(more));
    return this;
  }

  /** Waits so long for the end of a run. */
  public Rig waiting(long seconds) {
    limitSeconds = seconds;
    return this;
  }

  /** How a run ended, with everything it printed. */
  public record Run(int exit, String output) {}

  /** Runs to the end. */
  public Run run(String... arguments) throws IOException, InterruptedException {
    return end(start(arguments));
  }

  private Run end(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("still running after " + limitSeconds + " s: " + output);
    }
    return new Run(process.exitValue(), output);
  }

  /** Starts a run; both output streams are one. */
  public Process start(String... arguments) throws IOException {
    List<String> once = new ArrayList<>(List.of("-o"));
    once.addAll(List.of(arguments));
    return launch(List.of(), once);
  }

  /**
   * Starts a run that stays, as {@code autorefresh} says. A test run in the background or under
   * nohup hands down ignored signals, which a JVM respects; this one hears them all.
   */
  public Process stay(String... arguments) throws IOException {
    return launch(List.of("python3", "-c", HEAR_ALL), List.of(arguments));
  }

  /** A shell script that runs a class of ours with these arguments, for a terminal. */
  public Path inShell(Class<?> main, String... arguments) throws IOException {
    List<String> words = command(List.of(arguments));
    words.set(words.indexOf(MAIN), main.getName());
    String command =
        words.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    return Files.writeString(home.resolve("run.sh"), "exec " + command + "\n");
  }

  private Process launch(List<String> prefix, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(command(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /**
   * Runs a shell script, in which {@code "$@"} is the program with its arguments, as root of a
   * namespace of its own: it may mount what it likes.
   */
  public Run script(String script) throws IOException, InterruptedException {
    List<String> prefix = List.of("unshare", "-Urm", "sh", "-c", script, "sh");
    return end(launch(prefix, List.of("-o")));
  }

  /** Runs to the end as the child of another program, whose own command line comes first. */
  public Run under(List<String> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> once = new ArrayList<>(List.of("-o"));
    once.addAll(List.of(arguments));
    return end(launch(program, once));
  }

  private List<String> command(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED"));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            MAIN,
            "-c",
            rc.toString(),
            "-u",
            "basic"));
    command.addAll(arguments);
    return command;
  }

  /** What identifies a file's state: nothing touched means all of it equal. */
  public record FileState(Object inode, long modifiedMillis, long size) {}

  /** All message files below the Maildir root by relative name. */
  public Map<String, FileState> files() throws IOException {
    return files(mail());
  }

  /** All regular files below {@code root} by relative name. */
  public static Map<String, FileState> files(Path root) throws IOException {
    Map<String, FileState> states = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        states.put(
            root.relativize(file).toString(),
            new FileState(
                Files.getAttribute(file, "unix:ino"),
                Files.getLastModifiedTime(file).toMillis(),
                Files.size(file)));
      }
    }
    return states;
  }

  /** The messages of a folder, by file. */
  public List<Path> messages(String folder) throws IOException {
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

  /** Puts a new message into a folder's {@code new/}, as a mail reader would. */
  public Path deliver(String folder, String name, byte[] octets) throws IOException {
    Path directory = Files.createDirectories(mail().resolve(folder).resolve("new"));
    Files.createDirectories(mail().resolve(folder).resolve("cur"));
    Files.createDirectories(mail().resolve(folder).resolve("tmp"));
    return Files.write(directory.resolve(name), octets);
  }
}
