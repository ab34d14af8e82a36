package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Eventually;
import org.offlineimap.testing.Rig;

/**
 * How long a message takes from its delivery on the server to the file, and a flag from the file to
 * the server, with 200 folders and {@code push = all}, everything on loopback. Started by {@code
 * src/test/scripts/push-latency}. Confined to one thread.
 */
final class PushLatency {
  private static final int FOLDERS = 200;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final SandboxServer server;
  private final Rig rig;

  private PushLatency(Path home) throws IOException {
    this.server = SandboxServer.builder().user("user", "secret").start();
    this.rig = new Rig(home, server.port(), "user", "secret");
  }

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    PushLatency latency = new PushLatency(Path.of(arguments[1]));
    boolean quick;
    try {
      quick = latency.run(times);
    } finally {
      latency.server.close();
    }
    System.exit(quick ? 0 : 1);
  }

  private static String folder(int number) {
    return number == 0 ? "INBOX" : "Lists/l" + number;
  }

  private Mailbox mailbox(int number) {
    return server.mailbox("user", folder(number));
  }

  private void deliver(int number) {
    mailbox(number)
        .deliver(
            "Subject: x\r\n\r\nx\r\n".getBytes(ISO_8859_1),
            FlagSet.none(),
            Instant.EPOCH.atOffset(ZoneOffset.UTC));
  }

  private boolean run(int times) throws Exception {
    for (int i = 0; i < FOLDERS; i++) {
      deliver(i);
    }
    Process program =
        rig.stay(
            "-u", "quiet",
            "-k", "Account_Test:autorefresh=600",
            "-k", "Account_Test:push=all");
    try {
      Eventually.within(
          LIMIT, () -> files(FOLDERS - 1).size() == 1 && server.sessions().size() > 1);
      // The look that follows the first pass: until it is over nothing is measured.
      Thread.sleep(5000);
      List<Double> down = new ArrayList<>();
      List<Double> up = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int number = i * 7 % FOLDERS;
        down.add(millis(() -> deliver(number), () -> files(number).size() == 2));
        up.add(
            millis(
                () -> read(number),
                () ->
                    mailbox(number).messages().stream()
                        .anyMatch(message -> message.flags().contains(SystemFlag.SEEN))));
      }
      boolean fast = told("delivery -> file", down);
      return told("flag of a file -> server", up) && fast;
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  private interface Step {
    void happen() throws IOException;
  }

  private static double millis(Step step, BooleanSupplier arrived) throws Exception {
    // What the last crossing left to do, such as its echo, is not part of the next one.
    Thread.sleep(500);
    long began = System.nanoTime();
    step.happen();
    Eventually.within(LIMIT, arrived::getAsBoolean);
    return (System.nanoTime() - began) / 1e6;
  }

  private void read(int number) throws IOException {
    Path file = files(number).getFirst();
    String name = String.valueOf(file.getFileName());
    Path seen = rig.mail().resolve(folder(number)).resolve("cur").resolve(name + "S");
    Files.move(file, seen);
  }

  private List<Path> files(int number) {
    try {
      return rig.messages(folder(number));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Prints, and tells whether the median is below a second. */
  private static boolean told(String what, List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    double median = sorted.get(sorted.size() / 2);
    System.out.printf(
        Locale.ROOT,
        "%s: %d times, median %.0f ms, 95 %% below %.0f ms, worst %.0f ms%n",
        what,
        sorted.size(),
        median,
        sorted.get(sorted.size() * 95 / 100),
        sorted.getLast());
    return median < 1000;
  }
}
