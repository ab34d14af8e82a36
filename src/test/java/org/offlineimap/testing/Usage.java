package org.offlineimap.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a running program takes of the machine (Linux).
 *
 * @param heapKib live objects after a full collection
 * @param residentKib memory in all
 * @param descriptors open files and sockets
 * @param threads of the operating system
 * @param cpuTicks processor time so far, in hundredths of a second
 */
public record Usage(long heapKib, long residentKib, int descriptors, int threads, long cpuTicks) {
  /** Measures. The collection costs the program some processor time, which is counted before. */
  public static Usage of(Process process) throws IOException, InterruptedException {
    Path proc = Path.of("/proc/" + process.pid());
    long ticks = ticks(proc);
    int descriptors;
    try (Stream<Path> all = Files.list(proc.resolve("fd"))) {
      descriptors = (int) all.count();
    }
    List<String> status = Files.readAllLines(proc.resolve("status"));
    return new Usage(
        heap(process),
        number(status, "VmRSS:"),
        descriptors,
        (int) number(status, "Threads:"),
        ticks);
  }

  /** Processor time so far, in hundredths of a second. */
  public static long ticks(Path proc) throws IOException {
    String stat = Files.readString(proc.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static long number(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(-1);
  }

  private static long heap(Process process) throws IOException, InterruptedException {
    jcmd(process, "GC.run");
    long used = 0;
    for (String line : jcmd(process, "GC.heap_info").lines().toList()) {
      if (line.startsWith("DefNew") || line.startsWith("Tenured")) {
        used += Long.parseLong(line.replaceAll(".* used ([0-9]+)K.*", "$1"));
      }
    }
    return used;
  }

  private static String jcmd(Process process, String command)
      throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException(command + ": " + output);
    }
    return output;
  }

  /** A line of the log. */
  public String line() {
    return String.format(Locale.ROOT, "%d,%d,%d,%d", heapKib, residentKib, descriptors, threads);
  }
}
