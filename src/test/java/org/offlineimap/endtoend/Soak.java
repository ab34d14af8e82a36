package org.offlineimap.endtoend;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.FaultProxy;
import org.offlineimap.testing.Rig;
import org.offlineimap.testing.Usage;

/**
 * The program stays on over a bad network while people and servers change mail, for so many
 * minutes; then both sides must be equal, and what it takes of the machine must not have grown. The
 * last minutes are idle. Started by {@code src/test/scripts/soak}; prints a log with a line a
 * minute, and ends with 1 when something is wrong. Confined to one thread.
 */
final class Soak {
  private static final Duration IDLE = Duration.ofMinutes(4);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long SEED = 20_261_124L;

  private final Random chance = new Random(SEED);
  private final PrintStream log = System.out;
  private final SandboxServer server;
  private final FaultProxy proxy;
  private final SoakMail mail;
  private final Process program;
  private int faults;

  private Soak(Path home) throws IOException {
    this.server = SandboxServer.builder().user("user", "secret").start();
    this.proxy = new FaultProxy(server.port());
    Rig rig = new Rig(home, proxy.port(), "user", "secret");
    this.mail = new SoakMail(rig, server, chance);
    this.program =
        rig.stay(
            "-k", "general:socktimeout=15",
            "-k", "Account_Test:autorefresh=1",
            "-k", "Account_Test:push=all",
            "-k", "Account_Test:postsynchook=true",
            "-k", "Repository_Rem:idlefolders=['INBOX']");
    Path output = home.resolve("output");
    Thread.ofPlatform().daemon().start(() -> keep(output));
  }

  private void keep(Path output) {
    try {
      Files.copy(program.getInputStream(), output);
    } catch (IOException e) {
      // The program was ended, as it is when everything is over; if not, the log shows that.
      System.err.println("the program's output has ended: " + e.getMessage());
    }
  }

  public static void main(String[] arguments) throws Exception {
    Duration time = Duration.ofMinutes(Long.parseLong(arguments[0]));
    Path home = Path.of(arguments[1]);
    Soak soak = new Soak(home);
    boolean good;
    try {
      good = soak.run(time);
    } finally {
      soak.program.destroy();
      soak.proxy.close();
      soak.server.close();
    }
    System.exit(good ? 0 : 1);
  }

  private boolean run(Duration time) throws Exception {
    log.println("# seed " + SEED + ", " + time.toMinutes() + " minutes, JVM " + Runtime.version());
    log.println(
        "minute,phase,live_heap_kib,resident_kib,descriptors,threads,cpu_percent,faults,changes");
    long end = System.nanoTime() + time.minus(IDLE).toNanos();
    int minute = 0;
    Usage early = null;
    Usage last = null;
    while (System.nanoTime() < end) {
      last = minute("busy", ++minute, true);
      early = minute == 3 ? last : early;
    }
    boolean equal = mail.settles(Duration.ofMinutes(3));
    log.println("# both sides equal: " + equal + (equal ? "" : "\n" + mail.differences()));
    double most = 0;
    for (int i = 0; i < IDLE.toMinutes(); i++) {
      long before = Usage.ticks(Path.of("/proc/" + program.pid()));
      long began = System.nanoTime();
      Thread.sleep(MINUTE);
      double percent = percent(before, began);
      // The first minute still has the collection of the measurement before it.
      most = i == 0 ? 0 : Math.max(most, percent);
      last = Usage.of(program);
      line("idle", ++minute, last, percent);
    }
    return judge(equal, most, early, last);
  }

  private boolean judge(
      boolean equal,
      double idle,
      @org.jspecify.annotations.Nullable Usage early,
      @org.jspecify.annotations.Nullable Usage last) {
    log.printf(Locale.ROOT, "# idle: at most %.2f %% of a core%n", idle);
    if (early == null || last == null) {
      log.println("# too short to tell whether it grew");
      return equal;
    }
    log.printf(
        "# live heap %d KiB after 3 minutes, %d KiB at the end; descriptors %d and %d%n",
        early.heapKib(), last.heapKib(), early.descriptors(), last.descriptors());
    boolean flat =
        last.heapKib() < early.heapKib() + 2048 && last.descriptors() <= early.descriptors() + 4;
    log.println("# flat: " + flat);
    return equal && flat && idle < 1;
  }

  private double percent(long ticksBefore, long began) throws IOException {
    long ticks = Usage.ticks(Path.of("/proc/" + program.pid())) - ticksBefore;
    return ticks * 1e9 / Math.max(1, System.nanoTime() - began);
  }

  private Usage minute(String phase, int number, boolean faulty) throws Exception {
    long before = Usage.ticks(Path.of("/proc/" + program.pid()));
    long began = System.nanoTime();
    long end = began + MINUTE.toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(500 + chance.nextInt(4000));
      mail.change();
      if (faulty && chance.nextInt(4) == 0) {
        fault();
      }
    }
    double percent = percent(before, began);
    Usage usage = Usage.of(program);
    line(phase, number, usage, percent);
    return usage;
  }

  private void line(String phase, int minute, Usage usage, double percent) {
    log.printf(
        Locale.ROOT,
        "%d,%s,%s,%.2f,%d,%d%n",
        minute,
        phase,
        usage.line(),
        percent,
        faults,
        mail.changes());
    log.flush();
  }

  private void fault() {
    faults++;
    switch (chance.nextInt(4)) {
      case 0 -> proxy.cut();
      case 1 -> proxy.freeze();
      default -> proxy.cutOne(chance);
    }
  }
}
