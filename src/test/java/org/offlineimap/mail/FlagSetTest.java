package org.offlineimap.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
