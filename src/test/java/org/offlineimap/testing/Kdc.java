package org.offlineimap.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Kerberos realm of one test (MIT's programs): database, keys and ports of its own, nothing of
 * the machine's. Confined to one thread.
 */
public final class Kdc implements AutoCloseable {
  /** The realm. */
  public static final String REALM = "TEST.EXAMPLE";

  private static final int STARTING_SECONDS = 20;

  private final Path directory;
  private final int port;
  private final Process process;

  /** Starts it in a directory, with one user and the service {@code imap/localhost}. */
  public Kdc(Path directory, String user, String password) throws IOException {
    this.directory = directory;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    Files.writeString(configuration(), clients());
    Files.writeString(directory.resolve("kdc.conf"), server());
    run("", "kdb5_util", "create", "-s", "-r", REALM, "-P", "master of nothing");
    administer("addprinc -pw " + password + " " + user);
    administer("addprinc -randkey imap/localhost");
    administer("ktadd -k " + keytab() + " imap/localhost");
    Files.setPosixFilePermissions(keytab(), PosixFilePermissions.fromString("rw-r--r--"));
    process = builder("krb5kdc", "-n", "-r", REALM).start();
    awaitPort();
  }

  private String clients() {
    return """
    [libdefaults]
      default_realm = REALM
      dns_lookup_kdc = false
      dns_lookup_realm = false
      dns_canonicalize_hostname = false
      rdns = false
      udp_preference_limit = 1
    [realms]
      REALM = {
        kdc = 127.0.0.1:PORT
      }
    [domain_realm]
      localhost = REALM
    """
        .replace("REALM", REALM)
        .replace("PORT", Integer.toString(port));
  }

  private String server() {
    return """
    [kdcdefaults]
      kdc_listen = 127.0.0.1:PORT
      kdc_tcp_listen = 127.0.0.1:PORT
    [realms]
      REALM = {
        database_name = DIR/principal
        key_stash_file = DIR/stash
        acl_file = DIR/acl
      }
    [logging]
      kdc = FILE:DIR/kdc.log
    """
        .replace("REALM", REALM)
        .replace("PORT", Integer.toString(port))
        .replace("DIR", directory.toString());
  }

  /** What clients read: {@code KRB5_CONFIG}. */
  public Path configuration() {
    return directory.resolve("krb5.conf");
  }

  /** The keys of the service. */
  public Path keytab() {
    return directory.resolve("keytab");
  }

  /** What a user's programs have in their environment. */
  public Map<String, String> environment() {
    return Map.of(
        "KRB5_CONFIG",
        configuration().toString(),
        "KRB5CCNAME",
        "FILE:" + directory.resolve("tickets"));
  }

  /** Gets a ticket. */
  public void signIn(String user, String password) throws IOException {
    run(password + "\n", "kinit", user);
  }

  /** Forgets the ticket. */
  public void signOut() throws IOException {
    run("", "kdestroy");
  }

  private void administer(String command) throws IOException {
    run("", "kadmin.local", "-r", REALM, "-q", command);
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(List.of(command));
    builder.environment().putAll(environment());
    builder.environment().put("KRB5_KDC_PROFILE", directory.resolve("kdc.conf").toString());
    builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output").toFile()));
  }

  private void run(String input, String... command) throws IOException {
    Process running = builder(command).start();
    try (OutputStream out = running.getOutputStream()) {
      out.write(input.getBytes(UTF_8));
    }
    try {
      if (running.waitFor() != 0) {
        throw new IOException(command[0] + ": " + Files.readString(directory.resolve("output")));
      }
    } catch (InterruptedException e) {
      running.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void awaitPort() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTING_SECONDS);
    while (true) {
      try (Socket _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline || !process.isAlive()) {
          throw new IOException("no KDC: " + Files.readString(directory.resolve("output")), e);
        }
        pause();
      }
    }
  }

  private void pause() throws IOException {
    try {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
