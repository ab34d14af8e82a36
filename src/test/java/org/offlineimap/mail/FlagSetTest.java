package org.offlineimap.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FlagSetTest {
  @Test
  void readsFlagsInAnyCaseAndDropsRecent() {
    FlagSet flags = FlagSet.ofImapNames(List.of("\\SEEN", "\\Recent", "\\answered", "$Junk"));
    assertThat(flags.letters()).isEqualTo("RS");
    assertThat(flags.keywords()).containsExactly("$Junk");
  }

  @Test
  void keywordsDifferingOnlyInCaseAreOne() {
    FlagSet one = FlagSet.ofImapNames(List.of("$Forwarded"));
    FlagSet other = FlagSet.ofImapNames(List.of("$FORWARDED"));
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.union(other).keywords()).hasSize(1);
    assertThat(one.minus(other).isEmpty()).isTrue();
  }

  @Test
  void setsWithAndWithoutKeywordsFollowTheSameRules() {
    List<List<String>> all =
        List.of(
            List.of(),
            List.of("\\Seen"),
            List.of("\\Seen", "\\Flagged"),
            List.of("$Junk"),
            List.of("\\Seen", "$Junk", "work"));
    for (List<String> one : all) {
      for (List<String> other : all) {
        FlagSet a = FlagSet.ofImapNames(one);
        FlagSet b = FlagSet.ofImapNames(other);
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        Set<String> rest = new HashSet<>(one);
        rest.removeAll(other);
        assertThat(names(a.union(b))).isEqualTo(both);
        assertThat(names(a.minus(b))).isEqualTo(rest);
        assertThat(a.equals(b)).isEqualTo(one.equals(other));
        assertThat(a.union(b)).isEqualTo(b.union(a)).hasSameHashCodeAs(b.union(a));
      }
    }
  }

  private static Set<String> names(FlagSet flags) {
    Set<String> names = new HashSet<>(flags.keywords());
    flags.system().forEach(flag -> names.add(flag.imapName()));
    return names;
  }

  @Test
  void lettersAreInAsciiOrder() {
    assertThat(FlagSet.ofLetters("TSRFD").letters()).isEqualTo("DFRST");
  }

  @Test
  void customLettersStandForKeywordsAndForeignOnesForNothing() {
    LetterMap map = new LetterMap(Map.of('a', "$Label1", 'c', "work"));
    FlagSet flags = map.flags("SPabc");
    assertThat(flags).isEqualTo(FlagSet.ofImapNames(List.of("\\Seen", "$Label1", "Work")));
    assertThat(map.letters(flags)).isEqualTo("Sac");
    assertThat(map.foreign("SPabc")).isEqualTo("Pb");
    assertThat(map.restrict(FlagSet.ofImapNames(List.of("\\Draft", "$label1", "other"))))
        .isEqualTo(FlagSet.ofImapNames(List.of("\\Draft", "$Label1")));
    assertThat(LetterMap.systemOnly().restrict(flags)).isEqualTo(FlagSet.of(SystemFlag.SEEN));
  }
}
