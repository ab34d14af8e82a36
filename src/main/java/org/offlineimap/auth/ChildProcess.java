package org.offlineimap.auth;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and collects what it prints. Stateless. */
final class ChildProcess {
  private static final int MOST_OCTETS = 1 << 16;

  /** How it ended. Both outputs are cut after 64 KiB; the first may hold a secret. */
  static final class Ended {
    private final int status;
    private final byte[] output;
    private final byte[] errors;

    private Ended(int status, byte[] output, byte[] errors) {
      this.status = status;
      this.output = output;
      this.errors = errors;
    }

    int status() {
      return status;
    }

    /** The one copy; to be wiped by whoever takes it. */
    byte[] output() {
      return output;
    }

    /** What it said to a person. */
    String complaint() {
      return new String(errors, StandardCharsets.UTF_8).strip();
    }
  }

  /** It was still running when its time was over, and was ended. */
  static final class TimedOut extends Exception {
    private static final long serialVersionUID = 1;
  }

  private ChildProcess() {}

  /**
   * Runs {@code command} with this environment and nothing else in it.
   *
   * @param input what it reads; nothing makes it read from nowhere
   */
  static Ended run(
      List<String> command, Map<String, String> environment, byte[] input, Duration timeout)
      throws IOException, TimedOut, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (input.length == 0) {
      builder.redirectInput(new File("/dev/null"));
    }
    Process process = builder.start();
    try {
      CompletableFuture<byte[]> output = reading(process.getInputStream());
      CompletableFuture<byte[]> errors = reading(process.getErrorStream());
      if (input.length > 0) {
        try (OutputStream out = process.getOutputStream()) {
          out.write(input);
        }
      }
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TimedOut();
      }
      return new Ended(process.exitValue(), await(output), await(errors));
    } finally {
      end(process);
    }
  }

  private static CompletableFuture<byte[]> reading(InputStream in) {
    CompletableFuture<byte[]> all = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("output of a command")
        .start(() -> {
          try {
            byte[] kept = in.readNBytes(MOST_OCTETS);
            all.complete(kept);
            in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            all.completeExceptionally(e);
          }
        });
    return all;
  }

  private static byte[] await(CompletableFuture<byte[]> octets) throws IOException {
    try {
      return octets.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static void end(Process process) {
    // The shell first: one whose command ends goes on with the next.
    List<ProcessHandle> begun = process.descendants().toList();
    process.destroyForcibly();
    begun.forEach(ProcessHandle::destroyForcibly);
  }
}
