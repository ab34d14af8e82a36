package org.offlineimap.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedUtf7Test {
  @ParameterizedTest
  @CsvSource({
    "INBOX, INBOX",
    "Gäste, G&AOQ-ste",
    "Tom & Jerry, Tom &- Jerry",
    "~peter/mail/台北/日本語, '~peter/mail/&U,BTFw-/&ZeVnLIqe-'",
    "😀, &2D3eAA-"
  })
  void encodesAndDecodesKnownNames(String name, String wire) {
    assertThat(ModifiedUtf7.encode(name)).isEqualTo(wire);
    assertThat(ModifiedUtf7.decode(wire)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&AOQ", "&A-", "&2D0-", "&AO/-", "&AOQ=-", "Gäste", "a\u0000b"})
  void reportsWhatIsNotModifiedUtf7(String wire) {
    assertThat(ModifiedUtf7.decode(wire)).isEmpty();
  }

  @Test
  void toleratesNeedlesslyEncodedLetters() {
    assertThat(ModifiedUtf7.decode("&AEE-")).contains("A");
  }

  @Test
  void returnsEveryNameUnchanged() {
    Random random = new Random(42);
    for (int i = 0; i < 5000; i++) {
      StringBuilder name = new StringBuilder();
      for (int j = random.nextInt(12); j > 0; j--) {
        int point = random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x20000);
        name.appendCodePoint(point >= 0xD800 && point < 0xE000 ? '&' : point);
      }
      String wire = ModifiedUtf7.encode(name.toString());
      assertThat(wire).matches("[ -~]*");
      assertThat(ModifiedUtf7.decode(wire)).as("seed 42, name %s", i).contains(name.toString());
    }
  }
}
