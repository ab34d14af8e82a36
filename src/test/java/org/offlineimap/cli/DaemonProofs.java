package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.offlineimap.cli.OptionBench.Place;
import org.offlineimap.testing.Output;

/** Options of a run that stays. */
final class DaemonProofs {
  private DaemonProofs() {}

  static List<OptionProof> all() {
    return List.of(account("localpush", "no", DaemonProofs::watchesNoDirectory));
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
