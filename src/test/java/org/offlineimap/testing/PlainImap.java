package org.offlineimap.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The second client: a few IMAP commands over plain loopback, one at a time, sharing no code with
 * the engine, so that tests can change and audit a server. Confined to one thread.
 */
public final class PlainImap implements AutoCloseable {
  private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\}$");
  private static final Pattern UID = Pattern.compile("UID (\\d+)");
  private static final Pattern CUT = Pattern.compile("\\[MESSAGELIMIT \\d+ (\\d+)]");
  private static final Pattern DATE = Pattern.compile("INTERNALDATE \"([^\"]*)\"");
  private static final DateTimeFormatter DATE_FORM =
      DateTimeFormatter.ofPattern("d-MMM-yyyy HH:mm:ss Z", Locale.ENGLISH);
  private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private int tag;
  private String completion = "";

  /** Connects to a loopback port and signs in. */
  public PlainImap(int port, String user, String password) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out = socket.getOutputStream();
    line();
    command("LOGIN " + quote(user) + " " + quote(password));
  }

  /** A message as the server holds it: flags without \Recent, octets of the wire as Latin-1. */
  public record Message(long uid, Set<String> flags, Instant date, String octets) {
    @Override
    public String toString() {
      return uid + " " + flags + " " + octets.length();
    }
  }

  /** Creates a mailbox; its name is on the wire as given. */
  public void create(String mailbox) throws IOException {
    command("CREATE " + quote(mailbox));
  }

  /** Appends one message; flags as IMAP writes them. */
  public void append(String mailbox, byte[] octets, String flags) throws IOException {
    appendWith(mailbox, octets, "(" + flags + ")");
  }

  /** The same with its date, to the second. */
  public void append(String mailbox, byte[] octets, String flags, Instant date) throws IOException {
    String text = DATE_FORM.format(date.atOffset(ZoneOffset.UTC));
    appendWith(mailbox, octets, "(" + flags + ") \"" + text + "\"");
  }

  private void appendWith(String mailbox, byte[] octets, String arguments) throws IOException {
    String name = nextTag();
    send(name + " APPEND " + quote(mailbox) + " " + arguments + " {" + octets.length + "}\r\n");
    String answer = line();
    if (!answer.startsWith("+")) {
      throw new IOException(answer);
    }
    out.write(octets);
    send("\r\n");
    finish(name);
  }

  /** Writes the octets of a message. */
  public interface Body {
    /** Writes all of them. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Appends a message of so many octets that nobody has in memory. */
  public void append(String mailbox, long octets, Body body) throws IOException {
    String name = nextTag();
    send(name + " APPEND " + quote(mailbox) + " {" + octets + "}\r\n");
    String answer = line();
    if (!answer.startsWith("+")) {
      throw new IOException(answer);
    }
    body.writeTo(out);
    send("\r\n");
    finish(name);
  }

  /** Writes the octets of the only message of a mailbox, as they come. */
  public void fetchOnly(String mailbox, OutputStream to) throws IOException {
    command("EXAMINE " + quote(mailbox));
    String name = nextTag();
    send(name + " FETCH 1 BODY.PEEK[]\r\n");
    Matcher literal = LITERAL.matcher(line());
    if (!literal.find()) {
      throw new IOException("no message in " + mailbox);
    }
    byte[] buffer = new byte[1 << 16];
    for (long left = Long.parseLong(literal.group(1)); left > 0; ) {
      int got = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (got < 0) {
        throw new IOException("the server closed the connection");
      }
      to.write(buffer, 0, got);
      left -= got;
    }
    line();
    finish(name);
  }

  /** Every message of a mailbox by UID. */
  public List<Message> messages(String mailbox) throws IOException {
    command(
        "SELECT " + quote(mailbox)); // Courier appends nothing to a mailbox that is being examined.
    TreeMap<Long, Message> found = new TreeMap<>();
    for (Answer answer : fetchAll()) {
      Matcher uid = UID.matcher(answer.text);
      if (uid.find() && !answer.literals.isEmpty()) {
        long number = Long.parseLong(uid.group(1));
        String octets = new String(answer.literals.get(0), StandardCharsets.ISO_8859_1);
        found.put(number, new Message(number, flags(answer.text), date(answer.text), octets));
      }
    }
    return List.copyOf(found.values());
  }

  /** Asks again for what MESSAGELIMIT left out. */
  private List<Answer> fetchAll() throws IOException {
    List<Answer> answers = new ArrayList<>();
    String set = "1:*";
    while (!set.isEmpty()) {
      answers.addAll(command("UID FETCH " + set + " (UID FLAGS INTERNALDATE BODY.PEEK[])"));
      Matcher cut = CUT.matcher(completion);
      boolean more = cut.find() && !cut.group(1).equals("1");
      set = more ? "1:" + (Long.parseLong(cut.group(1)) - 1) : "";
    }
    return answers;
  }

  private static Instant date(String text) {
    Matcher matcher = DATE.matcher(text);
    return matcher.find()
        ? OffsetDateTime.parse(matcher.group(1).strip(), DATE_FORM).toInstant()
        : Instant.EPOCH;
  }

  private static Set<String> flags(String text) {
    Matcher matcher = FLAGS.matcher(text);
    Set<String> flags = new TreeSet<>();
    if (matcher.find()) {
      flags.addAll(List.of(matcher.group(1).split(" ", -1)));
      flags.removeAll(Set.of("", "\\Recent"));
    }
    return flags;
  }

  /** {@code +FLAGS} or {@code -FLAGS} on a UID set. */
  public void store(String mailbox, String uids, String operation, String flags)
      throws IOException {
    command("SELECT " + quote(mailbox));
    command("UID STORE " + uids + " " + operation + " (" + flags + ")");
  }

  /** Removes messages. */
  public void delete(String mailbox, String uids) throws IOException {
    store(mailbox, uids, "+FLAGS.SILENT", "\\Deleted");
    command("EXPUNGE");
  }

  /** Sends a command and waits for its OK; the untagged answers come back. */
  public List<Answer> command(String text) throws IOException {
    String name = nextTag();
    send(name + " " + text + "\r\n");
    return finish(name);
  }

  private List<Answer> finish(String name) throws IOException {
    List<Answer> answers = new ArrayList<>();
    while (true) {
      Answer answer = answer();
      if (answer.text.startsWith(name + " ")) {
        if (!answer.text.startsWith(name + " OK")) {
          throw new IOException(answer.text);
        }
        completion = answer.text;
        return answers;
      }
      answers.add(answer);
    }
  }

  /** One answer: its text with literals cut out, and these. */
  public record Answer(String text, List<byte[]> literals) {}

  private Answer answer() throws IOException {
    StringBuilder text = new StringBuilder();
    List<byte[]> literals = new ArrayList<>();
    while (true) {
      String line = line();
      Matcher literal = LITERAL.matcher(line);
      text.append(line);
      if (!literal.find()) {
        return new Answer(text.toString(), literals);
      }
      literals.add(in.readNBytes(Integer.parseInt(literal.group(1))));
    }
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    int octet = in.read();
    while (octet >= 0 && octet != '\n') {
      if (octet != '\r') {
        text.append((char) octet);
      }
      octet = in.read();
    }
    if (octet < 0) {
      throw new IOException("the server closed the connection after: " + text);
    }
    return text.toString();
  }

  private String nextTag() {
    return "t" + tag++;
  }

  private void send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Override
  public void close() throws IOException {
    send("bye LOGOUT\r\n");
    socket.close();
  }
}
