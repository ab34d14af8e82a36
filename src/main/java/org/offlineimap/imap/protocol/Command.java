package org.offlineimap.imap.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.offlineimap.mail.MessageSource;

/**
 * A command without its tag, as the parts to be sent. It knows which of them is secret. Immutable.
 *
 * @param kind for the pipelining rules
 * @param parts in order; no spaces are added between them
 */
public record Command(CommandKind kind, List<Part> parts) {
  /** Copies the list. */
  public Command {
    parts = List.copyOf(parts);
  }

  /** A piece of a command. */
  public sealed interface Part {
    /** Sent as it is: ASCII without line ends. */
    record Text(String text) implements Part {}

    /** A string argument, spelled as atom, quoted string or literal. */
    record Argument(String value) implements Part {}

    /** A string argument that no log may show. */
    record SecretArgument(Octets value) implements Part {}

    /** Sent as it is, and shown in no log: the initial response of SASL. */
    record SecretText(Octets value) implements Part {}

    /**
     * A message, as a literal.
     *
     * @param binary as a literal8, which may hold NUL (RFC 3516)
     */
    record Message(MessageSource source, boolean binary) implements Part {}
  }

  /** Octets whose text form never shows them. */
  public static final class Octets {
    private final byte[] value;

    /** Copies {@code value}. */
    public Octets(byte[] value) {
      this.value = value.clone();
    }

    /** A copy. */
    public byte[] value() {
      return value.clone();
    }

    @Override
    public String toString() {
      return "***";
    }
  }

  /** What may be logged: arguments shown, secrets and messages replaced. */
  public String logText() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          switch (part) {
            case Part.Text(String plain) -> plain;
            case Part.Argument(String value) -> '"' + value + '"';
            case Part.SecretArgument _, Part.SecretText _ -> "***";
            case Part.Message _ -> "{message}";
          });
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return logText();
  }

  /** Begins a command. */
  static Builder of(CommandKind kind, String text) {
    return new Builder(kind).text(text);
  }

  /** Collects parts. Confined to one thread. */
  static final class Builder {
    private final CommandKind kind;
    private final List<Part> parts = new ArrayList<>(4);

    private Builder(CommandKind kind) {
      this.kind = kind;
    }

    Builder text(String text) {
      parts.add(new Part.Text(text));
      return this;
    }

    Builder argument(String value) {
      parts.add(new Part.Text(" "));
      parts.add(new Part.Argument(value));
      return this;
    }

    Builder secret(byte[] value) {
      parts.add(new Part.Text(" "));
      parts.add(new Part.SecretArgument(new Octets(value)));
      return this;
    }

    Builder secretText(String ascii) {
      parts.add(new Part.Text(" "));
      parts.add(new Part.SecretText(new Octets(octets(ascii))));
      return this;
    }

    Builder message(MessageSource source, boolean binary) {
      parts.add(new Part.Text(" "));
      parts.add(new Part.Message(source, binary));
      return this;
    }

    Command build() {
      return new Command(kind, parts);
    }
  }

  /** A string's octets as they are sent: UTF-8. */
  static byte[] octets(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
