package org.offlineimap.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.offlineimap.mail.FolderName;
import org.offlineimap.sync.plan.FolderMatch.Clash;
import org.offlineimap.sync.plan.FolderMatch.Origin;
import org.offlineimap.sync.plan.FolderMatch.Pair;

final class FolderMatchTest {
  private static final Separators SLASH_DOT = new Separators("/", ".");

  private static FolderName name(String text) {
    return new FolderName(text);
  }

  private static List<FolderName> names(String... texts) {
    return Arrays.stream(texts).map(FolderName::new).toList();
  }

  /** Names that begin with {@code -} are filtered. */
  private static FolderMatch match(
      List<String> remote, UnaryOperator<String> rule, String... local) {
    List<Origin> origins = new ArrayList<>();
    for (String written : remote) {
      boolean wanted = !written.startsWith("-");
      String text = wanted ? written : written.substring(1);
      origins.add(new Origin(name(text), rule.apply(text), wanted));
    }
    return FolderMatch.of(origins, names(local), SLASH_DOT);
  }

  @Test
  void namesCrossWithTheirSeparators() {
    FolderMatch match =
        match(List.of("INBOX", "Work/Projects"), n -> n, "INBOX", "Work.Projects", "Own");
    assertThat(match.pairs())
        .containsExactly(
            new Pair(name("INBOX"), "INBOX", name("INBOX"), true),
            new Pair(name("Work/Projects"), "Work/Projects", name("Work.Projects"), true));
    assertThat(match.unpaired()).containsExactly(name("Own"));
  }

  @Test
  void theImageOfAFolderIsItsPairWhateverElseThereIs() {
    FolderMatch match = match(List.of("INBOX", "Sent"), n -> "GMX." + n, "GMX.INBOX", "Sent");
    assertThat(match.pairs())
        .containsExactly(
            new Pair(name("INBOX"), "GMX.INBOX", name("GMX.INBOX"), true),
            new Pair(name("Sent"), "GMX.Sent", name("GMX.Sent"), false));
    assertThat(match.unpaired()).containsExactly(name("Sent"));
  }

  @Test
  void theImageOfAFilteredFolderIsNotNew() {
    FolderMatch match = match(List.of("INBOX", "-Spam"), n -> n, "INBOX", "Spam");
    assertThat(match.pairs()).extracting(Pair::remote).containsExactly(name("INBOX"));
    assertThat(match.unpaired()).isEmpty();
  }

  @Test
  void foldersThatClashAreAllLeftAlone() {
    FolderMatch match =
        match(List.of("Sent", "Sent Items", "-Sent Mail", "Work"), n -> n.substring(0, 4), "Sent");
    assertThat(match.clashes())
        .containsExactly(new Clash(name("Sent"), names("Sent", "Sent Items")));
    assertThat(match.pairs()).extracting(Pair::remote).containsExactly(name("Work"));
    assertThat(match.unpaired()).isEmpty();
  }

  @Test
  void aFilteredFolderClashesWithNobody() {
    FolderMatch match = match(List.of("Sent", "-Sent Mail"), n -> n.substring(0, 4), "Sent");
    assertThat(match.clashes()).isEmpty();
    assertThat(match.pairs()).hasSize(1);
  }

  @Test
  void aNameThatHoldsTheLocalSeparatorIsLeftAloneOnBothSides() {
    FolderMatch match = match(List.of("a.b", "-c.d", "a/e"), n -> n, "a.b", "c.d", "a.e");
    assertThat(match.unmappable()).containsExactly(name("a.b"));
    assertThat(match.pairs()).extracting(Pair::remote).containsExactly(name("a/e"));
    assertThat(match.unpaired()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/, ., a/b, a.b",
    "., /, a.b, a/b",
    "/, /, a/b, a/b",
    "., ., INBOX.a, INBOX.a",
    "/, _, a/b, a_b",
    "'', ., a/b, a/b",
    "., ., ., ''",
    "/, ., ., ''",
    "/, ., /, ''",
  })
  void separatorsAreSwapped(String remote, String local, String visible, String expected) {
    assertThat(new Separators(remote, local).toLocal(visible)).isEqualTo(name(expected));
  }

  @ParameterizedTest
  @CsvSource({
    // local, becomes, whose rule makes again, wanted, fate
    "Foo, Foo, Foo, true, CREATE",
    "Foo, INBOX/Foo, Foo, true, CREATE",
    "Foo, Foo, X/Foo, true, ENDLESS",
    "Foo, Foo, Foo, false, FILTERED",
    "Foo, Foo, X/Foo, false, FILTERED",
    "Foo, Sent, Sent, true, TAKEN",
    "a.b, a/b, a/b, true, CREATE",
    "a.b, a.b, a.b, true, ENDLESS",
  })
  void aNewLocalFolderHasOneFate(
      String local, String remote, String again, boolean wanted, NewFolder.Fate fate) {
    NewFolder folder = new NewFolder(name(local), name(remote), again, wanted);
    assertThat(folder.fate(Set.of(name("Sent"), name("INBOX")), SLASH_DOT)).isEqualTo(fate);
  }

  @Test
  void everyListedFolderHasOnePlace() {
    List<String> remote =
        Stream.of("INBOX", "a", "b", "c.d", "-e", "A", "B").collect(Collectors.toList());
    FolderMatch match = match(remote, n -> n.toLowerCase(java.util.Locale.ROOT), "a", "e", "z");
    long placed =
        match.pairs().size()
            + match.clashes().stream().mapToLong(clash -> clash.remote().size()).sum()
            + match.unmappable().size();
    assertThat(placed).isEqualTo(6);
    assertThat(match.unpaired()).containsExactly(name("z"));
  }
}
