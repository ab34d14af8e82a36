package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample names every option, explains it, and is right. */
final class SampleFileTest {
  /** The family is explained at its first member. */
  private static boolean isFamily(String name) {
    return name.startsWith("customflag_") && !name.equals("customflag_a");
  }

  static List<SampleFile.Entry> entries() throws IOException {
    return SampleFile.entries();
  }

  @Test
  void namesEveryOptionThatTheProgramKnows() throws IOException {
    Set<Option> named =
        SampleFile.entries().stream().map(SampleFile.Entry::row).collect(Collectors.toSet());
    assertThat(OptionTable.rows())
        .filteredOn(row -> !isFamily(row.name()))
        .allSatisfy(row -> assertThat(named).contains(row));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void explainsEachOptionAndGivesItAValueThatIsRight(SampleFile.Entry entry) {
    boolean again =
        entry.section().equals("Repository Gmail") && entry.row().kind() != SectionKind.GMAIL;
    if (!again) {
      assertThat(entry.explanation()).hasSizeGreaterThan(10);
    }
    assertThat(entry.row().type().mistakeIn(entry.value())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"offlineimap.conf", "offlineimap.conf.minimal"})
  void isReadWithoutAnyFinding(String name) throws IOException {
    byte[] octets = Files.readAllBytes(Path.of(name));
    RcCheck check = new RcCheck(SampleRc.SURROUNDINGS);
    assertThat(check.check(name, octets, Overrides.NONE).problems()).isEmpty();
  }

  /** Uncommented, the whole sample still has the right form and no unknown name. */
  @Test
  void everyCommentedLineBelongsWhereItStands() throws IOException {
    String text =
        Files.readAllLines(SampleFile.PATH).stream()
            .map(line -> line.matches("#(\\[|[a-z0-9_-]+ =).*") ? line.substring(1) : line)
            .collect(Collectors.joining("\n"));
    Problems problems = new Problems();
    IniFile file =
        IniParser.parse("sample", text.getBytes(java.nio.charset.StandardCharsets.UTF_8), problems);
    for (String section : file.names()) {
      List<SectionKind> kinds =
          switch (section) {
            case "general" -> List.of(SectionKind.GENERAL);
            case "mbnames" -> List.of(SectionKind.MBNAMES);
            case "Account Test" -> List.of(SectionKind.ACCOUNT);
            default -> RepositoryKinds.of(file, section);
          };
      SectionCheck.run(file, section, kinds, problems);
    }
    assertThat(problems.inFileOrder())
        .filteredOn(found -> !found.text().contains("not carried out yet"))
        .filteredOn(found -> found.severity() != ConfigProblem.Severity.NOTICE)
        .isEmpty();
  }
}
