package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.account;
import static org.offlineimap.cli.OptionProof.imap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.offlineimap.cli.OptionBench.Place;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.testing.Output;

/** Options of a run that stays. */
final class DaemonProofs {
  private DaemonProofs() {}

  static List<OptionProof> all() {
    return List.of(
        account("localpush", "no", DaemonProofs::watchesNoDirectory),
        account("autorefresh", "0.01", DaemonProofs::runsAgain),
        account("push", "all", DaemonProofs::hearsOfAnyFolder),
        imap("idlefolders", "['INBOX']", DaemonProofs::hearsOfInbox),
        imap("holdconnectionopen", "yes", DaemonProofs::staysConnected),
        imap("keepalive", "1", DaemonProofs::showsThatItLives));
  }

  private static void runsAgain(OptionBench bench) throws Exception {
    bench.set(Place.ACCOUNT, "localpush = no");
    try (StayingRun run = bench.stay()) {
      run.until(SyncEvent.AccountFinished.class);
      run.until(SyncEvent.AccountFinished.class);
    }
  }

  private static void refreshLate(OptionBench bench) {
    bench.set(Place.ACCOUNT, "autorefresh = 600");
    bench.set(Place.ACCOUNT, "localpush = no");
  }

  private static void hearsOfInbox(OptionBench bench) throws Exception {
    refreshLate(bench);
    hears(bench, "INBOX", "IDLE");
  }

  private static void hearsOfAnyFolder(OptionBench bench) throws Exception {
    refreshLate(bench);
    bench.deliver("Lists/Java", "before");
    hears(bench, "Lists/Java", "NOTIFY");
  }

  /**
   * What comes before the server is listened to is found too, but then there is no such command.
   */
  private static void hears(OptionBench bench, String mailbox, String command) throws Exception {
    try (StayingRun run = bench.stay()) {
      run.until(SyncEvent.Waiting.class);
      run.until(() ->
          bench.server().sessions().stream()
              .flatMap(session -> session.commands().stream())
              .anyMatch(one -> one.startsWith(command)));
      bench.deliver(mailbox, "pushed");
      run.until(SyncEvent.CopyingMessage.class);
    }
  }

  private static void staysConnected(OptionBench bench) throws Exception {
    bench.set(Place.ACCOUNT, "autorefresh = 0.01");
    bench.set(Place.ACCOUNT, "localpush = no");
    try (StayingRun run = bench.stay()) {
      run.until(SyncEvent.AccountFinished.class);
      run.until(SyncEvent.AccountFinished.class);
    }
    assertThat(bench.server().sessions()).as("connections").hasSize(1);
  }

  private static void showsThatItLives(OptionBench bench) throws Exception {
    refreshLate(bench);
    bench.set(Place.REMOTE, "holdconnectionopen = yes");
    try (StayingRun run = bench.stay()) {
      run.until(SyncEvent.Waiting.class);
      run.until(() -> bench.server().lastSession().commands().contains("NOOP"));
    }
  }

  private static void watchesNoDirectory(OptionBench bench) throws Exception {
    bench.set(Place.ACCOUNT, "autorefresh = 600");
    bench.deliver("INBOX", "one");
    Process process = bench.launch("-u", "ttyui");
    try {
      new Output(process).until("Next refresh in");
      try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
        assertThat(open.map(DaemonProofs::target)).noneMatch(file -> file.contains("inotify"));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** What a descriptor is; nothing when it was closed a moment ago. */
  private static String target(Path descriptor) {
    try {
      return Files.exists(descriptor, java.nio.file.LinkOption.NOFOLLOW_LINKS)
          ? Files.readSymbolicLink(descriptor).toString()
          : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
