package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.account;
import static org.offlineimap.cli.OptionProof.remote;

import java.io.IOException;
import java.util.List;

/** Which messages take part. */
final class ScopeProofs {
  private ScopeProofs() {}

  static List<OptionProof> all() {
    return List.of(
        account("maxage", "7", ScopeProofs::leavesTheOldOneOut),
        account("maxsize", "1000", ScopeProofs::leavesTheLargeOneOut),
        remote("startdate", "2021-01-01", ScopeProofs::leavesTheOldOneOut));
  }

  private static void leavesTheOldOneOut(OptionBench bench) throws IOException {
    bench.deliver("INBOX", "old");
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.files("INBOX")).isEmpty();
  }

  private static void leavesTheLargeOneOut(OptionBench bench) throws IOException {
    bench.deliver("INBOX", "small");
    bench.deliverText("INBOX", "Subject: large\r\n\r\n" + "x".repeat(2000) + "\r\n");
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.files("INBOX")).hasSize(1);
  }
}
