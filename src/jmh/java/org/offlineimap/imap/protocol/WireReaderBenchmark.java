package org.offlineimap.imap.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.offlineimap.imap.wire.WireLimits;
import org.offlineimap.imap.wire.WireReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The answers to a listing: 10,000 lines with UID and flags, read and parsed. */
@State(Scope.Benchmark)
public class WireReaderBenchmark {
  private static final int LINES = 10_000;

  private final byte[] listing = listing();

  private static byte[] listing() {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= LINES; i++) {
      text.append("* ").append(i).append(" FETCH (UID ").append(i * 3);
      text.append(" FLAGS (\\Seen").append(i % 7 == 0 ? " \\Flagged" : "").append(") MODSEQ (");
      text.append(i).append("))\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Nanoseconds for each line. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void listing(Blackhole hole) throws IOException {
    WireReader in = new WireReader(new ByteArrayInputStream(listing), WireLimits.USUAL);
    for (int i = 0; i < LINES; i++) {
      hole.consume(ResponseParser.read(in, (_, _, _) -> {}));
    }
  }
}
