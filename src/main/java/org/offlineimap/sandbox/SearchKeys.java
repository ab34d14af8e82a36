package org.offlineimap.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.offlineimap.mail.SystemFlag;

/** The search keys of RFC 3501 6.4.4 that a synchronising client uses. Confined to a thread. */
final class SearchKeys {
  private final Session session;
  private final Arguments arguments;
  private boolean modSeq;
  private boolean byDate;
  private boolean byMark;

  SearchKeys(Session session, Arguments arguments) {
    this.session = session;
    this.arguments = arguments;
  }

  /** Whether a key asked for modification sequences, so that the answer tells the highest. */
  boolean isModSeq() {
    return modSeq;
  }

  /** Whether a key asked for a date. */
  boolean isByDate() {
    return byDate;
  }

  /** Whether a key asked for what is marked as deleted. */
  boolean isByMark() {
    return byMark;
  }

  /** All keys to the end, or to the closing parenthesis, together. */
  Predicate<Selected.Numbered> all() throws Refusal {
    Predicate<Selected.Numbered> keys = one();
    while (arguments.take(' ')) {
      keys = keys.and(one());
    }
    return keys;
  }

  private Predicate<Selected.Numbered> one() throws Refusal {
    if (arguments.take('(')) {
      Predicate<Selected.Numbered> inner = all();
      arguments.expect(')');
      return inner;
    }
    char first = arguments.peek();
    if (first == '$' || first == '*' || Character.isDigit(first)) {
      return inSet(false);
    }
    return named(arguments.word());
  }

  private Predicate<Selected.Numbered> named(String key) throws Refusal {
    return switch (key) {
      case "ALL" -> each -> true;
      case "DELETED" -> {
        byMark = true;
        yield flag(SystemFlag.DELETED);
      }
      case "ANSWERED", "DRAFT", "FLAGGED", "SEEN" -> flag(SystemFlag.valueOf(key));
      case "UNANSWERED", "UNDELETED", "UNDRAFT", "UNFLAGGED", "UNSEEN" ->
          flag(SystemFlag.valueOf(key.substring(2))).negate();
      case "NOT" -> argument().negate();
      case "OR" -> {
        Predicate<Selected.Numbered> left = argument();
        yield left.or(argument());
      }
      case "KEYWORD" -> keyword();
      case "UNKEYWORD" -> keyword().negate();
      case "UID" -> {
        arguments.space();
        yield inSet(true);
      }
      case "SINCE" -> delivered(date -> day -> !day.isBefore(date));
      case "BEFORE" -> delivered(date -> day -> day.isBefore(date));
      case "ON" -> delivered(date -> day -> day.equals(date));
      default -> measured(key);
    };
  }

  private Predicate<Selected.Numbered> measured(String key) throws Refusal {
    arguments.space();
    return switch (key) {
      case "LARGER", "SMALLER" -> {
        long limit = arguments.number();
        int wanted = key.equals("LARGER") ? 1 : -1;
        yield each -> Long.compare(each.message().octets().length, limit) == wanted;
      }
      case "MODSEQ" -> {
        session.enable(Capability.CONDSTORE);
        modSeq = true;
        if (arguments.peek() == '"') {
          arguments.string(); // An entry such as "/flags/\\draft": all flags count as one.
          arguments.space();
          arguments.word();
          arguments.space();
        }
        long least = arguments.number();
        yield each -> each.message().modSeq() >= least;
      }
      case "X-GM-MSGID", "X-GM-THRID" -> {
        long id = arguments.number();
        yield each -> each.message().identity() == id;
      }
      case "EMAILID" -> {
        String id = arguments.astring();
        yield each -> each.message().emailId().equals(id);
      }
      case "HEADER" -> {
        String field = arguments.astring();
        arguments.space();
        yield header(field, arguments.astring());
      }
      default -> throw Refusal.bad("Unknown search key " + key);
    };
  }

  private Predicate<Selected.Numbered> argument() throws Refusal {
    arguments.space();
    return one();
  }

  private Predicate<Selected.Numbered> inSet(boolean uid) throws Refusal {
    String text = arguments.set();
    if (!uid && !text.equals("$") && session.isEnabled(Capability.UIDONLY)) {
      throw Refusal.bad("[UIDREQUIRED] Only UIDs are accepted");
    }
    if (text.equals("$")) {
      List<Selected.Numbered> saved = session.selected().numbered(text, true);
      return saved::contains;
    }
    SequenceSet set = SequenceSet.parse(text);
    long last = session.selected().last(uid);
    return each -> set.contains(uid ? each.message().uid() : each.number(), last);
  }

  private static Predicate<Selected.Numbered> flag(SystemFlag flag) {
    return each -> each.message().flags().contains(flag);
  }

  private Predicate<Selected.Numbered> keyword() throws Refusal {
    arguments.space();
    String word = arguments.atom();
    return each -> each.message().flags().keywords().contains(word);
  }

  /** How a date becomes a test of days. */
  private interface DayTest {
    Predicate<LocalDate> of(LocalDate date);
  }

  private Predicate<Selected.Numbered> delivered(DayTest test) throws Refusal {
    byDate = true;
    arguments.space();
    Predicate<LocalDate> days = test.of(Dates.parseDay(arguments.astring()));
    return each -> days.test(each.message().internalDate().toLocalDate());
  }

  private static Predicate<Selected.Numbered> header(String field, String part) {
    String wanted = part.toLowerCase(Locale.ROOT);
    FetchItem.Section section =
        new FetchItem.Section("HEADER.FIELDS", List.of(field.toUpperCase(Locale.ROOT)));
    return each -> {
      byte[] lines = section.of(each.message().octets());
      String text = new String(lines, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      return text.contains(":") && text.substring(text.indexOf(':')).contains(wanted);
    };
  }
}
