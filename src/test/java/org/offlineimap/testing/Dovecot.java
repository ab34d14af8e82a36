package org.offlineimap.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.offlineimap.sandbox.Certificates;

/**
 * A private Dovecot for one test: its own directory, ports on loopback, certificate and users, mail
 * in Maildir++. Without Dovecot on this machine the test is skipped, or fails where {@code CI=true}
 * is in the environment. Confined to one thread.
 *
 * <pre>
 * try (Dovecot dovecot = Dovecot.start()) { ... dovecot.port() ... dovecot.password() ... }
 * </pre>
 */
public final class Dovecot implements AutoCloseable {
  private static final int STARTING_SECONDS = 20;

  private final Path directory;
  private final Map<String, String> passwords;
  private final int port;
  private final int tlsPort;
  private final Process process;

  private Dovecot(Path directory, Map<String, String> passwords, int[] ports, Process process) {
    this.directory = directory;
    this.passwords = passwords;
    this.port = ports[0];
    this.tlsPort = ports[1];
    this.process = process;
  }

  /** A server with one user, {@code user} with the password {@code secret}, and separator '/'. */
  public static Dovecot start() throws IOException {
    return new Options().start();
  }

  /** A server to be described first. */
  public static Options with() {
    return new Options();
  }

  /** What a server may be told before it starts. */
  public static final class Options {
    private final Map<String, String> passwords = new LinkedHashMap<>();
    private final List<String> hidden = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private char separator = '/';

    /** Adds a user; without any, there is {@code user} with the password {@code secret}. */
    public Options user(String name, String password) {
      passwords.put(name, password);
      return this;
    }

    /** The hierarchy separator that clients see. */
    public Options separator(char wanted) {
      separator = wanted;
      return this;
    }

    /** Announces all capabilities but these (Dovecot still obeys them). */
    public Options hide(String... capabilities) {
      hidden.addAll(List.of(capabilities));
      return this;
    }

    /** Adds a line to the configuration file. */
    public Options line(String text) {
      lines.append(text).append('\n');
      return this;
    }

    /** Starts the server and waits until it greets. */
    public Dovecot start() throws IOException {
      Path program = program("dovecot");
      if (passwords.isEmpty()) {
        passwords.put("user", "secret");
      }
      Path directory = Files.createTempDirectory("dovecot");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      int[] ports = freePorts();
      write(directory, ports);
      Path config = directory.resolve("dovecot.conf");
      Process process =
          new ProcessBuilder(program.toString(), "-F", "-c", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("output").toFile())
              .start();
      Dovecot dovecot = new Dovecot(directory, Map.copyOf(passwords), ports, process);
      try {
        List<String> announced = dovecot.awaitGreeting();
        return hidden.isEmpty() ? dovecot : restartHiding(dovecot, announced);
      } catch (IOException | RuntimeException e) {
        dovecot.close();
        throw e;
      }
    }

    private Dovecot restartHiding(Dovecot first, List<String> announced) throws IOException {
      first.close();
      List<String> kept = new ArrayList<>(announced);
      kept.removeAll(hidden);
      hidden.clear();
      kept.removeIf(name -> name.startsWith("AUTH=") || name.equals("STARTTLS"));
      return line("imap_capability = " + String.join(" ", kept)).start();
    }

    private void write(Path directory, int[] ports) throws IOException {
      Certificates certificates = SharedCertificates.get();
      Path keys = Files.createDirectory(directory.resolve("tls"));
      Files.copy(certificates.certificatePem(), keys.resolve("sandbox-ca.pem"));
      Files.writeString(keys.resolve("key.pem"), certificates.privateKeyPem());
      StringBuilder users = new StringBuilder();
      passwords.forEach(
          (name, word) -> users.append(name).append(":{PLAIN}").append(word).append("::::::\n"));
      Files.writeString(directory.resolve("users"), users);
      Path mail = Files.createDirectory(directory.resolve("mail"));
      boolean root = "root".equals(System.getProperty("user.name"));
      String owner = root ? "nobody" : Objects.requireNonNull(System.getProperty("user.name"));
      String group = group(directory, owner);
      for (String name : passwords.keySet()) {
        Path home = Files.createDirectory(mail.resolve(name));
        if (root) {
          var lookup = home.getFileSystem().getUserPrincipalLookupService();
          Files.setOwner(home, lookup.lookupPrincipalByName(owner));
        }
      }
      String text =
          CONFIG
              .replace("@dir@", directory.toString())
              .replace("@cert@", keys.resolve("sandbox-ca.pem").toString())
              .replace("@port@", Integer.toString(ports[0]))
              .replace("@tlsport@", Integer.toString(ports[1]))
              .replace("@owner@", owner)
              .replace("@group@", group)
              .replace("@separator@", String.valueOf(separator));
      String own =
          root
              ? ""
              : "default_internal_user = "
                  + owner
                  + "\ndefault_login_user = "
                  + owner
                  + "\ndefault_internal_group = "
                  + group
                  + "\n";
      Files.writeString(directory.resolve("dovecot.conf"), text + own + lines);
    }
  }

  private static final String CONFIG =
      """
      base_dir = @dir@/run
      state_dir = @dir@/state
      log_path = @dir@/log
      protocols = imap
      listen = 127.0.0.1
      ssl = yes
      ssl_cert = <@cert@
      ssl_key = <@dir@/tls/key.pem
      disable_plaintext_auth = no
      auth_failure_delay = 0
      mail_fsync = never
      mail_max_userip_connections = 100
      imap_id_log =
      first_valid_uid = 1
      mail_location = maildir:~/Maildir
      mailbox_list_index = yes
      passdb {
        driver = passwd-file
        args = scheme=PLAIN username_format=%u @dir@/users
      }
      userdb {
        driver = static
        args = uid=@owner@ gid=@group@ home=@dir@/mail/%u
      }
      namespace inbox {
        inbox = yes
        separator = @separator@
        mailbox Trash {
          special_use = \\Trash
        }
        mailbox Sent {
          special_use = \\Sent
        }
      }
      service imap-login {
        chroot =
        inet_listener imap {
          port = @port@
        }
        inet_listener imaps {
          port = @tlsport@
          ssl = yes
        }
      }
      service anvil {
        chroot =
        unix_listener anvil-auth-penalty {
          mode = 0
        }
      }
      service stats {
        chroot =
      }
      """;

  /** The group that a server of this owner runs in. */
  static String group(Path directory, String owner) throws IOException {
    return owner.equals("nobody") ? groupOfNobody(directory) : group(directory);
  }

  private static String group(Path directory) throws IOException {
    return Files.readAttributes(directory, java.nio.file.attribute.PosixFileAttributes.class)
        .group()
        .getName();
  }

  /** Debian and Fedora disagree about the name. */
  private static String groupOfNobody(Path directory) throws IOException {
    var lookup = directory.getFileSystem().getUserPrincipalLookupService();
    try {
      return lookup.lookupPrincipalByGroupName("nogroup").getName();
    } catch (UserPrincipalNotFoundException e) {
      return lookup.lookupPrincipalByGroupName("nobody").getName();
    }
  }

  private static Path program(String name) {
    return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/opt/homebrew/sbin")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> {
          String text = "Dovecot is not installed; on Debian: apt-get install dovecot-imapd";
          return "true".equals(System.getenv("CI")) ? fail(text) : abort(text);
        });
  }

  private static int[] freePorts() throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket two = new ServerSocket(0, 1, loopback)) {
      return new int[] {one.getLocalPort(), two.getLocalPort()};
    }
  }

  /** Waits for the greeting after a login too, since capabilities differ before and after it. */
  private List<String> awaitGreeting() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTING_SECONDS);
    while (true) {
      try (Socket socket = new Socket(host(), port)) {
        return capabilities(socket);
      } catch (IOException e) {
        if (!pauseWhileRunning() || System.nanoTime() > deadline) {
          throw new IOException("Dovecot does not start: " + log(), e);
        }
      }
    }
  }

  private List<String> capabilities(Socket socket) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    String user = passwords.keySet().iterator().next();
    String login = "a LOGIN \"" + user + "\" \"" + password(user) + "\"\r\n";
    socket.getOutputStream().write((login + "b CAPABILITY\r\n").getBytes(StandardCharsets.UTF_8));
    Predicate<String> wanted = line -> line.startsWith("* CAPABILITY ") || line.startsWith("b ");
    String line = in.readLine();
    while (line != null && !wanted.test(line)) {
      line = in.readLine();
    }
    if (line == null) {
      throw new IOException("no greeting");
    }
    return Arrays.asList(line.split(" ")).stream().skip(2).toList();
  }

  private boolean pauseWhileRunning() throws IOException {
    try {
      return !process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Dovecot starts", e);
    }
  }

  /** The address it listens on. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port for plain connections and STARTTLS. */
  public int port() {
    return port;
  }

  /** The port for implicit TLS. */
  public int tlsPort() {
    return tlsPort;
  }

  /** The PEM file that a client names as its CA; the certificate is for localhost and 127.0.0.1. */
  public Path caFile() {
    return directory.resolve("tls/sandbox-ca.pem");
  }

  /** The name of the first user. */
  public String user() {
    return passwords.keySet().iterator().next();
  }

  /** The password of {@link #user()}. */
  public String password() {
    return password(user());
  }

  /** The password of a user. */
  public String password(String user) {
    return Objects.requireNonNull(passwords.get(user), user);
  }

  /** The Maildir++ of a user on the server's side: INBOX; other folders are {@code .name} in it. */
  public Path maildir(String user) {
    return directory.resolve("mail").resolve(user).resolve("Maildir");
  }

  /** What the server logged so far. */
  public String log() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("output", "log")) {
      Path file = directory.resolve(name);
      text.append(Files.exists(file) ? Files.readString(file) : "");
    }
    return text.toString();
  }

  /** Stops the server and deletes its directory. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(directory);
  }

  private static void delete(Path tree) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(tree)) {
      paths = walk.toList();
    }
    for (Path path : paths.reversed()) {
      Files.deleteIfExists(path);
    }
  }
}
