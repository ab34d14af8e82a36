package org.offlineimap.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What points somewhere points at something. */
final class ManualTest {
  private static final Path MANUAL = Path.of("docs/manual");

  /** A message that sends the reader to the manual ends in a heading in quotes. */
  private static final Pattern POINTER =
      Pattern.compile("(?i)\\b(?:FAQ|manual)\\b[^\"]*?\\(?\\\\\"([^\"\\\\]+)\\\\\"");

  private static final Pattern MENTIONS =
      Pattern.compile(
          "(?i)\"[^\"\\n]*\\b(?:see|read)\\b[^\"\\n]*\\b(?:FAQ|manual|documentation)\\b");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(#[^)\\s]+)?\\)");

  private static List<Path> files(Path root, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static Set<String> headings(Path page) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("#")) {
        found.add(line.replaceFirst("#+ ", ""));
      }
    }
    return found;
  }

  @Test
  void everyMessageThatSendsTheReaderSomewhereNamesAHeading() throws IOException {
    Set<String> headings = new TreeSet<>();
    for (Path page : files(MANUAL, ".md")) {
      headings.addAll(headings(page));
    }
    int pointers = 0;
    for (Path source : files(Path.of("src/main/java"), ".java")) {
      String text = withoutComments(Files.readString(source));
      Matcher mention = MENTIONS.matcher(text);
      while (mention.find()) {
        Matcher pointer = POINTER.matcher(text).region(mention.start(), text.length());
        assertThat(pointer.find()).as("%s: no heading after %s", source, mention.group()).isTrue();
        assertThat(headings).as("%s", source).contains(pointer.group(1));
        pointers++;
      }
    }
    assertThat(pointers).isPositive();
  }

  /** Adjacent literals become one, comments go. */
  private static String withoutComments(String text) {
    return text.replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("(?m)^\\s*//.*$", "")
        .replaceAll("\"\\s*\\+\\s*\"", "");
  }

  @Test
  void everyLinkOfTheDocumentationLeadsSomewhere() throws IOException {
    List<Path> pages = new ArrayList<>(files(Path.of("docs"), ".md"));
    for (String name : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      pages.add(Path.of(name));
    }
    for (Path page : pages) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (!link.group(1).contains("://")) {
          leadsSomewhere(page, link.group(1), link.group(2));
        }
      }
    }
  }

  private static void leadsSomewhere(Path page, String file, String anchor) throws IOException {
    Path target =
        file.isEmpty()
            ? page
            : Objects.requireNonNullElse(page.getParent(), Path.of("")).resolve(file).normalize();
    assertThat(target).as("a link of %s", page).exists();
    if (anchor != null) {
      assertThat(headings(target).stream().map(ManualTest::anchor))
          .as("a link of %s", page)
          .contains(anchor);
    }
  }

  /** As GitHub makes it of a heading. */
  private static String anchor(String heading) {
    return "#"
        + heading.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }

  @Test
  void thePagesAreListedInTheFirstOne() throws IOException {
    String contents = Files.readString(MANUAL.resolve("README.md"));
    for (Path page : files(MANUAL, ".md")) {
      String name = String.valueOf(page.getFileName());
      if (!name.equals("README.md")) {
        assertThat(contents).contains("(" + name + ")");
      }
    }
  }
}
