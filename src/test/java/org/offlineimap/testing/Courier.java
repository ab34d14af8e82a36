package org.offlineimap.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Debian's Courier on a loopback port. Its own login daemon works only where it is installed, so
 * whoever signs in here, as anybody, gets a process of Courier's IMAP server for the one Maildir
 * there is. Safe for any thread.
 */
public final class Courier implements AutoCloseable {
  private static final Map<String, String> SURROUNDINGS =
      Map.ofEntries(
          Map.entry("AUTHENTICATED", "user"),
          Map.entry("PROTOCOL", "IMAP"),
          Map.entry("MAILDIRPATH", "Maildir"),
          Map.entry("IMAP_CAPABILITY", "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE IDLE"),
          Map.entry("IMAP_KEYWORDS", "1"),
          Map.entry("IMAP_ACL", "0"),
          Map.entry("IMAP_USELOCKS", "0"),
          Map.entry("IMAP_ENHANCEDIDLE", "0"),
          Map.entry("IMAP_IDLE_TIMEOUT", "60"),
          Map.entry("IMAP_OBSOLETE_CLIENT", "0"),
          Map.entry("IMAP_UMASK", "022"),
          Map.entry("IMAP_TRASHFOLDERNAME", "Trash"),
          Map.entry("IMAP_EMPTYTRASH", ""),
          Map.entry("IMAP_MOVE_EXPUNGE_TO_TRASH", "0"));

  private final Path directory;
  private final ServerSocket door;
  private final ConcurrentLinkedQueue<Process> processes = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();

  private Courier(Path directory, ServerSocket door) {
    this.directory = directory;
    this.door = door;
  }

  /** Listens on a free loopback port, for a user with an empty mailbox. */
  public static Courier start() throws IOException {
    Path directory = Files.createTempDirectory("courier");
    for (String part : List.of("cur", "new", "tmp")) {
      Files.createDirectories(directory.resolve("Maildir").resolve(part));
    }
    UnpackedServer.program("usr/bin/imapd");
    Courier courier =
        new Courier(directory, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("courier").start(courier::accept);
    return courier;
  }

  /** Where it listens. */
  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (true) {
      try {
        Socket client = door.accept();
        client.setTcpNoDelay(true);
        sockets.add(client);
        Thread.ofPlatform().daemon().start(() -> serve(client));
      } catch (IOException e) {
        return; // The door was closed: the test is over.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      OutputStream out = client.getOutputStream();
      say(out, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready");
      String tag = signIn(in, out);
      if (tag.isEmpty()) {
        return;
      }
      Process imapd = imapd();
      processes.add(imapd);
      InputStream answers = imapd.getInputStream();
      String greeting = line(answers);
      while (!greeting.startsWith("* PREAUTH")) {
        greeting = line(answers);
      }
      say(out, tag + " OK signed in");
      Thread.ofPlatform().daemon().start(() -> copy(answers, out, client));
      copy(in, imapd.getOutputStream(), imapd.getOutputStream());
    } catch (IOException e) {
      return; // The client hung up.
    }
  }

  /** The tag of the command that signs in, or nothing when the client leaves. */
  private static String signIn(InputStream in, OutputStream out) throws IOException {
    while (true) {
      String line = line(in);
      String[] words = line.split(" ", -1);
      if (words.length < 2) {
        return "";
      }
      switch (words[1].toUpperCase(Locale.ROOT)) {
        case "CAPABILITY" -> {
          say(out, "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR");
          say(out, words[0] + " OK");
        }
        case "LOGIN", "AUTHENTICATE" -> {
          return words[0];
        }
        default -> say(out, words[0] + " BAD sign in first");
      }
    }
  }

  private Process imapd() throws IOException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // It gives no mail to root; with Maildirs of root's own it wants no other user either.
      command.addAll(List.of("setpriv", "--reuid", "nobody", "--regid", "nogroup"));
      command.add("--clear-groups");
      own();
    }
    command.addAll(List.of(UnpackedServer.program("usr/bin/imapd").toString(), "Maildir"));
    ProcessBuilder builder =
        UnpackedServer.process(command)
            .directory(directory.toFile())
            .redirectErrorStream(false)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(SURROUNDINGS);
    builder.environment().put("HOME", directory.toString());
    return builder.start();
  }

  private void own() throws IOException {
    var users = directory.getFileSystem().getUserPrincipalLookupService();
    for (Path path :
        List.of(
            directory,
            directory.resolve("Maildir"),
            directory.resolve("Maildir/cur"),
            directory.resolve("Maildir/new"),
            directory.resolve("Maildir/tmp"))) {
      Files.setOwner(path, users.lookupPrincipalByName("nobody"));
      Files.getFileAttributeView(path, java.nio.file.attribute.PosixFileAttributeView.class)
          .setGroup(users.lookupPrincipalByGroupName("nogroup"));
    }
  }

  private static void copy(InputStream from, OutputStream to, AutoCloseable atEnd) {
    byte[] buffer = new byte[1 << 14];
    try (atEnd) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        to.write(buffer, 0, n);
        to.flush();
      }
    } catch (Exception e) {
      return; // One side hung up.
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    int octet = in.read();
    while (octet >= 0 && octet != '\n') {
      text.append((char) octet);
      octet = in.read();
    }
    if (octet < 0 && text.isEmpty()) {
      throw new IOException("closed");
    }
    return text.toString().strip();
  }

  /** Ends every session and deletes the mail. */
  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    for (Process process : processes) {
      Objects.requireNonNull(process).destroyForcibly().onExit().join();
    }
    UnpackedServer.delete(directory);
  }
}
