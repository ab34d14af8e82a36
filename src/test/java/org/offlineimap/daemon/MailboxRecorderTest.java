package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.config.Location;
import org.offlineimap.config.MbnamesConfig;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;

final class MailboxRecorderTest {
  @TempDir Path directory;

  private Path metadata;
  private Path file;
  private final List<String> told = new ArrayList<>();

  /** No folder called Trash; INBOX first. */
  private static final MailboxRules RULES =
      new MailboxRules() {
        @Override
        public Frame frame() {
          return new Frame("mailboxes ", " ", "\n");
        }

        @Override
        public List<String> listed(String account, List<String> folders) {
          return folders.stream().filter(name -> !name.equals("Trash")).toList();
        }

        @Override
        public List<MailboxItem> sorted(List<MailboxItem> items) {
          return items.stream()
              .sorted(
                  Comparator.comparing((MailboxItem item) -> !item.folder().equals("INBOX"))
                      .thenComparing(MailboxItem::account)
                      .thenComparing(MailboxItem::folder))
              .toList();
        }
      };

  @BeforeEach
  void layOut() throws Exception {
    metadata = Files.createDirectory(directory.resolve("meta"));
    file = directory.resolve("muttrc.mailboxes");
  }

  private MailboxRecorder recorder(boolean incremental, boolean dryRun) {
    PythonExpression unused =
        new PythonExpression("mbnames", "header", "''", new Location("rc", 1));
    MbnamesConfig config =
        new MbnamesConfig(
            file,
            unused,
            "\"+%(accountname)s/%(foldername)s %(localfolders)s\"",
            unused,
            unused,
            Optional.empty(),
            Optional.empty(),
            incremental);
    return new MailboxRecorder(config, metadata, RULES, dryRun, told::add);
  }

  private static List<FolderName> folders(String... names) {
    return Arrays.stream(names).map(FolderName::new).toList();
  }

  private static final Optional<Path> ROOT = Optional.of(Path.of("/home/u/Mail"));

  @Test
  void writesTheOriginalsCacheAndAtTheEndTheFile() throws Exception {
    MailboxRecorder recorder = recorder(false, false);
    recorder.record("Test", ROOT, folders("INBOX", "Trash", "Gäste \"x\"", "INBOX"));
    assertThat(metadata.resolve("mbnames/Test.json"))
        .content()
        .isEqualTo(
            "[{\"accountname\": \"Test\", \"foldername\": \"INBOX\", \"localfolders\":"
                + " \"/home/u/Mail\"}, {\"accountname\": \"Test\", \"foldername\": \"G\\u00e4ste"
                + " \\\"x\\\"\", \"localfolders\": \"/home/u/Mail\"}]");
    assertThat(file).doesNotExist();
    recorder.finish();
    assertThat(file)
        .content()
        .isEqualTo("mailboxes \"+Test/INBOX /home/u/Mail\" \"+Test/Gäste \"x\" /home/u/Mail\"\n");
  }

  @Test
  void accountsThatAreNotPartOfTheRunKeepTheirPlaces() throws Exception {
    MailboxRecorder before = recorder(true, false);
    before.record("Old", Optional.empty(), folders("INBOX", "Sent"));
    assertThat(file).content().contains("+Old/Sent None");
    MailboxRecorder now = recorder(true, false);
    now.record("New", ROOT, folders("INBOX"));
    assertThat(file)
        .content()
        .isEqualTo(
            "mailboxes \"+New/INBOX /home/u/Mail\" \"+Old/INBOX None\" \"+Old/Sent None\"\n");
  }

  @Test
  void whatDidNotChangeIsNotTouched() throws Exception {
    recorder(true, false).record("Test", ROOT, folders("INBOX"));
    FileTime old = FileTime.fromMillis(1_000_000);
    Path cache = metadata.resolve("mbnames/Test.json");
    Files.setLastModifiedTime(file, old);
    Files.setLastModifiedTime(cache, old);
    recorder(true, false).record("Test", ROOT, folders("INBOX"));
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
    assertThat(Files.getLastModifiedTime(cache)).isEqualTo(old);
  }

  @Test
  void aLinkStaysALinkAndTheFileItsPermissions() throws Exception {
    Path real = Files.writeString(directory.resolve("dotfile"), "old");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-------"));
    Files.createSymbolicLink(file, real);
    recorder(true, false).record("Test", ROOT, folders("INBOX"));
    assertThat(file).isSymbolicLink();
    assertThat(real).content().contains("+Test/INBOX");
    assertThat(Files.getPosixFilePermissions(real))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aDryRunOnlyTells() throws Exception {
    MailboxRecorder recorder = recorder(true, true);
    recorder.record("Test", ROOT, folders("INBOX"));
    assertThat(told)
        .containsExactly(
            "mbnames would write " + metadata.resolve("mbnames/Test.json"),
            "mbnames would write " + file);
    assertThat(metadata.resolve("mbnames")).doesNotExist();
    assertThat(file).doesNotExist();
  }

  @Test
  void aCacheThatCannotBeReadLeavesTheFileAsItIs() throws Exception {
    recorder(true, false).record("Test", ROOT, folders("INBOX"));
    String before = Files.readString(file);
    Files.writeString(metadata.resolve("mbnames/Broken.json"), "[{\"accountname\": ");
    MailboxRecorder recorder = recorder(true, false);
    assertThatThrownBy(() -> recorder.record("Test", ROOT, folders("INBOX", "Sent")))
        .isInstanceOf(AccountFailure.class)
        .hasMessageContaining("mbnames: ");
    assertThat(file).content().isEqualTo(before);
  }

  @Test
  void prunesExactlyTheAccountsThatAreNoLongerListed() throws Exception {
    MailboxRecorder recorder = recorder(false, false);
    for (String account : List.of("foo", "foobar", "gone")) {
      recorder.record(account, ROOT, folders("INBOX"));
    }
    Path caches = metadata.resolve("mbnames");
    assertThat(recorder(false, true).prune(Set.of("foobar")))
        .containsExactly(
            "mbnames would remove " + caches.resolve("foo.json"),
            "mbnames would remove " + caches.resolve("gone.json"));
    assertThat(recorder.prune(Set.of("foobar")))
        .containsExactly(
            "removed " + caches.resolve("foo.json"), "removed " + caches.resolve("gone.json"));
    assertThat(file).content().contains("+foobar/INBOX").doesNotContain("+foo/");
    assertThat(recorder.prune(Set.of("foobar"))).containsExactly("no cache file to remove");
    assertThat(MailboxRecorder.pruneAll(metadata, false))
        .containsExactly("removed " + caches.resolve("foobar.json"));
  }
}
