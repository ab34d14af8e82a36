package org.offlineimap.repository.maildir;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/** Unique beginnings of file names: {@code TIME_SEQ.PID.HOST} (formats 2). Guarded by itself. */
final class NameMint {
  private final MaildirHost host;

  @GuardedBy("this")
  private long second = Long.MIN_VALUE;

  @GuardedBy("this")
  private int sequence;

  NameMint(MaildirHost host) {
    this.host = host;
  }

  synchronized String next() {
    long now = host.clock().instant().getEpochSecond();
    sequence = now == second ? sequence + 1 : 0;
    second = now;
    return now + "_" + sequence + "." + host.pid() + "." + host.name();
  }
}
