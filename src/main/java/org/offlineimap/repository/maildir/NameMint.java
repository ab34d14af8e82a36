package org.offlineimap.repository.maildir;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unique beginnings of file names: {@code TIME_SEQ.PID.HOST} (formats 2). Guarded by itself. */
final class NameMint {
  private static final int MOST_DATES = 10_000;

  private final MaildirHost host;

  @GuardedBy("this")
  private long second = Long.MIN_VALUE;

  @GuardedBy("this")
  private int sequence;

  NameMint(MaildirHost host) {
    this.host = host;
  }

  /** Seconds that mail dates gave, with the number last used of each; the latest ones. */
  @GuardedBy("this")
  private final Map<Long, Integer> dated =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
          return size() > MOST_DATES;
        }
      };

  /** One that begins with the time of a mail, which need not be near. */
  synchronized String at(Instant date) {
    long time = date.getEpochSecond();
    int number = dated.merge(time, 0, (before, none) -> before + 1);
    return time + "_" + number + "." + host.pid() + "." + host.name().get();
  }

  /** One that begins with the present time; a clock that is set back does not repeat a name. */
  synchronized String next() {
    long now = Math.max(second, host.clock().instant().getEpochSecond());
    sequence = now == second ? sequence + 1 : 0;
    second = now;
    return now + "_" + sequence + "." + host.pid() + "." + host.name().get();
  }
}
