package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;

class NameFormatTest {
  private static final String MARK = ",FMD5=7e33429f656f1e6e9d79b29c3f82c57e";
  private final NameFormat format = new NameFormat("INBOX", LetterMap.systemOnly(), ':');

  @Test
  void writesTheNameThatTheOriginalWrites() {
    assertThat(format.compose("1795403705_1.13840.vm", new Uid(3), "RS"))
        .isEqualTo("1795403705_1.13840.vm,U=3,FMD5=7e33429f656f1e6e9d79b29c3f82c57e:2,RS");
    assertThat(format.compose("1_0.1.a/b", new Uid(3), "")).startsWith("1_0.1.a-b,");
  }

  @Test
  void hashesTheVisibleName() {
    assertThat(NameFormat.hash("")).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    assertThat(NameFormat.hash("Work.Projects")).isEqualTo("1ee37f97da7b507d0b784184401472e5");
  }

  @Test
  void findsTheUidWhereverItsFieldsStand() {
    assertThat(format.uid("1.2.h,S=9" + MARK + ",W=10,U=7:2,S")).hasValue(7);
    assertThat(format.uid("1.2.h,U=4294967295" + MARK)).hasValue(Uid.MAX);
  }

  @Test
  void seesNoUidInNamesOfOtherFoldersOrOutOfRange() {
    for (String file :
        new String[] {
          "1.2.h,U=7,FMD5=00000000000000000000000000000000:2,",
          "1.2.h,U=0" + MARK,
          "1.2.h,U=4294967296" + MARK,
          "1.2.h,U=99999999999999999999999" + MARK,
          "1.2.h,U=" + MARK,
          "1.2.h" + MARK,
          "1.2.h,U=7:2,S",
          ""
        }) {
      assertThat(format.uid(file)).as(file).isEqualTo(OptionalLong.empty());
    }
  }

  @Test
  void understandsBothInfoSeparatorsAndWritesTheConfiguredOne() {
    NameFormat windows = new NameFormat("INBOX", LetterMap.systemOnly(), '!');
    FlagSet seen = FlagSet.of(SystemFlag.SEEN);
    assertThat(windows.flags("a:2,S")).isEqualTo(seen);
    assertThat(format.flags("a!2,S")).isEqualTo(seen);
    assertThat(windows.withFlags("a:2,S", FlagSet.none()).file()).isEqualTo("a!2,");
    assertThat(format.flags("a:2,S!2,")).isEqualTo(seen);
  }

  @Test
  void keepsTheLettersOfOtherPrograms() {
    assertThat(format.withFlags("a,S=5:2,Sab", FlagSet.ofLetters("F")))
        .isEqualTo(new Located(Place.NEW, "a,S=5:2,Fab"));
    NameFormat custom = new NameFormat("INBOX", new LetterMap(Map.of('a', "$Forwarded")), ':');
    assertThat(custom.flags("x:2,ab").keywords()).containsExactly("$Forwarded");
    assertThat(custom.withFlags("x:2,ab", FlagSet.ofLetters("S")).file()).isEqualTo("x:2,Sb");
  }

  @Test
  void readsBackWhateverItWrote() {
    long seed = 20_261;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Uid uid = new Uid(1 + random.nextLong(Uid.MAX));
      StringBuilder letters = new StringBuilder();
      for (char letter : "DFRSTabz".toCharArray()) {
        letters.append(random.nextBoolean() ? letter : "");
      }
      String file = format.compose(i + "_0.1.h", uid, letters.toString());
      assertThat(format.uid(file)).as("seed %d", seed).hasValue(uid.value());
      assertThat(NameFormat.letters(file)).isEqualTo(letters.toString());
      assertThat(format.withFlags(file, format.flags(file)).file()).isEqualTo(file);
    }
  }

  @Test
  void survivesAnyName() {
    long seed = 77;
    Random random = new Random(seed);
    String alphabet = ",U=FMD5:!2S/0123456789aé\uFFFD._" + MARK;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(60); n > 0; n--) {
        boolean whole = random.nextInt(20) == 0;
        text.append(whole ? MARK : alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String file = text.toString();
      assertThat(format.uid(file).orElse(1)).as("seed %d", seed).isBetween(1L, Uid.MAX);
      assertThat(format.foreignHash(file)).isNotNull();
      assertThat(NameFormat.base(file) + file.substring(NameFormat.base(file).length()))
          .isEqualTo(file);
      assertThat(format.withFlags(file, FlagSet.none()).file()).contains(":2,");
    }
  }

  @Test
  void tableFindsEveryNameAgain() {
    NameTable table = new NameTable(MARK);
    for (int i = 1; i <= 200_000; i++) {
      long uid = Uid.MAX - i * 7L;
      Place place = i % 2 == 0 ? Place.CUR : Place.NEW;
      table.put(uid, new Located(place, format.compose(i + "_0.1.h", new Uid(uid), "S")));
    }
    table.remove(Uid.MAX - 7);
    table.put(Uid.MAX - 14, new Located(Place.CUR, "é", false));
    assertThat(table.size()).isEqualTo(199_999);
    assertThat(table.find(Uid.MAX - 7)).isEmpty();
    assertThat(table.find(Uid.MAX - 14)).contains(new Located(Place.CUR, "é", false));
    assertThat(table.find(Uid.MAX - 21).orElseThrow())
        .isEqualTo(new Located(Place.NEW, format.compose("3_0.1.h", new Uid(Uid.MAX - 21), "S")));
    assertThat(table.sortedUids()).hasSize(199_999).isSorted();
  }
}
