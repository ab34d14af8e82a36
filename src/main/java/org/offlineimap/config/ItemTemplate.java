package org.offlineimap.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code peritem}: a text with {@code %(name)s} in it, formatted as Python's {@code %} does (Python
 * 3, printf-style string formatting), for texts and None. Immutable.
 */
public final class ItemTemplate {
  /** What an item has. */
  public static final Set<String> KEYS = Set.of("accountname", "foldername", "localfolders");

  private static final Pattern CONVERSION =
      Pattern.compile(
          "%(?:\\((?<key>[^)]*)\\))?(?<flags>[-#0 +]*)(?<width>[0-9]*)"
              + "(?:\\.(?<most>[0-9]*))?(?<type>.|$)",
          Pattern.DOTALL);

  private sealed interface Part {
    record Plain(String text) implements Part {}

    record Field(String key, boolean left, int width, int most, char type) implements Part {}
  }

  private final List<Part> parts;

  private ItemTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** What is wrong with a template; empty when nothing is. */
  static Optional<String> mistakeIn(String text) {
    Matcher found = CONVERSION.matcher(text);
    while (found.find()) {
      String key = found.group("key");
      String type = found.group("type");
      if (type.equals("%")) {
        continue;
      }
      if (key == null || !KEYS.contains(key)) {
        return Optional.of(
            "'%s' names none of %%(accountname)s, %%(foldername)s, %%(localfolders)s"
                .formatted(found.group()));
      }
      if (!Set.of("s", "r", "a").contains(type)) {
        return Optional.of("'%s' does not end in s, r or a".formatted(found.group()));
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a template that was checked.
   *
   * @throws IllegalArgumentException it was not
   */
  public static ItemTemplate of(String text) {
    mistakeIn(text)
        .ifPresent(mistake -> {
          throw new IllegalArgumentException(mistake);
        });
    List<Part> parts = new ArrayList<>();
    Matcher found = CONVERSION.matcher(text);
    int from = 0;
    while (found.find()) {
      parts.add(new Part.Plain(text.substring(from, found.start())));
      parts.add(part(found));
      from = found.end();
    }
    parts.add(new Part.Plain(text.substring(from)));
    return new ItemTemplate(parts);
  }

  private static Part part(Matcher found) {
    if (found.group("type").equals("%")) {
      return new Part.Plain("%");
    }
    String most = found.group("most");
    return new Part.Field(
        found.group("key"),
        found.group("flags").contains("-"),
        number(found.group("width"), 0),
        most == null ? Integer.MAX_VALUE : number(most, 0),
        found.group("type").charAt(0));
  }

  private static int number(String digits, int none) {
    return digits.isEmpty() ? none : (int) Math.min(Long.parseLong(digits), 10_000);
  }

  /** The text for one item; a key without a value is None. */
  public String expand(Map<String, String> values) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Plain(var text) -> out.append(text);
        case Part.Field field -> append(out, field, Optional.ofNullable(values.get(field.key())));
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, Part.Field field, Optional<String> value) {
    String text =
        field.type() == 's'
            ? value.orElse("None")
            : value.map(one -> representation(one, field.type() == 'a')).orElse("None");
    int[] points = text.codePoints().limit(field.most()).toArray();
    String cut = new String(points, 0, points.length);
    String blanks = " ".repeat(Math.max(0, field.width() - points.length));
    out.append(field.left() ? cut + blanks : blanks + cut);
  }

  /** Python's {@code repr}, or {@code ascii}, of a {@code str}. */
  private static String representation(String text, boolean ascii) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> appendPoint(out, point, quote, ascii);
          }
        });
    return out.append(quote).toString();
  }

  private static void appendPoint(StringBuilder out, int point, char quote, boolean ascii) {
    boolean shown = point > 0x7e ? !ascii && isPrintable(point) : point >= 0x20;
    if (point == quote) {
      out.append('\\').append(quote);
    } else if (shown) {
      out.appendCodePoint(point);
    } else if (point < 0x100) {
      out.append("\\x%02x".formatted(point));
    } else {
      out.append(point < 0x10000 ? "\\u%04x".formatted(point) : "\\U%08x".formatted(point));
    }
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
