package org.offlineimap.status;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.UidPairs;
import org.offlineimap.testing.EffectLog;

final class UidMapsTest {
  private static final FolderName INBOX = new FolderName("INBOX");

  @TempDir Path root;
  private final List<String> notices = new ArrayList<>();

  private StatusDirectory status(StatusDisk disk) {
    return new StatusDirectory(
        new StatusPlace(root, "A", "R", "L"),
        LetterMap.systemOnly(),
        disk,
        (warning, text) -> notices.add(text),
        Backend.SQLITE);
  }

  private StatusDirectory status() {
    return status(StatusDisk.system(true));
  }

  private Path file(String name) {
    return root.resolve("Repository-L/UIDMapping").resolve(name);
  }

  private static UidPairs pairs(long... localAndRemote) {
    UidPairs.Builder pairs = new UidPairs.Builder();
    for (int i = 0; i < localAndRemote.length; i += 2) {
      pairs.add(localAndRemote[i], localAndRemote[i + 1]);
    }
    return pairs.build();
  }

  @Test
  void theFileIsTheOriginalsOctetForOctet() throws Exception {
    status().saveUidMap(INBOX, "/", pairs(7, 8, 1, 2, 2, 3));
    assertThat(Files.readAllBytes(file("INBOX"))).isEqualTo("1:2\n2:3\n7:8\n".getBytes(US_ASCII));
    assertThat(file("INBOX.lock")).isEmptyFile();
    assertThat(file("INBOX.tmp")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("."))))
        .isEqualTo("rwx------");
    status().saveUidMap(new FolderName("a/b"), "/", UidPairs.empty());
    assertThat(file("a.b")).isEmptyFile();
    assertThat(status().uidMap(INBOX, "/")).isEqualTo(pairs(1, 2, 2, 3, 7, 8));
  }

  @Test
  void readsWhatTheOriginalWroteInAnyOrder() throws Exception {
    assertThat(status().uidMap(INBOX, "/")).isEqualTo(UidPairs.empty());
    Files.createDirectories(file("."));
    Files.writeString(file("INBOX"), "7:8\n1:2\n4294967295:3\n2:9");
    assertThat(status().uidMap(INBOX, "/")).isEqualTo(pairs(1, 2, 2, 9, 7, 8, 4294967295L, 3));
  }

  @Test
  void anEqualMapIsNotWrittenAgain() throws Exception {
    status().saveUidMap(INBOX, "/", pairs(1, 2));
    EffectLog log = new EffectLog();
    status(new KilledDisk(log)).saveUidMap(INBOX, "/", pairs(1, 2));
    assertThat(log.effects()).isEmpty();
  }

  @Test
  void aBrokenMapStopsTheFolderAndStays() throws Exception {
    Files.createDirectories(file("."));
    for (String broken : List.of("1:2\n\n", "1\n", "a:b\n", "0:1\n", "1:-2\n", "1:2:3\n")) {
      Files.writeString(file("INBOX"), broken);
      assertThatThrownBy(() -> status().uidMap(INBOX, "/"))
          .isInstanceOf(FolderFailure.class)
          .hasMessageContaining("corrupt line")
          .hasMessageContaining("backup");
      assertThat(file("INBOX")).hasContent(broken);
    }
  }

  @Test
  void aLeftOverIsToldAndRemovedButNotInADryRun() throws Exception {
    Files.createDirectories(file("."));
    Files.writeString(file("INBOX"), "1:2\n");
    Files.writeString(file("INBOX.tmp"), "1:");
    status(StatusDisk.untouched()).uidMap(INBOX, "/");
    assertThat(file("INBOX.tmp")).exists();
    assertThat(status().uidMap(INBOX, "/")).isEqualTo(pairs(1, 2));
    assertThat(file("INBOX.tmp")).doesNotExist();
    assertThat(notices).singleElement().asString().contains("incorrect state");
  }

  @Test
  void aFolderNamedLikeAFileBesideAMapIsLeftAlone() throws Exception {
    Files.createDirectories(file("."));
    Files.writeString(file("INBOX.tmp"), "1:2\n");
    for (String name : List.of("INBOX.tmp", "INBOX.lock", "a/tmp")) {
      assertThatThrownBy(() -> status().saveUidMap(new FolderName(name), "/", pairs(1, 1)))
          .isInstanceOf(FolderFailure.class)
          .hasMessageContaining("rename the folder");
    }
    assertThat(file("INBOX.tmp")).hasContent("1:2\n");
  }

  @Test
  void killedAtAnyEffectTheMapIsTheOldOrTheNewOne() throws Exception {
    for (boolean first : new boolean[] {true, false}) {
      UidPairs before = first ? UidPairs.empty() : pairs(1, 2);
      EffectLog log = new EffectLog();
      int effects = 3;
      for (int n = 1; n <= effects; n++) {
        for (boolean after : new boolean[] {false, true}) {
          FolderName folder = new FolderName("f" + first + n + after);
          if (!first) {
            status().saveUidMap(folder, "/", before);
          }
          log.dieAt(n, after);
          save(new KilledDisk(log), folder, pairs(1, 2, 3, 4));
          boolean done = after && n == effects;
          assertThat(status().uidMap(folder, "/"))
              .as("effect %d of %d", n, effects)
              .isEqualTo(done ? pairs(1, 2, 3, 4) : before);
        }
      }
    }
  }

  private void save(StatusDisk disk, FolderName folder, UidPairs pairs) throws SyncException {
    try {
      status(disk).saveUidMap(folder, "/", pairs);
    } catch (EffectLog.Killed expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }

  @Test
  void theReplacementHoldsTheLock() throws Exception {
    status().saveUidMap(INBOX, "/", pairs(1, 2));
    try (FileChannel other = FileChannel.open(file("INBOX.lock"), StandardOpenOption.WRITE)) {
      other.lock();
      assertThatThrownBy(() -> status().saveUidMap(INBOX, "/", pairs(1, 3)))
          .isInstanceOf(OverlappingFileLockException.class);
    }
    assertThat(file("INBOX")).hasContent("1:2\n");
  }

  @Test
  void deliveriesHaveAJournalOfTheirOwn() throws Exception {
    UploadIntent.Draft draft =
        new UploadIntent.Draft(
            new StatusKey("INBOX"),
            1,
            java.util.OptionalLong.of(5),
            "17",
            3,
            "ab",
            "",
            java.util.OptionalLong.empty());
    status().deliveries().begin(List.of(draft));
    assertThat(status().deliveries().open(new StatusKey("INBOX"))).hasSize(1);
    assertThat(status().journal().open(new StatusKey("INBOX"))).isEmpty();
    assertThat(root.resolve("Account-A/Engine/deliveries")).exists();
  }

  @Test
  void theLocalUidValidityIsReadBack() throws Exception {
    assertThat(status().savedLocalUidValidity(INBOX, "/")).isEmpty();
    status().saveLocalUidValidity(INBOX, "/", 77);
    assertThat(status().savedLocalUidValidity(INBOX, "/")).hasValue(77);
    assertThat(root.resolve("Repository-L/FolderValidity/INBOX")).hasContent("77\n");
  }
}
