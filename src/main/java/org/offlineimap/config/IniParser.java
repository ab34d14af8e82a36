package org.offlineimap.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dialect of Python 3's {@code ConfigParser} with its default settings (reference:
 * configuration, 1.2). Unlike it, it goes on after a mistake, so that one look shows all of them.
 * One instance reads one file; confined to a thread.
 *
 * <pre>
 *   [section]              # and ; begin a comment at the start of a line only
 *   name = value           = or :, whichever comes first
 *       continued          deeper than the name; comments inside vanish, blank lines stay
 * </pre>
 */
final class IniParser {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final IniFile file;
  private final Problems problems;
  private int lineNumber;
  private int indentation;
  private boolean headerMissed;
  private String sectionName = "";
  private IniFile.@Nullable Section section;
  private @Nullable OpenOption open;

  /** The option that deeper lines continue; one without a home is read and thrown away. */
  private record OpenOption(
      IniFile.@Nullable Section home, String name, Location at, List<String> pieces) {}

  private IniParser(String source, Problems problems) {
    this.file = new IniFile(source);
    this.problems = problems;
  }

  /** Reads a whole file. Mistakes go to {@code problems}; what could be read is returned. */
  static IniFile parse(String source, byte[] octets, Problems problems) {
    IniParser parser = new IniParser(source, problems);
    parser.decode(octets).ifPresent(parser::readAll);
    return parser.file;
  }

  private Optional<String> decode(byte[] octets) {
    CharBuffer text = CharBuffer.allocate(octets.length + 1);
    ByteBuffer in = ByteBuffer.wrap(octets);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, text, true);
    String decoded = text.flip().toString();
    if (result.isError()) {
      int line = splitLines(decoded + "x").size();
      problems.error(new Location(file.source(), line), "The file is not UTF-8 text");
      return Optional.empty();
    }
    boolean marked = !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK;
    return Optional.of(marked ? decoded.substring(1) : decoded);
  }

  private void readAll(String text) {
    for (String line : splitLines(text)) {
      lineNumber++;
      readLine(line);
    }
    closeOption();
  }

  /** Splits at LF, CRLF and CR, as Python's text files do. */
  private static List<String> splitLines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        lines.add(text.substring(start, i));
        if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private void readLine(String line) {
    String stripped = Blanks.strip(line);
    if (stripped.startsWith("#") || stripped.startsWith(";")) {
      return;
    }
    if (stripped.isEmpty()) {
      if (open != null) {
        open.pieces().add("");
      }
      return;
    }
    int depth = Blanks.indentation(line);
    if (open != null && depth > indentation) {
      open.pieces().add(stripped);
      return;
    }
    indentation = depth;
    closeOption();
    int end = stripped.lastIndexOf(']');
    if (stripped.startsWith("[") && end > 1) {
      openSection(stripped.substring(1, end));
    } else if (section == null) {
      missHeader(stripped);
    } else {
      openOption(section, stripped);
    }
  }

  private void openSection(String name) {
    sectionName = name;
    if (name.equals(IniFile.DEFAULT)) {
      section = file.section(name);
    } else if (file.has(name)) {
      problems.error(
          here(), "section '" + name + "' already exists, at line " + file.headerOf(name).line());
      section = new IniFile.Section(lineNumber);
    } else {
      section = file.add(name, lineNumber);
    }
  }

  private void missHeader(String line) {
    if (!headerMissed) {
      problems.error(
          here(), "File contains no section headers before this line: " + firstWord(line));
    }
    headerMissed = true;
  }

  private void openOption(IniFile.Section home, String line) {
    int separator = separator(line);
    String name = separator < 0 ? "" : IniFile.optionName(line.substring(0, separator));
    List<String> pieces = new ArrayList<>();
    if (name.isEmpty()) {
      problems.error(
          here(), "Neither a section nor 'name = value': " + firstWord(line) + continuationHint());
      open = new OpenOption(null, name, here(), pieces);
      return;
    }
    pieces.add(Blanks.strip(line.substring(separator + 1)));
    IniValue first = home.own(name);
    if (first != null) {
      problems.error(
          here(),
          "option '%s' in section '%s' already exists, at line %d"
              .formatted(name, sectionName, first.at().line()));
    }
    open = new OpenOption(first == null ? home : null, name, here(), pieces);
  }

  private static int separator(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '=' || line.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }

  /** The usual cause of a line without a separator is Python code that is not indented. */
  private static String continuationHint() {
    return " (a line that continues a value must be indented deeper than the option's name)";
  }

  /** Never more of a bad line than its first word: the rest may be a password. */
  private static String firstWord(String line) {
    int end = 0;
    while (end < line.length()
        && !Blanks.isBlank(line.charAt(end))
        && line.charAt(end) != '='
        && line.charAt(end) != ':') {
      end++;
    }
    return "'" + line.substring(0, end) + (end < line.length() ? " ...'" : "'");
  }

  private void closeOption() {
    if (open != null && open.home() != null) {
      String text = Blanks.stripTrailing(String.join("\n", open.pieces()));
      open.home().put(open.name(), new IniValue(text, open.at()));
    }
    open = null;
  }

  private Location here() {
    return new Location(file.source(), lineNumber);
  }
}
