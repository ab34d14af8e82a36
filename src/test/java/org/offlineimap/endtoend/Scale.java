package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Rig;
import org.offlineimap.testing.VastServer;

/**
 * Runs the program, in a process of its own, against many folders, many messages or many accounts
 * on this machine, and prints what each run took. Started by {@code src/test/scripts/scale}.
 * Confined to one thread.
 */
final class Scale {
  private static final OffsetDateTime DATE = OffsetDateTime.parse("2026-01-01T00:00:00Z");
  private static final String MEASURE =
      """
      import os, subprocess, sys, time
      begin = time.monotonic()
      child = subprocess.Popen(sys.argv[1:])
      _, status, used = os.wait4(child.pid, 0)
      print("%.1f s, %.1f s of processor time, %d MiB" % (
          time.monotonic() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024))
      sys.exit(os.waitstatus_to_exitcode(status))
      """;

  private final Path home;
  private final int count;

  private Scale(Path home, int count) {
    this.home = home;
    this.count = count;
  }

  public static void main(String[] words) throws Exception {
    Scale scale = new Scale(Path.of(words[2]), Integer.parseInt(words[1]));
    switch (words[0]) {
      case "folders" -> scale.folders();
      case "messages" -> scale.messages();
      case "accounts" -> scale.accounts();
      default -> throw new IllegalArgumentException(words[0]);
    }
    System.exit(0);
  }

  /** One account with so many folders of one message each. */
  private void folders() throws Exception {
    try (SandboxServer server = SandboxServer.builder().user("user", "secret").start()) {
      for (int i = 0; i < count; i++) {
        deliver(server, "user", "f" + i, 1);
      }
      runs(rig(server.port()), () -> commands(server));
    }
  }

  /** One folder with so many messages, which the server computes. */
  private void messages() throws Exception {
    try (VastServer server = VastServer.start(count, VastServer.small())) {
      runs(rig(server.port()), () -> server.commands().size());
    }
  }

  /** So many accounts with five folders of twenty messages each, ten of them at a time. */
  private void accounts() throws Exception {
    SandboxServer.Builder builder = SandboxServer.builder();
    IntStream.range(0, count).forEach(i -> builder.user("u" + i, "secret"));
    try (SandboxServer server = builder.start()) {
      for (int i = 0; i < count * 5; i++) {
        deliver(server, "u" + i / 5, i % 5 == 0 ? "INBOX" : "f" + i % 5, 20);
      }
      Rig rig = rig(server.port());
      Files.writeString(rig.rc(), rc(rig, server.port()));
      runs(rig, () -> commands(server));
    }
  }

  private Rig rig(int port) throws IOException {
    return new Rig(home, port, "user", "secret").jvm("-Xms40m").waiting(7200);
  }

  private String rc(Rig rig, int port) {
    String names =
        IntStream.range(0, count).mapToObj(i -> "u" + i).collect(Collectors.joining(","));
    String head =
        "[general]\naccounts = %s\nmaxsyncaccounts = 10\nmetadata = %s\n"
            .formatted(names, rig.metadata());
    return IntStream.range(0, count)
        .mapToObj(i -> account("u" + i, rig.mail().resolve("u" + i), port))
        .collect(Collectors.joining("", head, ""));
  }

  private static String account(String name, Path mail, int port) {
    return """
    [Account %1$s]
    localrepository = %1$s-local
    remoterepository = %1$s-remote
    [Repository %1$s-local]
    type = Maildir
    localfolders = %2$s
    [Repository %1$s-remote]
    type = IMAP
    remotehost = 127.0.0.1
    remoteport = %3$d
    remoteuser = %1$s
    remotepass = secret
    ssl = no
    starttls = no
    """
        .formatted(name, mail, port);
  }

  private static void deliver(SandboxServer server, String user, String folder, int messages) {
    for (int i = 0; i < messages; i++) {
      byte[] octets = ("Subject: " + folder + i + "\r\n\r\ntext\r\n").getBytes(US_ASCII);
      server.mailbox(user, folder).deliver(octets, FlagSet.ofLetters("S"), DATE);
    }
  }

  private static long commands(SandboxServer server) {
    return server.sessions().stream().mapToLong(log -> log.commands().size()).sum();
  }

  /**
   * A first synchronisation, one that still looks at young directories, and one with nothing to do.
   */
  private void runs(Rig rig, LongSupplier commands) throws Exception {
    Files.createDirectories(rig.mail());
    for (String name : List.of("first", "second", "nothing changed")) {
      long before = commands.getAsLong();
      Rig.Run run =
          rig.under(List.of("python3", "-c", MEASURE), "-u", "quiet", "-k", "general:fsync=no");
      System.out.printf(
          Locale.ROOT,
          "%d, %s: exit %d, %s, %d commands%n",
          count,
          name,
          run.exit(),
          run.output().lines().filter(line -> line.contains(" of processor time")).toList(),
          commands.getAsLong() - before);
    }
  }
}
