package org.offlineimap.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.SyncException.AccountFailure;

final class EngineJournalTest {
  private static final StatusKey INBOX = new StatusKey("INBOX");

  @TempDir Path root;

  private Path file() {
    return root.resolve("Engine/journal");
  }

  private EngineJournal journal() {
    return new EngineJournal(file(), StatusDisk.system(true));
  }

  private static UploadIntent.Draft draft(String key) {
    return new UploadIntent.Draft(
        INBOX, 1, OptionalLong.of(2), key, 3, "ab", "<a b@c>", OptionalLong.of(-4));
  }

  @Test
  void intentsStayOpenUntilTheyEnd() throws Exception {
    EngineJournal first = journal();
    List<UploadIntent> begun = first.begin(List.of(draft("-"), draft("ü \n%"), draft("")));
    first.unmapped(begun.subList(1, 2));
    first.end(begun.subList(0, 1));
    assertThat(journal().open(INBOX)).isEqualTo(first.open(INBOX)).hasSize(2);
    assertThat(journal().open(INBOX).get(0).unmapped()).isTrue();
    assertThat(journal().open(INBOX).get(1)).isEqualTo(begun.get(2));
  }

  @Test
  void aTornEndIsIgnoredAndTheNextWriteMendsIt() throws Exception {
    EngineJournal first = journal();
    first.unmapped(first.begin(List.of(draft("a"))));
    int safe = (int) Files.size(file());
    first.begin(List.of(draft("b")));
    byte[] whole = Files.readAllBytes(file());
    for (int cut = 0; cut < whole.length; cut++) {
      Files.write(file(), Arrays.copyOf(whole, cut));
      int before = journal().open(INBOX).size();
      assertThat(before).isEqualTo(cut >= safe ? 1 : journal().open(INBOX).size());
      journal().begin(List.of(draft("c")));
      assertThat(journal().open(INBOX)).as("cut at %d", cut).hasSize(before + 1);
    }
  }

  @Test
  void anUnreadableLineStopsTheAccount() throws Exception {
    journal().begin(List.of(draft("a"), draft("b")));
    Files.writeString(file(), Files.readString(file()).replaceFirst(" begin", " bEgin"));
    assertThatThrownBy(() -> journal().open(INBOX))
        .isInstanceOf(AccountFailure.class)
        .hasMessageContaining("unreadable line 2");
  }

  @Test
  void aLongFinishedJournalIsRewritten() throws Exception {
    EngineJournal first = journal();
    for (int i = 0; i < 3; i++) {
      first.end(first.begin(List.of(draft("x".repeat(40_000)))));
    }
    assertThat(Files.size(file())).isLessThan(50_000);
    assertThat(journal().open(INBOX)).isEmpty();
  }
}
