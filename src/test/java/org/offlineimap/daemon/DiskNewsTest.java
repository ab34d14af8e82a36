package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.UidSet;

/** What events of directories mean, with a clock of the test's. */
final class DiskNewsTest {
  private static final FolderName INBOX = FolderName.INBOX;
  private static final FolderName SENT = new FolderName("Sent");
  private static final String MARKS = ",U=7,FMD5=7e33429f656f1e6e9d79b29c3f82c57e";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<String> wishes = new ArrayList<>();
  private final OwnWrites own = new OwnWrites(() -> now);
  private final DiskNews news =
      new DiskNews(
          folder -> wishes.add(folder.map(FolderName::text).orElse("all")), own, () -> now);

  private static Path in(FolderName folder, String file) {
    return Path.of("/mail").resolve(folder.text()).resolve(file);
  }

  private void passes(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private void came(FolderName folder, String file) {
    news.appeared(folder, in(folder, file));
  }

  private void went(FolderName folder, String file) {
    news.vanished(folder, in(folder, file));
  }

  @Test
  void whatAppearsIsWishedForAtOnce() {
    came(INBOX, "new/1.host");
    came(SENT, "cur/2.host:2,S");
    assertThat(wishes).containsExactly("INBOX", "Sent");
  }

  @Test
  void aFlagThatChangesIsWishedForAtOnceAndNothingWaits() {
    went(INBOX, "cur/1" + MARKS + ":2,");
    came(INBOX, "cur/1" + MARKS + ":2,S");
    assertThat(wishes).containsExactly("INBOX");
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.empty());
  }

  @Test
  void theEventsOfNewAndCurMayCrossOnTheirWay() {
    came(INBOX, "cur/1" + MARKS + ":2,S");
    went(INBOX, "new/1" + MARKS);
    assertThat(wishes).containsExactly("INBOX");
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.empty());
    went(INBOX, "cur/1" + MARKS + ":2,S");
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.of(7));
  }

  @Test
  void aDisappearanceWaitsTenSeconds() {
    went(INBOX, "cur/1" + MARKS + ":2,S");
    assertThat(wishes).isEmpty();
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.of(7));
    assertThat(news.expire()).isEqualTo(Duration.ofSeconds(10));
    passes(9);
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.of(7));
    assertThat(news.expire()).isEqualTo(Duration.ofSeconds(1));
    assertThat(wishes).isEmpty();
    passes(1);
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.empty());
    news.expire();
    assertThat(wishes).containsExactly("INBOX");
    passes(60);
    news.expire();
    assertThat(wishes).hasSize(1);
  }

  @Test
  void itWaitsUntilItsFolderHasBeenQuietForTwoSeconds() {
    went(INBOX, "cur/1" + MARKS + ":2,S");
    passes(9);
    came(INBOX, "new/2.host");
    came(SENT, "new/3.host");
    wishes.clear();
    passes(1);
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.of(7));
    assertThat(news.expire()).isEqualTo(Duration.ofSeconds(1));
    passes(1);
    news.expire();
    assertThat(wishes).containsExactly("INBOX");
  }

  @Test
  void aCounterpartInAnyFolderEndsTheWaitAndBothAreTakenUpTogether() {
    went(INBOX, "cur/1" + MARKS + ":2,S");
    passes(3);
    came(SENT, "cur/1" + MARKS + ":2,S");
    assertThat(wishes).containsExactlyInAnyOrder("INBOX", "Sent");
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.empty());
  }

  @Test
  void aCounterpartThatIsHeardOfFirstCountsToo() {
    came(SENT, "cur/1" + MARKS + ":2,S");
    went(INBOX, "cur/1" + MARKS + ":2,S");
    assertThat(wishes).containsExactly("Sent", "INBOX");
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.empty());
  }

  @Test
  void aFileThatNeverWasOnTheServerHasNothingToWaitFor() {
    went(INBOX, "new/1.host");
    assertThat(wishes).containsExactly("INBOX");
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.empty());
  }

  @Test
  void ourOwnWritesAreNoNewsButOthersAtTheSamePlaceAre() {
    Path entry = in(INBOX, "cur/1" + MARKS + ":2,S");
    own.watch(in(INBOX, "cur"));
    own.note(entry);
    news.appeared(INBOX, entry);
    own.note(entry);
    news.vanished(INBOX, entry);
    assertThat(wishes).isEmpty();
    assertThat(news.waiting(INBOX)).isEqualTo(UidSet.empty());
    news.appeared(INBOX, entry);
    assertThat(wishes).containsExactly("INBOX");
  }

  @Test
  void aNoteThatNoEventAnsweredIsForgotten() {
    Path entry = in(INBOX, "cur/1");
    own.watch(in(INBOX, "cur"));
    own.note(entry);
    passes(61);
    news.appeared(INBOX, entry);
    assertThat(wishes).containsExactly("INBOX");
  }

  @Test
  void lostEventsMakeTheWholeFolderDoubtfulAndNotesWorthless() {
    Path entry = in(INBOX, "cur/1");
    own.watch(in(INBOX, "cur"));
    own.note(entry);
    news.overflowed(Optional.of(INBOX), in(INBOX, "cur"));
    news.appeared(INBOX, entry);
    assertThat(wishes).containsExactly("INBOX", "INBOX");
  }

  @Test
  void aNewDirectoryAmongTheFoldersIsWorthALookAtAllUnlessItIsOurs() {
    own.watch(Path.of("/mail"));
    own.note(Path.of("/mail/Ours"));
    news.grown(Path.of("/mail/Ours"));
    assertThat(wishes).isEmpty();
    news.grown(Path.of("/mail/Theirs"));
    assertThat(wishes).containsExactly("all");
  }
}
