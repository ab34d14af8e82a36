package org.offlineimap.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server whose one mailbox is too large to be kept: message N of it is computed when it is asked
 * for, and of what is appended only size and digest stay. It knows the commands of a program that
 * downloads, uploads and looks, and answers BAD to all others. Safe for any thread.
 */
public final class VastServer implements AutoCloseable {
  private static final String CAPABILITIES =
      "IMAP4rev1 AUTH=PLAIN SASL-IR LITERAL+ UIDPLUS ENABLE CONDSTORE LIST-EXTENDED LIST-STATUS";
  private static final Pattern FETCH = Pattern.compile("UID FETCH (\\S+) \\(([^)]*)\\).*");
  private static final Pattern APPEND = Pattern.compile("APPEND .*\\{(\\d+)\\+}");
  private static final int BUFFER = 1 << 16;

  /** What the messages are. */
  public interface Contents {
    /** Octets of the message with this UID. */
    long octets(int uid);

    /** Writes so many. */
    void write(int uid, OutputStream out) throws IOException;
  }

  /** Of a message that was appended. */
  public record Appended(long octets, String sha256) {}

  private final ServerSocket listener;
  private final Contents contents;
  private final int messages;
  private final List<Appended> appended = Collections.synchronizedList(new ArrayList<>());
  private final List<String> commands = Collections.synchronizedList(new ArrayList<>());

  private VastServer(int messages, Contents contents) throws IOException {
    this.messages = messages;
    this.contents = contents;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Listens, with messages of the UIDs 1 to {@code messages} in INBOX; any user may log in. */
  public static VastServer start(int messages, Contents contents) throws IOException {
    VastServer server = new VastServer(messages, contents);
    Thread.ofPlatform().daemon().name("vast accept").start(server::accept);
    return server;
  }

  /** Small messages that differ. */
  public static Contents small() {
    return new Contents() {
      @Override
      public long octets(int uid) {
        return text(uid).length;
      }

      @Override
      public void write(int uid, OutputStream out) throws IOException {
        out.write(text(uid));
      }

      private static byte[] text(int uid) {
        return ("From: a@example.org\r\nMessage-ID: <"
                + uid
                + "@vast>\r\nSubject: "
                + uid
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
      }
    };
  }

  /** Messages of {@code lines} lines of 64 octets after a short header. */
  public static Contents large(long lines) {
    byte[] header = "Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] line = ("x".repeat(62) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return new Contents() {
      @Override
      public long octets(int uid) {
        return header.length + lines * line.length;
      }

      @Override
      public void write(int uid, OutputStream out) throws IOException {
        out.write(header);
        for (long i = 0; i < lines; i++) {
          out.write(line);
        }
      }
    };
  }

  /** The port on loopback. */
  public int port() {
    return listener.getLocalPort();
  }

  /** What was appended, in order; their UIDs follow those of the messages. */
  public List<Appended> appended() {
    return List.copyOf(appended);
  }

  /** Every command so far, of all connections, without its tag. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofPlatform().daemon().name("vast session").start(() -> converse(socket));
      } catch (IOException e) {
        commands.add("(" + e.getMessage() + ")"); // The end of listening.
      }
    }
  }

  private void converse(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER)) {
      socket.setTcpNoDelay(true);
      say(out, "* OK [CAPABILITY " + CAPABILITIES + "] ready");
      for (Optional<String> line = next(in, out); line.isPresent(); line = next(in, out)) {
        String text = line.get();
        int blank = text.indexOf(' ');
        String command = text.substring(blank + 1);
        commands.add(command.startsWith("AUTH") ? "AUTHENTICATE" : command);
        say(out, text.substring(0, blank) + " " + answer(command, in, out));
      }
    } catch (IOException e) {
      commands.add("(" + e.getMessage() + ")"); // The client has gone.
    }
  }

  /** The next line; what was answered leaves when the client has nothing more to say. */
  private static Optional<String> next(InputStream in, OutputStream out) throws IOException {
    if (in.available() == 0) {
      out.flush();
    }
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        return Optional.empty();
      }
      line.append((char) octet);
    }
    return Optional.of(line.toString().strip());
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Does what a command asks; what stands behind its tag is the answer. */
  private String answer(String command, InputStream in, OutputStream out) throws IOException {
    String verb = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    switch (verb) {
      case "AUTHENTICATE", "LOGIN" -> {
        return "OK [CAPABILITY " + CAPABILITIES + "] hello";
      }
      case "LIST" -> list(out, command.contains("STATUS"));
      case "SELECT", "EXAMINE" -> {
        return select(out);
      }
      case "UID" -> {
        return fetch(command, out);
      }
      case "APPEND" -> {
        return append(command, in);
      }
      case "ENABLE", "NOOP", "LOGOUT", "UNSELECT", "CLOSE" -> {}
      default -> {
        return "BAD not known here";
      }
    }
    return "OK done";
  }

  private int count() {
    return messages + appended.size();
  }

  private void list(OutputStream out, boolean status) throws IOException {
    say(out, "* LIST () \"/\" INBOX");
    if (status) {
      say(
          out,
          "* STATUS INBOX (MESSAGES %d UIDNEXT %d UIDVALIDITY 7 HIGHESTMODSEQ %d)"
              .formatted(count(), count() + 1, count()));
    }
  }

  private String select(OutputStream out) throws IOException {
    say(out, "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)");
    say(out, "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)] flags");
    say(out, "* " + count() + " EXISTS");
    say(out, "* 0 RECENT");
    say(out, "* OK [UIDVALIDITY 7] validity");
    say(out, "* OK [UIDNEXT " + (count() + 1) + "] next");
    say(out, "* OK [HIGHESTMODSEQ " + count() + "] highest");
    return "OK [READ-WRITE] selected";
  }

  private String fetch(String command, OutputStream out) throws IOException {
    Matcher parts = FETCH.matcher(command);
    if (!parts.matches()) {
      return "BAD not known here";
    }
    for (String range : parts.group(1).split(",", -1)) {
      String[] ends = range.split(":", -1);
      int last = number(ends[ends.length - 1]);
      for (int uid = number(ends[0]); uid <= last; uid++) {
        fetchOne(uid, parts.group(2), out);
      }
    }
    return "OK fetched";
  }

  private int number(String end) {
    return end.equals("*") ? count() : Integer.parseInt(end);
  }

  private void fetchOne(int uid, String items, OutputStream out) throws IOException {
    String text = "* " + uid + " FETCH (UID " + uid;
    text += items.contains("FLAGS") ? " FLAGS (\\Seen)" : "";
    text += items.contains("MODSEQ") ? " MODSEQ (" + uid + ")" : "";
    text += items.contains("RFC822.SIZE") ? " RFC822.SIZE " + octets(uid) : "";
    text += items.contains("INTERNALDATE") ? " INTERNALDATE \"01-Jan-2024 00:00:00 +0000\"" : "";
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    if (items.contains("BODY.PEEK[]")) {
      say(out, " BODY[] {" + octets(uid) + "}");
      if (uid > messages) {
        throw new IOException("what was appended has not been kept");
      }
      contents.write(uid, out);
    }
    say(out, ")");
  }

  private long octets(int uid) {
    return uid > messages ? appended.get(uid - messages - 1).octets() : contents.octets(uid);
  }

  private String append(String command, InputStream in) throws IOException {
    Matcher literal = APPEND.matcher(command);
    if (!literal.matches()) {
      return "BAD not known here";
    }
    long octets = Long.parseLong(literal.group(1));
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    for (long left = octets; left > 0; ) {
      int some = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (some < 0) {
        throw new IOException("the client has gone within a message");
      }
      digest.update(buffer, 0, some);
      left -= some;
    }
    appended.add(new Appended(octets, hex(digest)));
    return in.read() == '\r' && in.read() == '\n'
        ? "OK [APPENDUID 7 " + count() + "] appended"
        : "BAD one message at a time";
  }

  /** The digest of a message of these contents. */
  public static String digest(Contents contents, int uid) {
    MessageDigest digest = sha256();
    OutputStream sink =
        new OutputStream() {
          @Override
          public void write(int octet) {
            digest.update((byte) octet);
          }

          @Override
          public void write(byte[] octets, int from, int length) {
            digest.update(octets, from, length);
          }
        };
    try {
      contents.write(uid, sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(MessageDigest digest) {
    return java.util.HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
