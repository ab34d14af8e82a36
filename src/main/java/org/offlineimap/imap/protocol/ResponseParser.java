package org.offlineimap.imap.protocol;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.offlineimap.imap.protocol.Response.Condition;
import org.offlineimap.imap.wire.WireException;
import org.offlineimap.imap.wire.WireReader;

/** Reads one response (RFC 9051 9, {@code response}). Stateless. */
public final class ResponseParser {
  private ResponseParser() {}

  /**
   * Reads a whole response with its line end.
   *
   * @param bodies takes message octets on the way
   * @throws WireException it is not understood; the rest is still to be skipped
   * @throws IOException the connection failed
   */
  public static Response read(WireReader in, BodyReceiver bodies) throws IOException {
    in.beginResponse();
    if (in.tryRead('+')) {
      in.skipSpaces();
      return new Response.Continuation(in.restOfLine());
    }
    if (in.tryRead('*')) {
      in.expect(' ');
      in.skipSpaces();
      return untagged(in, bodies);
    }
    String tag = in.atom();
    in.expect(' ');
    Condition condition =
        condition(in.atom())
            .orElseThrow(() -> new WireException("a tagged response is no OK, NO or BAD"));
    return new Response.Tagged(tag, condition, CodeParser.text(in));
  }

  private static Optional<Condition> condition(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "OK" -> Optional.of(Condition.OK);
      case "NO" -> Optional.of(Condition.NO);
      case "BAD" -> Optional.of(Condition.BAD);
      default -> Optional.empty();
    };
  }

  private static Untagged untagged(WireReader in, BodyReceiver bodies) throws IOException {
    if (in.atDigit()) {
      long number = in.number();
      in.skipSpaces();
      return numbered(number, in, bodies);
    }
    String name = in.atom().toUpperCase(Locale.ROOT);
    Optional<Condition> condition = condition(name);
    if (condition.isPresent()) {
      return new Untagged.Notice(condition.get(), CodeParser.text(in));
    }
    return switch (name) {
      case "BYE" -> new Untagged.Bye(CodeParser.text(in));
      case "PREAUTH" -> new Untagged.PreAuth(CodeParser.text(in));
      default -> {
        in.skipSpaces();
        Untagged data = DataParser.data(name, in);
        in.endLine();
        yield data;
      }
    };
  }

  private static Untagged numbered(long number, WireReader in, BodyReceiver bodies)
      throws IOException {
    String name = in.atom().toUpperCase(Locale.ROOT);
    Untagged data =
        switch (name) {
          case "EXISTS" -> new Untagged.Exists(number);
          case "EXPUNGE" -> new Untagged.Expunge(number);
          case "FETCH" -> FetchParser.fetch(number, in, bodies);
          case "UIDFETCH" -> FetchParser.uidFetch(number, in, bodies);
          default -> DataParser.other(name, in);
        };
    in.endLine();
    return data;
  }
}
