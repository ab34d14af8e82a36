package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.LabelHeader;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.LocalFolder;

/** Labels in files: the old message or the new one under its name, whenever it is killed. */
final class LabelFilesTest {
  private static final LabelHeader HEADER = new LabelHeader("X-Keywords");
  private static final String BEFORE = "Subject: s\nX-Keywords: old\n\nbody\n";
  private static final String AFTER = "Subject: s\nX-Keywords: new\n\nbody\n";
  private static final String NAME = "1_0.1.vm,U=7" + MaildirFixture.INBOX_MARK + ":2,";

  private static LocalFolder.Labelling labelling(LocalFolder folder) throws Exception {
    return folder.labelling(HEADER).orElseThrow();
  }

  @Test
  void aKilledRewriteLeavesTheOldFileOrTheNewOneAndNeverTwo(@TempDir Path temp) throws Exception {
    boolean killed = true;
    for (int n = 1; killed; n++) {
      for (boolean after : new boolean[] {false, true}) {
        MaildirFixture fixture = new MaildirFixture(temp.resolve(n + "" + after));
        fixture.inbox();
        Path file = fixture.file("cur/" + NAME + "S", BEFORE);
        fixture.disk = new KillingDisk(n, after);
        try {
          LocalFolder folder = fixture.inbox();
          labelling(folder).write(new Uid(7), new TreeSet<>(Set.of("new")));
          folder.force();
          killed = false;
        } catch (KillingDisk.Killed e) {
          killed = true;
        }
        assertThat(Files.readString(file)).isIn(killed ? List.of(BEFORE, AFTER) : List.of(AFTER));
        assertThat(fixture.files()).filteredOn(name -> !name.startsWith("tmp/")).hasSize(1);
      }
    }
  }

  @Test
  void permissionsStayAndAFileThatWasRenamedMeanwhileIsFound(@TempDir Path temp) throws Exception {
    MaildirFixture fixture = new MaildirFixture(temp);
    LocalFolder folder = fixture.inbox();
    Path file = fixture.file("new/" + NAME, BEFORE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    MaildirFixture.complete(folder);
    Path seen = Files.move(file, fixture.root.resolve("INBOX/cur/" + NAME + "S"));
    assertThat(labelling(folder).read(new Uid(7)).orElseThrow()).containsExactly("old");
    assertThat(labelling(folder).write(new Uid(7), new TreeSet<>(Set.of("new")))).isPresent();
    assertThat(Files.readString(seen)).isEqualTo(AFTER);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(seen)))
        .isEqualTo("rw-r-----");
    assertThat(fixture.files()).hasSize(1);
    assertThat(labelling(folder).read(new Uid(8))).isEmpty();
    assertThat(labelling(folder).write(new Uid(8), new TreeSet<>())).isEmpty();
  }
}
