package org.offlineimap.imap.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.offlineimap.imap.protocol.Command.Part;
import org.offlineimap.imap.wire.StringForm;
import org.offlineimap.mail.MessageSource;

/** Prints commands (RFC 9051 9, {@code command}). Confined to one thread at a time. */
public final class CommandWriter {
  /** LITERAL- allows this much without asking (RFC 7888 5). */
  private static final int SMALL_LITERAL = 4096;

  private final OutputStream out;
  private final Literals literals;
  private final Permission permission;

  /** Which literals the server takes without being asked (RFC 7888). */
  public enum Literals {
    ASK_ALWAYS,
    ASK_WHEN_LARGE,
    NEVER_ASK
  }

  /** Waits until the server asks for a literal. */
  @FunctionalInterface
  public interface Permission {
    /**
     * Sends what is buffered and waits.
     *
     * @return false when the server answered otherwise: the rest must not be sent
     */
    boolean await() throws IOException;
  }

  /** A writer onto {@code out}. */
  public CommandWriter(OutputStream out, Literals literals, Permission permission) {
    this.out = out;
    this.literals = literals;
    this.permission = permission;
  }

  /**
   * Writes tag, command and line end.
   *
   * @return false when the server refused a literal
   * @throws SourceException a message could not be read
   */
  public boolean write(String tag, Command command) throws IOException {
    // Measured first: while nothing is sent, a message that has gone costs only its own command.
    PrimitiveIterator.OfLong octets = measure(command);
    ascii(tag + " ");
    for (Part part : command.parts()) {
      boolean goOn =
          switch (part) {
            case Part.Text(String text) -> ascii(text);
            case Part.Argument(String value) -> string(Command.octets(value));
            case Part.SecretArgument(Command.Octets value) -> string(value.value());
            case Part.SecretText(Command.Octets value) -> raw(value.value());
            case Part.Message(MessageSource source, boolean binary) ->
                ascii(binary ? "~" : "") && message(source, octets.nextLong());
          };
      if (!goOn) {
        return false;
      }
    }
    return ascii("\r\n");
  }

  /** The octets of its messages, in order. */
  private static PrimitiveIterator.OfLong measure(Command command) throws SourceException {
    LongStream.Builder octets = LongStream.builder();
    for (Part part : command.parts()) {
      if (part instanceof Part.Message(MessageSource source, boolean _)) {
        try {
          octets.add(source.wireOctets());
        } catch (IOException e) {
          throw new SourceException(e, false);
        }
      }
    }
    return octets.build().iterator();
  }

  private boolean ascii(String text) throws IOException {
    return raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private boolean raw(byte[] octets) throws IOException {
    out.write(octets);
    return true;
  }

  private boolean string(byte[] octets) throws IOException {
    String plain = new String(octets, StandardCharsets.ISO_8859_1);
    return switch (StringForm.of(octets)) {
      case ATOM -> ascii(plain);
      case QUOTED -> ascii('"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
      case LITERAL -> {
        boolean goOn = announce(octets.length);
        if (goOn) {
          out.write(octets);
        }
        yield goOn;
      }
    };
  }

  private boolean message(MessageSource source, long octets) throws IOException {
    if (!announce(octets)) {
      return false;
    }
    ExactOutput exact = new ExactOutput(out, octets);
    try {
      source.writeTo(exact);
      exact.finish();
    } catch (IOException e) {
      throw exact.targetFailed() ? e : new SourceException(e, true);
    }
    return true;
  }

  private boolean announce(long octets) throws IOException {
    boolean ask =
        switch (literals) {
          case ASK_ALWAYS -> true;
          case ASK_WHEN_LARGE -> octets > SMALL_LITERAL;
          case NEVER_ASK -> false;
        };
    ascii("{" + octets + (ask ? "}\r\n" : "+}\r\n"));
    return !ask || permission.await();
  }
}
