package org.offlineimap.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's Cyrus with one user, {@code user} with the password {@code secret}, on a loopback port.
 * Confined to one thread.
 */
public final class Cyrus implements AutoCloseable {
  private static final long STARTING_SECONDS = 30;
  private static final String CONFIG =
      """
      configdirectory: @dir@/conf
      partition-default: @dir@/spool
      sasl_pwcheck_method: auxprop
      sasl_auxprop_plugin: sasldb
      sasl_sasldb_path: @dir@/sasldb
      sasl_mech_list: PLAIN LOGIN
      allowplaintext: yes
      unixhierarchysep: yes
      altnamespace: yes
      autocreate_quota: 10000000
      cyrus_user: @owner@
      cyrus_group: @group@
      virtdomains: off
      servername: localhost
      """;
  private static final String SERVICES =
      """
      START {
        recover cmd="@bin@/ctl_cyrusdb -C @dir@/imapd.conf -r"
      }
      SERVICES {
        imap cmd="@bin@/imapd -C @dir@/imapd.conf" listen="127.0.0.1:@port@" prefork=0
      }
      EVENTS {
      }
      """;

  private final Path directory;
  private final int port;
  private final Process process;

  private Cyrus(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /** Starts it and waits until it lets the user in. */
  public static Cyrus start() throws IOException, InterruptedException {
    Path bin =
        Objects.requireNonNull(UnpackedServer.program("usr/lib/cyrus/bin/imapd").getParent());
    Path directory = Files.createTempDirectory("cyrus");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    int port = freePort();
    boolean root = "root".equals(System.getProperty("user.name"));
    String owner = root ? "nobody" : Objects.requireNonNull(System.getProperty("user.name"));
    write(directory.resolve("imapd.conf"), CONFIG, directory, owner, port, bin);
    write(directory.resolve("cyrus.conf"), SERVICES, directory, owner, port, bin);
    for (String part : List.of("conf", "spool")) {
      Files.createDirectory(directory.resolve(part));
    }
    addUser(directory);
    if (root) {
      own(directory, owner);
    }
    Process process =
        UnpackedServer.process(
                List.of(
                    UnpackedServer.program("usr/sbin/cyrmaster").toString(),
                    "-C",
                    directory + "/imapd.conf",
                    "-M",
                    directory + "/cyrus.conf",
                    "-p",
                    directory + "/pid"))
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    Cyrus cyrus = new Cyrus(directory, port, process);
    cyrus.awaitLogin();
    return cyrus;
  }

  private static void write(
      Path file, String text, Path directory, String owner, int port, Path bin) throws IOException {
    Files.writeString(
        file,
        text.replace("@dir@", directory.toString())
            .replace("@owner@", owner)
            .replace("@group@", Dovecot.group(directory, owner))
            .replace("@port@", String.valueOf(port))
            .replace("@bin@", bin.toString()));
  }

  private static void addUser(Path directory) throws IOException, InterruptedException {
    Process process =
        UnpackedServer.process(
                List.of(
                    UnpackedServer.program("usr/sbin/saslpasswd2").toString(),
                    "-p",
                    "-c",
                    "-f",
                    directory + "/sasldb",
                    "-u",
                    "localhost",
                    "user"))
            .start();
    try (var in = process.getOutputStream()) {
      in.write("secret\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    if (process.waitFor() != 0) {
      throw new IOException("saslpasswd2: " + process.exitValue());
    }
  }

  private static void own(Path directory, String owner) throws IOException {
    var user =
        directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.toList()) {
        Files.setOwner(path, user);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return one.getLocalPort();
    }
  }

  private void awaitLogin() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTING_SECONDS);
    while (true) {
      try (PlainImap imap = new PlainImap(port, "user", "secret")) {
        imap.command("NOOP");
        return;
      } catch (IOException e) {
        if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          String output = Files.readString(directory.resolve("output"));
          close();
          throw new IOException("Cyrus does not start: " + output, e);
        }
      }
    }
  }

  /** Where it listens on loopback. */
  public int port() {
    return port;
  }

  /** Stops the server and deletes its directory. */
  @Override
  public void close() throws IOException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().join();
    }
    UnpackedServer.delete(directory);
  }
}
