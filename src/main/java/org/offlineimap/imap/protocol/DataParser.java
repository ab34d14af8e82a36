package org.offlineimap.imap.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.offlineimap.imap.wire.WireException;
import org.offlineimap.imap.wire.WireReader;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.UidSet;

/** Reads untagged data that begins with its name (RFC 9051 9, {@code response-data}). */
final class DataParser {
  private DataParser() {}

  /** Reads what follows the name {@code name}, without the line end. */
  static Untagged data(String name, WireReader in) throws IOException {
    return switch (name) {
      case "LIST" -> listEntry(false, in);
      case "LSUB" -> listEntry(true, in);
      case "STATUS" -> status(in);
      case "SEARCH" -> search(in);
      case "ESEARCH" -> eSearch(in);
      case "CAPABILITY" -> new Untagged.Capability(words(in));
      case "ENABLED" -> new Untagged.Enabled(words(in));
      case "FLAGS" -> flags(in);
      case "VANISHED" -> vanished(in);
      case "ID" -> id(in);
      case "NAMESPACE" -> namespace(in);
      default -> other(name, in);
    };
  }

  /** Skips what is not known. */
  static Untagged other(String name, WireReader in) throws IOException {
    in.skipSpaces();
    while (!in.atLineEnd()) {
      in.skipValue();
      in.skipSpaces();
    }
    return new Untagged.Other(name);
  }

  /** Reads {@code (\Seen $Junk)} into {@code names}. */
  static void flagNames(WireReader in, List<String> names) throws IOException {
    in.expect('(');
    in.skipSpaces();
    while (!in.tryRead(')')) {
      names.add(in.astring());
      in.skipSpaces();
    }
  }

  private static Untagged flags(WireReader in) throws IOException {
    List<String> names = new ArrayList<>();
    flagNames(in, names);
    return new Untagged.Flags(FlagSet.ofImapNames(names));
  }

  private static Untagged listEntry(boolean subscribed, WireReader in) throws IOException {
    List<String> attributes = new ArrayList<>();
    flagNames(in, attributes);
    in.skipSpaces();
    Optional<Character> separator = separator(in);
    in.skipSpaces();
    String mailbox = in.astring();
    in.skipSpaces();
    if (!in.atLineEnd()) {
      in.skipValue();
    }
    Set<String> lower = new LinkedHashSet<>();
    attributes.forEach(attribute -> lower.add(attribute.toLowerCase(Locale.ROOT)));
    return new Untagged.ListEntry(subscribed, lower, separator, mailbox);
  }

  private static Optional<Character> separator(WireReader in) throws IOException {
    if (in.peek() != '"') {
      in.skipValue();
      return Optional.empty();
    }
    String text = in.string();
    return text.isEmpty() ? Optional.empty() : Optional.of(text.charAt(0));
  }

  private static Untagged status(WireReader in) throws IOException {
    String mailbox = in.astring();
    in.skipSpaces();
    in.expect('(');
    in.skipSpaces();
    Map<String, Long> items = new LinkedHashMap<>();
    while (!in.tryRead(')')) {
      String item = in.atom().toUpperCase(Locale.ROOT);
      in.skipSpaces();
      if (in.atDigit()) {
        items.put(item, in.number());
      } else {
        in.skipValue();
      }
      in.skipSpaces();
    }
    return new Untagged.Status(mailbox, items);
  }

  private static Untagged search(WireReader in) throws IOException {
    NumberSets.Ranges found = new NumberSets.Ranges();
    OptionalLong modSeq = OptionalLong.empty();
    while (!in.atLineEnd()) {
      if (in.tryRead('(')) {
        modSeq = searchModSeq(in);
      } else {
        long number = in.number();
        found.add(number, number);
      }
      in.skipSpaces();
    }
    return new Untagged.Search(found.build(), modSeq);
  }

  private static OptionalLong searchModSeq(WireReader in) throws IOException {
    if (!in.atom().equalsIgnoreCase("MODSEQ")) {
      throw new WireException("an unknown bracket in a SEARCH response");
    }
    in.skipSpaces();
    OptionalLong value = OptionalLong.of(in.number());
    in.expect(')');
    return value;
  }

  private static Untagged eSearch(WireReader in) throws IOException {
    Optional<String> tag = in.peek() == '(' ? correlator(in) : Optional.empty();
    UidSet all = UidSet.empty();
    Map<String, Long> numbers = new LinkedHashMap<>();
    in.skipSpaces();
    while (!in.atLineEnd()) {
      String item = in.atom().toUpperCase(Locale.ROOT);
      in.skipSpaces();
      switch (item) {
        case "UID" -> {}
        case "ALL" -> all = NumberSets.readSet(in);
        case "MIN", "MAX", "COUNT", "MODSEQ" -> numbers.put(item, in.number());
        default -> in.skipValue();
      }
      in.skipSpaces();
    }
    return new Untagged.ESearch(
        tag, all, number(numbers, "COUNT"), number(numbers, "MAX"), number(numbers, "MODSEQ"));
  }

  private static OptionalLong number(Map<String, Long> numbers, String name) {
    Long value = numbers.get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Optional<String> correlator(WireReader in) throws IOException {
    in.expect('(');
    boolean tag = in.atom().equalsIgnoreCase("TAG");
    in.skipSpaces();
    String value = in.astring();
    in.expect(')');
    return tag ? Optional.of(value) : Optional.empty();
  }

  private static Set<String> words(WireReader in) throws IOException {
    Set<String> words = new LinkedHashSet<>();
    while (!in.atLineEnd()) {
      words.add(in.atom().toUpperCase(Locale.ROOT));
      in.skipSpaces();
    }
    return words;
  }

  private static Untagged vanished(WireReader in) throws IOException {
    boolean earlier = false;
    if (in.peek() == '(') {
      in.skipValue();
      earlier = true;
      in.skipSpaces();
    }
    return new Untagged.Vanished(earlier, NumberSets.readSet(in));
  }

  /** {@code (("" "/")) NIL NIL}: of the personal namespaces the first counts. */
  private static Untagged namespace(WireReader in) throws IOException {
    String prefix = "";
    Optional<Character> separator = Optional.empty();
    if (in.tryRead('(')) {
      in.expect('(');
      prefix = in.string();
      in.skipSpaces();
      separator = separator(in);
      skipToBracket(in);
      skipToBracket(in);
    } else {
      in.skipValue();
    }
    other("NAMESPACE", in);
    return new Untagged.Namespace(prefix, separator);
  }

  private static void skipToBracket(WireReader in) throws IOException {
    in.skipSpaces();
    while (!in.tryRead(')')) {
      in.skipValue();
      in.skipSpaces();
    }
  }

  private static Untagged id(WireReader in) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    if (!in.tryRead('(')) {
      in.skipValue();
      return new Untagged.Id(fields);
    }
    in.skipSpaces();
    while (!in.tryRead(')')) {
      String key = in.string().toLowerCase(Locale.ROOT);
      in.skipSpaces();
      fields.put(key, in.astring());
      in.skipSpaces();
    }
    return new Untagged.Id(fields);
  }
}
