package org.offlineimap.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code offlineimap.conf} as the source of explanations: what is said about each option. */
final class SampleFile {
  static final Path PATH = Path.of("offlineimap.conf");

  private static final Pattern SECTION = Pattern.compile("#?\\[(.+)\\]");
  private static final Pattern OPTION = Pattern.compile("(#?)([a-z0-9_-]+) =(?: (.*))?");

  private SampleFile() {}

  /**
   * One option of the sample.
   *
   * @param section as the sample calls it
   * @param written whether it is not commented out
   * @param explanation the comment above it, joined to one line
   */
  record Entry(String section, String name, String value, boolean written, String explanation) {
    /** The row of the table that it is about. */
    Option row() {
      return OptionTable.find(kinds(), name)
          .orElseThrow(() -> new AssertionError("[" + section + "] " + name + " is unknown"));
    }

    private List<SectionKind> kinds() {
      return switch (section) {
        case "general" -> List.of(SectionKind.GENERAL);
        case "mbnames" -> List.of(SectionKind.MBNAMES);
        case "Account Test" -> List.of(SectionKind.ACCOUNT);
        case "Repository Local" ->
            List.of(SectionKind.MAILDIR, SectionKind.REPOSITORY, SectionKind.IMAP);
        case "Repository Remote" -> List.of(SectionKind.IMAP, SectionKind.REPOSITORY);
        case "Repository Gmail" ->
            List.of(SectionKind.GMAIL, SectionKind.IMAP, SectionKind.REPOSITORY);
        default -> throw new AssertionError(section);
      };
    }
  }

  /** All options in the order of the file. */
  static List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    String section = "";
    List<String> comment = new ArrayList<>();
    for (String line : Files.readAllLines(PATH)) {
      Matcher header = SECTION.matcher(line);
      Matcher option = OPTION.matcher(line);
      if (header.matches()) {
        section = header.group(1);
      }
      if (option.matches()) {
        String value = option.group(3) == null ? "" : option.group(3);
        entries.add(
            new Entry(
                section,
                option.group(2),
                value,
                option.group(1).isEmpty(),
                String.join(" ", comment)));
      }
      if (line.startsWith("# ") && !line.startsWith("# ----")) {
        comment.add(line.substring(2).strip());
      } else {
        comment.clear();
      }
    }
    return entries;
  }
}
