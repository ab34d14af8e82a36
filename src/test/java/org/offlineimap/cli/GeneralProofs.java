package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.general;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.consumer.RecordingStream;
import org.offlineimap.cli.OptionBench.Outcome;
import org.offlineimap.cli.OptionBench.Place;
import org.offlineimap.sandbox.FaultScript;

/** {@code [general]}. */
final class GeneralProofs {
  /** Long for a proof with its line; without it, all of it is waited for. */
  private static final long PATIENCE_SECONDS = 6;

  private GeneralProofs() {}

  static List<OptionProof> all() {
    return List.of(
        general("accounts", "Test", bench -> assertThat(bench.run().exit()).isZero()),
        general("maxsyncaccounts", "2", GeneralProofs::bothAccountsAtOnce),
        general("ui", "basic", GeneralProofs::speaksOnStandardOutput),
        general("socktimeout", "1", GeneralProofs::givesASilentServerUp),
        general("fsync", "no", GeneralProofs::forcesNothing),
        general("dry-run", "yes", GeneralProofs::writesNothing),
        general("metadata", "HOME/elsewhere", GeneralProofs::remembersThere),
        general("utime_from_header", "yes", DateProofs::datesFilesByHeader),
        general("filename_use_mail_timestamp", "yes", DateProofs::namesFilesByHeader));
  }

  /** A process of its own: without the line, it writes to the home directory. */
  private static void remembersThere(OptionBench bench) throws Exception {
    bench.process();
    assertThat(bench.home().resolve("elsewhere/Account-Test")).isDirectory();
  }

  private static void bothAccountsAtOnce(OptionBench bench) throws Exception {
    bench.set(Place.GENERAL, "accounts = Test, Other");
    bench.append(
        "[Account Other]\nlocalrepository = Loc2\nremoterepository = Rem2\n[Repository Loc2]\n"
            + "type = Maildir\nlocalfolders = "
            + bench.home()
            + "/mail2\n[Repository Rem2]\ntype = IMAP\nremotehost = 127.0.0.1\nremoteport = "
            + bench.server().port()
            + "\nremoteuser = user\nremotepass = secret\nssl = no\nstarttls = no\n");
    FaultScript stall = new FaultScript().stallAfterSent(0);
    bench.server().nextConnection(stall);
    CompletableFuture<Outcome> run = bench.start();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (bench.server().sessions().size() < 2 && System.nanoTime() < end) {
        Thread.onSpinWait();
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(bench.server().sessions()).as("connections at once").hasSize(2);
    } finally {
      stall.release();
      assertThat(run.join().exit()).isZero();
    }
  }

  private static void speaksOnStandardOutput(OptionBench bench) throws Exception {
    assertThat(bench.runBare().out()).contains("*** Processing account Test");
  }

  private static void givesASilentServerUp(OptionBench bench) throws Exception {
    FaultScript stall = new FaultScript().stallAfterSent(0);
    bench.server().nextConnection(stall);
    CompletableFuture<Outcome> run = bench.start();
    try {
      assertThat(run.get(PATIENCE_SECONDS, TimeUnit.SECONDS).exit()).isEqualTo(1);
    } catch (TimeoutException stillWaiting) {
      throw new AssertionError("still waiting for the server", stillWaiting);
    } finally {
      stall.release();
      run.join();
    }
  }

  private static void forcesNothing(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    AtomicInteger forces = new AtomicInteger();
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable("jdk.FileForce").withThreshold(Duration.ZERO);
      stream.onEvent(
          "jdk.FileForce",
          event -> {
            // Other proofs run in this process too.
            if (String.valueOf(event.getString("path")).startsWith(bench.home() + "/")) {
              forces.incrementAndGet();
            }
          });
      stream.startAsync();
      assertThat(bench.run().exit()).isZero();
      stream.stop();
    }
    assertThat(forces).hasValue(0);
  }

  private static void writesNothing(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    assertThat(bench.run().out()).contains("[DRYRUN] Copy 1 messages from INBOX[Rem] to Loc");
    assertThat(bench.mail()).doesNotExist();
  }
}
