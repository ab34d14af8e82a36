package org.offlineimap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a running process prints, line by line as it comes. Confined to one thread. */
public final class Output {
  private static final long LIMIT_SECONDS = 90;
  private static final String END = "(the end of the output)";

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  /** Reads along from now on. */
  public Output(Process process) {
    Thread.ofPlatform().daemon().name("output").start(() -> read(process));
  }

  private void read(Process process) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(lines::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      lines.add(e.toString());
    } finally {
      lines.add(END);
    }
  }

  /** Reads on to a line that contains these words, and returns it; fails when it does not come. */
  public String until(String words) throws InterruptedException {
    String line = "";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!line.contains(words)) {
      line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(line).as("no '" + words + "' after\n" + String.join("\n", seen)).isNotNull();
      seen.add(line);
      assertThat(line.equals(END) && !words.equals(END))
          .as("no '" + words + "' in\n" + String.join("\n", seen))
          .isFalse();
    }
    return line;
  }

  /** Everything read so far. */
  public List<String> seen() {
    return List.copyOf(seen);
  }
}
