package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No name twice, whatever the clock does. */
final class NameMintTest {
  @Test
  void aClockThatIsSetBackRepeatsNoName() {
    long[] seconds = {1000, 1000, 1001, 1000, 1000, 5, 1001, 1002};
    int[] asked = {0};
    MaildirHost host =
        new MaildirHost(() -> "vm", 1, () -> Instant.ofEpochSecond(seconds[asked[0]++]), _ -> {});
    NameMint mint = new NameMint(host);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      names.add(mint.next());
    }
    assertThat(names)
        .doesNotHaveDuplicates()
        .startsWith("1000_0.1.vm", "1000_1.1.vm", "1001_0.1.vm", "1001_1.1.vm")
        .endsWith("1002_0.1.vm");
  }
}
