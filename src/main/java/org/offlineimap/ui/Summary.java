package org.offlineimap.ui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.offlineimap.event.Result;
import org.offlineimap.event.Result.Counts;

/** An account's result in one line for a person (reference: beyond 1, 11). Pure. */
public final class Summary {
  private static final long KILO = 1000;

  private Summary() {}

  /**
   * For example {@code Test: ok: 3 downloaded, 2 flags changed; 14.2 kB down, 310 B up, 5
   * turnarounds, 0.3 s}. What did not happen is not named; octets, turnarounds and time always are.
   */
  public static String line(String account, Result result) {
    Counts counts = result.counts();
    List<String> done = deeds(counts);
    String what = done.isEmpty() ? idle(result.outcome()) : String.join(", ", done);
    String traffic =
        octets(counts.octetsDown())
            + " down, "
            + octets(counts.octetsUp())
            + " up, "
            + number(counts.turnarounds(), "turnaround", "turnarounds");
    return account
        + ": "
        + result.outcome().word()
        + ": "
        + what
        + "; "
        + traffic
        + ", "
        + seconds(result.elapsed());
  }

  private static String idle(Result.Outcome outcome) {
    return outcome == Result.Outcome.OK ? "nothing to do" : "nothing done";
  }

  private static List<String> deeds(Counts counts) {
    List<String> done = new ArrayList<>();
    add(done, counts.downloaded(), " downloaded");
    add(done, counts.uploaded(), " uploaded");
    add(done, counts.moved(), " moved");
    add(done, counts.adopted(), " adopted");
    add(done, counts.deletedLocal(), " deleted here");
    add(done, counts.deletedRemote(), " deleted on the server");
    if (counts.flags() > 0) {
      done.add(number(counts.flags(), "flag changed", "flags changed"));
    }
    if (counts.withheld() > 0) {
      done.add(number(counts.withheld(), "deletion withheld", "deletions withheld"));
    }
    add(done, counts.quarantined(), " in quarantine");
    return done;
  }

  private static void add(List<String> done, long count, String deed) {
    if (count > 0) {
      done.add(count + deed);
    }
  }

  private static String number(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** Octets in decimal units, as people quote them. */
  static String octets(long count) {
    String[] units = {"kB", "MB", "GB", "TB"};
    if (count < KILO) {
      return count + " B";
    }
    int unit = 0;
    long scaled = count;
    while (scaled >= KILO * KILO && unit < units.length - 1) {
      scaled /= KILO;
      unit++;
    }
    long tenths = (scaled + KILO / 20) / (KILO / 10);
    return tenths / 10 + "." + tenths % 10 + " " + units[unit];
  }

  /** Seconds with one digit after the point, or minutes above a hundred of them. */
  static String seconds(Duration elapsed) {
    long tenths = elapsed.toMillis() / 100;
    return tenths < 1000
        ? tenths / 10 + "." + tenths % 10 + " s"
        : elapsed.toMinutes() + " min " + elapsed.toSecondsPart() + " s";
  }
}
