package org.offlineimap.imap.protocol;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.offlineimap.imap.wire.WireException;
import org.offlineimap.imap.wire.WireReader;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.Uid;

/** Reads the data of one message (RFC 9051 9, {@code msg-att}). Confined to one call. */
final class FetchParser {
  private final WireReader in;
  private final BodyReceiver bodies;
  private final List<String> flagNames = new ArrayList<>(6);
  private OptionalLong uid = OptionalLong.empty();
  private Optional<FlagSet> flags = Optional.empty();
  private OptionalLong modSeq = OptionalLong.empty();
  private OptionalLong size = OptionalLong.empty();
  private Optional<OffsetDateTime> internalDate = Optional.empty();
  private Optional<String> identity = Optional.empty();
  private Optional<Set<String>> labels = Optional.empty();
  private boolean body;

  private FetchParser(WireReader in, BodyReceiver bodies) {
    this.in = in;
    this.bodies = bodies;
  }

  static Untagged fetch(long sequence, WireReader in, BodyReceiver bodies) throws IOException {
    return new FetchParser(in, bodies).read(sequence);
  }

  /** With UIDONLY there are no sequence numbers, and 0 stands for them (RFC 9586 3.3). */
  static Untagged uidFetch(long uid, WireReader in, BodyReceiver bodies) throws IOException {
    FetchParser parser = new FetchParser(in, bodies);
    parser.uid = OptionalLong.of(inRange(uid));
    return parser.read(0);
  }

  private Untagged read(long sequence) throws IOException {
    in.skipSpaces();
    in.expect('(');
    in.skipSpaces();
    while (!in.tryRead(')')) {
      item();
      in.skipSpaces();
    }
    return new Untagged.Fetch(
        sequence, uid, flags, modSeq, size, internalDate, identity, labels, body);
  }

  private void item() throws IOException {
    String name = in.atomBefore('[').toUpperCase(Locale.ROOT);
    if (in.tryRead('[')) {
      section(name);
      return;
    }
    in.skipSpaces();
    switch (name) {
      case "UID" -> uid = OptionalLong.of(inRange(in.number()));
      case "FLAGS" -> {
        flagNames.clear();
        DataParser.flagNames(in, flagNames);
        flags = Optional.of(FlagSet.ofImapNames(flagNames));
      }
      case "MODSEQ" -> modSeq = OptionalLong.of(bracketed());
      case "RFC822.SIZE" -> size = OptionalLong.of(in.number());
      case "INTERNALDATE" -> internalDate = internalDate();
      case "EMAILID" -> identity = objectId();
      case "X-GM-MSGID" -> identity = Optional.of(Long.toString(in.number()));
      case "X-GM-LABELS" -> labels = Optional.of(labels());
      case "RFC822" -> value("");
      default -> in.skipValue();
    }
  }

  private static long inRange(long value) throws WireException {
    if (value < 1 || value > Uid.MAX) {
      throw new WireException("a UID is out of range: " + value);
    }
    return value;
  }

  private Set<String> labels() throws IOException {
    List<String> names = new ArrayList<>();
    DataParser.flagNames(in, names);
    return Set.copyOf(names);
  }

  private long bracketed() throws IOException {
    in.expect('(');
    long value = in.number();
    in.expect(')');
    return value;
  }

  private Optional<String> objectId() throws IOException {
    if (!in.tryRead('(')) {
      in.skipValue();
      return Optional.empty();
    }
    String id = in.atomBefore(')');
    in.expect(')');
    return Optional.of(id);
  }

  private Optional<OffsetDateTime> internalDate() throws IOException {
    if (in.peek() == '"') {
      return InternalDate.parse(in.string());
    }
    in.skipValue();
    return Optional.empty();
  }

  /** {@code [HEADER.FIELDS (A B)]<0>}: the section's text is kept, the origin octet dropped. */
  private void section(String name) throws IOException {
    StringBuilder section = new StringBuilder();
    while (!in.tryRead(']')) {
      if (in.atLineEnd()) {
        throw new WireException("a section is open at the end of the line");
      }
      section.append((char) in.skipOctet());
    }
    if (in.tryRead('<')) {
      in.number();
      in.expect('>');
    }
    in.skipSpaces();
    if (name.equals("BODY")) {
      value(section.toString().toUpperCase(Locale.ROOT));
    } else {
      in.skipValue();
    }
  }

  private void value(String section) throws IOException {
    switch (in.peek()) {
      case '"', '{', '~' -> {
        body = true;
        bodies.receive(uid, section, in.streamed());
        in.skipLiteral();
      }
      default -> in.skipValue();
    }
  }
}
