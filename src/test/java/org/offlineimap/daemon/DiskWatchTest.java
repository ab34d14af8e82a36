package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.mail.FolderName;

/** Real directories, and what is heard of them. */
final class DiskWatchTest {
  private static final FolderName INBOX = FolderName.INBOX;
  private static final FolderName SENT = new FolderName("Sent");
  private static final Duration SOON = Duration.ofMillis(20);

  @TempDir Path root;
  private final BlockingQueue<String> wishes = new LinkedBlockingQueue<>();
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  private final OwnWrites own = new OwnWrites(InstantSource.system());
  private final DiskNews news =
      new DiskNews(
          folder -> wishes.add(folder.map(FolderName::text).orElse("all")),
          own,
          InstantSource.system());
  private @Nullable DiskWatch watch;

  @AfterEach
  void end() {
    if (watch != null) {
      watch.close();
    }
  }

  private DiskWatch start(DiskEars ears) {
    DiskWatch started = DiskWatch.start(news, own, notices::add, ears);
    watch = started;
    return started;
  }

  /** Where events can be had at all; the looks are tested everywhere. */
  private DiskWatch hearing() {
    DiskEars ears = DiskEars.ofThisMachine();
    assumeTrue(ears.service() != null, "this system has no file events");
    return start(ears);
  }

  private List<Path> make(FolderName folder) throws IOException {
    List<Path> inner = new ArrayList<>();
    for (String name : List.of("new", "cur", "tmp")) {
      inner.add(Files.createDirectories(root.resolve(folder.text()).resolve(name)));
    }
    return inner.subList(0, 2);
  }

  private String next() throws InterruptedException {
    return String.valueOf(wishes.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void filesThatComeAreHeard() throws Exception {
    DiskWatch running = hearing();
    running.add(INBOX, make(INBOX));
    running.add(SENT, make(SENT));
    Files.createFile(root.resolve("Sent/new/1"));
    assertThat(next()).isEqualTo("Sent");
    Files.move(root.resolve("Sent/new/1"), root.resolve("INBOX/cur/1:2,S"));
    assertThat(List.of(next(), next())).containsExactlyInAnyOrder("INBOX", "Sent");
    assertThat(notices).isEmpty();
  }

  @Test
  void ourOwnWritesAreNotHeard() throws Exception {
    DiskWatch running = hearing();
    running.addRoot(root);
    running.add(INBOX, make(INBOX));
    // The directory itself came before any note was made.
    assertThat(next()).isEqualTo("all");
    Path from = root.resolve("INBOX/new/1,U=1");
    Path to = root.resolve("INBOX/cur/1,U=1:2,S");
    for (int i = 0; i < 20; i++) {
      own.note(from);
      Files.createFile(from);
      own.note(from);
      own.note(to);
      Files.move(from, to);
      own.note(to);
      Files.delete(to);
    }
    // What is heard of this one comes after all of that: the sentinel.
    Files.createFile(root.resolve("INBOX/cur/foreign"));
    assertThat(next()).isEqualTo("INBOX");
    Files.createFile(root.resolve("sentinel"));
    assertThat(next()).isEqualTo("all");
    assertThat(news.waiting(INBOX).size()).isZero();
  }

  @Test
  void aFolderThatWasRemovedAndMadeAgainIsHeardAgain() throws Exception {
    DiskWatch running = hearing();
    running.add(INBOX, make(INBOX));
    Files.move(root.resolve("INBOX"), root.resolve("elsewhere"));
    running.add(INBOX, make(INBOX));
    Files.createFile(root.resolve("INBOX/new/1"));
    assertThat(next()).isEqualTo("INBOX");
  }

  @Test
  void aFolderThatIsNotThereIsNoTrouble() throws Exception {
    DiskWatch running = hearing();
    running.add(INBOX, List.of(root.resolve("INBOX/new")));
    running.add(INBOX, make(INBOX));
    Files.createFile(root.resolve("INBOX/new/1"));
    assertThat(next()).isEqualTo("INBOX");
    assertThat(notices).isEmpty();
  }

  @Test
  void whereTheSystemTellsNothingItIsLookedAtAndThatIsSaidOnce() throws Exception {
    DiskWatch running = start(new DiskEars(null, (directory, _, _) -> fail("no events"), SOON));
    running.addRoot(root);
    running.add(INBOX, make(INBOX));
    running.add(SENT, make(SENT));
    Files.createFile(root.resolve("INBOX/new/1"));
    assertThat(next()).isEqualTo("INBOX");
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("Changes in the Maildir are looked for every ten seconds only: this system");
  }

  @Test
  void whenNoWatchIsLeftTheRestIsLookedAt() throws Exception {
    DiskEars machine = DiskEars.ofThisMachine();
    assumeTrue(machine.service() != null, "this system has no file events");
    DiskWatch running =
        start(
            new DiskEars(
                machine.service(),
                (directory, service, kinds) ->
                    directory.toString().contains("Sent")
                        ? fail("User limit of inotify watches reached")
                        : machine.registrar().register(directory, service, kinds),
                SOON));
    running.add(INBOX, make(INBOX));
    running.add(SENT, make(SENT));
    Files.createFile(root.resolve("Sent/new/1"));
    assertThat(next()).isEqualTo("Sent");
    Files.createFile(root.resolve("INBOX/new/1"));
    assertThat(next()).isEqualTo("INBOX");
    assertThat(notices).singleElement().asString().contains("User limit of inotify watches");
  }

  private static WatchKey fail(String why) throws IOException {
    throw new IOException(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "ceph"})
  void othersChangeNetworkFileSystemsSilently(String type) {
    assertThat(DiskEars.isRemote(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "btrfs", "xfs", "zfs", "tmpfs", "overlay", "fuseblk", "f2fs"})
  void localFileSystemsTell(String type) {
    assertThat(DiskEars.isRemote(type)).isFalse();
  }
}
