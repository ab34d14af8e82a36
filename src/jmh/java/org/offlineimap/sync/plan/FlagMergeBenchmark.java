package org.offlineimap.sync.plan;

import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The plan of a folder of 100,000 messages of which every tenth has new flags on a side. */
@State(Scope.Benchmark)
public class FlagMergeBenchmark {
  private static final int MESSAGES = 100_000;

  private final MessageList rows = list(0, "S");
  private final Snapshot local = Snapshot.complete(list(10, "FS"));
  private final Snapshot remote = Snapshot.complete(list(15, "RS"));

  private static MessageList list(int every, String changed) {
    MessageList.Builder list = new MessageList.Builder();
    for (int i = 1; i <= MESSAGES; i++) {
      list.add(i, FlagSet.ofLetters(every > 0 && i % every == 0 ? changed : "S"));
    }
    return list.build();
  }

  /** Nanoseconds for each message. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public SyncPlan plan() {
    return SyncPlanner.plan(local, remote, rows, SyncPolicy.defaults());
  }
}
