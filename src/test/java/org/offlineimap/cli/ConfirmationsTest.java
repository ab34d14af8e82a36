package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FolderName;

/** What {@code --confirm-deletions} means. */
final class ConfirmationsTest {
  @Test
  void splitsAtTheFirstAndTheLastColon() throws UsageException {
    Confirmations read =
        Confirmations.of(
            OptionParser.parse(
                "--confirm-deletions=A:x:y:t1",
                "--confirm-deletions=A:x:y:t2",
                "--confirm-deletions=B:z:t3",
                "--adopt-uidvalidity=inbox"));
    assertThat(read.of("A")).isEqualTo(Map.of("x:y", Set.of("t1", "t2")));
    assertThat(read.of("B")).isEqualTo(Map.of("z", Set.of("t3")));
    assertThat(read.of("C")).isEmpty();
    assertThat(read.adopted()).contains(FolderName.INBOX);
  }
}
