package org.offlineimap.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One thing that FETCH can be asked for (fetch-att of RFC 3501 section 9). Immutable. */
sealed interface FetchItem {
  /** Prints name and value. */
  void print(Session session, StoredMessage message) throws IOException;

  /** Whether asking for it marks the message as read. */
  default boolean setsSeen() {
    return false;
  }

  /** Whether it is asked for by a name that begins with RFC822, and is no number. */
  default boolean isRfc822() {
    return this instanceof Body body && body.name().startsWith("RFC822");
  }

  /** The items that come next: one, or those of a macro. */
  static List<FetchItem> parse(Arguments arguments) throws Refusal {
    String word = arguments.itemWord();
    return switch (word) {
      case "FLAGS" -> List.of(new Flags());
      case "UID" -> List.of(new UidItem());
      case "MODSEQ" -> List.of(new ModSeq());
      case "X-GM-MSGID" -> List.of(new GmailItem("X-GM-MSGID"));
      case "X-GM-THRID" -> List.of(new GmailItem("X-GM-THRID"));
      case "X-GM-LABELS" -> List.of(new GmailItem("X-GM-LABELS"));
      case "EMAILID" -> List.of(new EmailId());
      case "THREADID" -> List.of(new ThreadId());
      case "ENVELOPE" -> List.of(new Envelope());
      case "BINARY.PEEK" -> List.of(binary(arguments));
      case "BINARY.SIZE" -> List.of(binarySize(arguments));
      case "INTERNALDATE" -> List.of(new InternalDate());
      case "RFC822.SIZE" -> List.of(new Size());
      case "RFC822" -> List.of(new Body("RFC822", Section.WHOLE, 0, Long.MAX_VALUE, true));
      case "RFC822.HEADER" ->
          List.of(new Body("RFC822.HEADER", Section.HEADER, 0, Long.MAX_VALUE, false));
      case "RFC822.TEXT" -> List.of(new Body("RFC822.TEXT", Section.TEXT, 0, Long.MAX_VALUE, true));
      case "FAST" -> List.of(new Flags(), new InternalDate(), new Size());
      case "BODY" -> List.of(body(arguments, true));
      case "BODY.PEEK" -> List.of(body(arguments, false));
      default -> throw Refusal.bad("Unknown item " + word);
    };
  }

  private static FetchItem body(Arguments arguments, boolean setsSeen) throws Refusal {
    Section section = Section.parse(arguments);
    String name = "BODY[" + section.name() + "]";
    if (!arguments.take('<')) {
      return new Body(name, section, 0, Long.MAX_VALUE, setsSeen);
    }
    long[] range = arguments.partial();
    return new Body(name + "<" + range[0] + ">", section, range[0], range[1], setsSeen);
  }

  private static FetchItem binary(Arguments arguments) throws Refusal {
    whole(arguments);
    return new Binary();
  }

  private static FetchItem binarySize(Arguments arguments) throws Refusal {
    whole(arguments);
    return new BinarySize();
  }

  private static void whole(Arguments arguments) throws Refusal {
    if (!Section.parse(arguments).equals(Section.WHOLE)) {
      throw Refusal.no("[UNKNOWN-CTE] Only whole messages");
    }
  }

  /** The capability without which the server does not know it. */
  default Optional<Capability> needs() {
    return Optional.empty();
  }

  /** What Gmail adds: identities of message and thread, and labels. */
  record GmailItem(String name) implements FetchItem {
    @Override
    public Optional<Capability> needs() {
      return Optional.of(Capability.X_GM_EXT_1);
    }

    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      String value =
          name.equals("X-GM-LABELS")
              ? "(" + Labels.print(session, message) + ")"
              : Long.toString(message.identity());
      session.printer().raw(name + " " + value);
    }
  }

  /** ENVELOPE, as only a server can print it that does not know how. */
  record Envelope() implements FetchItem {
    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      session
          .printer()
          .raw("ENVELOPE (NIL \"a \"b\" c\" NIL NIL NIL NIL NIL NIL NIL \"<x\"y@z>\")");
    }
  }

  /** EMAILID (RFC 8474 5.1). */
  record EmailId() implements FetchItem {
    @Override
    public Optional<Capability> needs() {
      return Optional.of(Capability.OBJECTID);
    }

    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      session.printer().raw("EMAILID (" + message.emailId() + ")");
    }
  }

  /** THREADID (RFC 8474 5.2): this server knows no threads. */
  record ThreadId() implements FetchItem {
    @Override
    public Optional<Capability> needs() {
      return Optional.of(Capability.OBJECTID);
    }

    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      session.printer().raw("THREADID NIL");
    }
  }

  /** BINARY.PEEK[] (RFC 3516 4.2): the whole message, in a literal that may hold NUL. */
  record Binary() implements FetchItem {
    @Override
    public Optional<Capability> needs() {
      return Optional.of(Capability.BINARY);
    }

    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      session.printer().raw("BINARY[] ~");
      session.printer().literal(message.octets(), 0, message.octets().length);
    }
  }

  /** BINARY.SIZE[]. */
  record BinarySize() implements FetchItem {
    @Override
    public Optional<Capability> needs() {
      return Optional.of(Capability.BINARY);
    }

    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      session.printer().raw("BINARY.SIZE[] " + message.octets().length);
    }
  }

  /** FLAGS. */
  record Flags() implements FetchItem {
    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      session.printer().raw("FLAGS (" + message.flags() + ")");
    }
  }

  /** UID. */
  record UidItem() implements FetchItem {
    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      session.printer().raw("UID " + message.uid());
    }
  }

  /** MODSEQ. */
  record ModSeq() implements FetchItem {
    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      session.printer().raw("MODSEQ (" + message.modSeq() + ")");
    }
  }

  /** INTERNALDATE. */
  record InternalDate() implements FetchItem {
    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      String date =
          session.shows(Behaviour.BAD_INTERNAL_DATE)
              ? message.internalDate().toString()
              : Dates.print(message.internalDate());
      session.printer().raw("INTERNALDATE \"" + date + "\"");
    }
  }

  /** RFC822.SIZE. */
  record Size() implements FetchItem {
    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      session.printer().raw("RFC822.SIZE " + message.octets().length);
    }
  }

  /** A section of the message, or a part of it. */
  record Body(String name, Section section, long from, long length, boolean setsSeen)
      implements FetchItem {
    @Override
    public void print(Session session, StoredMessage message) throws IOException {
      byte[] octets = section.of(message.octets());
      int start = (int) Math.min(from, octets.length);
      int count = (int) Math.min(length, octets.length - start);
      session.printer().raw(name + " ");
      String text = new String(octets, start, count, StandardCharsets.ISO_8859_1);
      if (text.matches("[ -~]+") && session.shows(Behaviour.QUOTED_BODY)) {
        session.printer().raw(ResponsePrinter.quoted(text));
      } else {
        session.printer().literal(octets, start, count);
      }
    }
  }

  /** What is between the brackets of BODY[]: {@code fields} only for HEADER.FIELDS. */
  record Section(String kind, List<String> fields) {
    static final Section WHOLE = new Section("", List.of());
    static final Section HEADER = new Section("HEADER", List.of());
    static final Section TEXT = new Section("TEXT", List.of());

    static Section parse(Arguments arguments) throws Refusal {
      arguments.expect('[');
      if (arguments.take(']')) {
        return WHOLE;
      }
      String kind = arguments.word();
      List<String> fields = new ArrayList<>();
      if (kind.startsWith("HEADER.FIELDS")) {
        arguments.space();
        fields.addAll(arguments.words());
      }
      arguments.expect(']');
      if (!List.of("HEADER", "TEXT", "HEADER.FIELDS", "HEADER.FIELDS.NOT").contains(kind)) {
        throw Refusal.bad("Unknown section " + kind);
      }
      return new Section(kind, fields);
    }

    String name() {
      return fields.isEmpty() ? kind : kind + " (" + String.join(" ", fields) + ")";
    }

    byte[] of(byte[] message) {
      int body = bodyStart(message);
      return switch (kind) {
        case "" -> message;
        case "HEADER" -> Arrays.copyOf(message, body);
        case "TEXT" -> Arrays.copyOfRange(message, body, message.length);
        default -> fieldsOf(new String(message, 0, body, StandardCharsets.ISO_8859_1));
      };
    }

    private static int bodyStart(byte[] message) {
      for (int i = 0; i + 1 < message.length; i++) {
        boolean lineEnd = i == 0 || message[i - 1] == '\n';
        if (lineEnd && message[i] == '\r' && message[i + 1] == '\n') {
          return i + 2;
        }
      }
      return message.length;
    }

    private byte[] fieldsOf(String header) {
      StringBuilder kept = new StringBuilder();
      boolean negated = kind.endsWith(".NOT");
      for (String field : header.split("\r\n(?![ \t])", -1)) {
        String name = field.split(":", 2)[0].strip().toUpperCase(Locale.ROOT);
        if (!field.isEmpty() && fields.contains(name) != negated) {
          kept.append(field).append("\r\n");
        }
      }
      return kept.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
