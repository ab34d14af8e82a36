package org.offlineimap.imap.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.offlineimap.imap.wire.WireException;
import org.offlineimap.imap.wire.WireReader;
import org.offlineimap.mail.FlagSet;

/** Reads the text of a status response with its code (RFC 9051 9, {@code resp-text}). */
final class CodeParser {
  private CodeParser() {}

  /** Reads up to and with the line end; missing text is tolerated. */
  static ResponseText text(WireReader in) throws IOException {
    in.skipSpaces();
    ResponseCode code = new ResponseCode.None();
    if (in.tryRead('[')) {
      code = code(in);
    }
    in.skipSpaces();
    return new ResponseText(code, in.restOfLine());
  }

  /** A code that cannot be read counts as none; the text after it still does. */
  private static ResponseCode code(WireReader in) throws IOException {
    ResponseCode code;
    try {
      String name = in.atomBefore(']').toUpperCase(Locale.ROOT);
      in.skipSpaces();
      code = code(name, in);
    } catch (WireException e) {
      code = new ResponseCode.None();
    }
    skipToBracket(in);
    return code;
  }

  private static ResponseCode code(String name, WireReader in) throws IOException {
    return switch (name) {
      case "UIDVALIDITY" -> new ResponseCode.UidValidityIs(in.number());
      case "UIDNEXT" -> new ResponseCode.UidNext(in.number());
      case "HIGHESTMODSEQ" -> new ResponseCode.HighestModSeq(in.number());
      case "APPENDUID" -> appendUid(in);
      case "COPYUID" -> copyUid(in);
      case "CAPABILITY" -> new ResponseCode.CapabilityIs(words(in));
      case "PERMANENTFLAGS" -> permanentFlags(in);
      case "MESSAGELIMIT" -> messageLimit(in);
      default -> ResponseCode.named(name);
    };
  }

  private static ResponseCode messageLimit(WireReader in) throws IOException {
    long limit = in.number();
    in.skipSpaces();
    return new ResponseCode.MessageLimit(
        limit, in.atDigit() ? OptionalLong.of(in.number()) : OptionalLong.empty());
  }

  private static ResponseCode appendUid(WireReader in) throws IOException {
    long validity = in.number();
    in.skipSpaces();
    return new ResponseCode.AppendUid(validity, in.atomBefore(']'));
  }

  /** Cyrus sends empty sets for an empty copy. */
  private static ResponseCode copyUid(WireReader in) throws IOException {
    long validity = in.number();
    in.skipSpaces();
    if (in.peek() == ']') {
      return new ResponseCode.CopyUid(validity, "", "");
    }
    String source = in.atomBefore(']');
    in.skipSpaces();
    return new ResponseCode.CopyUid(validity, source, in.atomBefore(']'));
  }

  private static Set<String> words(WireReader in) throws IOException {
    Set<String> words = new LinkedHashSet<>();
    while (in.peek() != ']') {
      words.add(in.atomBefore(']').toUpperCase(Locale.ROOT));
      in.skipSpaces();
    }
    return words;
  }

  private static ResponseCode permanentFlags(WireReader in) throws IOException {
    List<String> names = new ArrayList<>();
    DataParser.flagNames(in, names);
    return new ResponseCode.PermanentFlags(FlagSet.ofImapNames(names), names.contains("\\*"));
  }

  /** Skips what a code may hold besides; a missing bracket leaves the whole line as its data. */
  private static void skipToBracket(WireReader in) throws IOException {
    while (!in.atLineEnd() && !in.tryRead(']')) {
      in.skipOctet();
    }
  }
}
