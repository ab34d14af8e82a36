package org.offlineimap.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;

/**
 * Runs the shell commands that a user wants around a pass, and tells what became of them
 * (reference: configuration 6). What they print goes into files, so that a program which they leave
 * in the background holds nothing up; they get no descriptor of ours. Immutable.
 */
public final class HookRunner {
  private static final int MOST_OUTPUT = 1 << 20;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final String account;
  private final Map<String, String> environment;
  private final Optional<Duration> limit;
  private final boolean dryRun;
  private final EventSink events;

  /**
   * For an account.
   *
   * @param environment the user's own, complete
   * @param limit {@code hooktimeout}
   * @param dryRun only tell what would be run
   */
  public HookRunner(
      String account,
      Map<String, String> environment,
      Optional<Duration> limit,
      boolean dryRun,
      EventSink events) {
    this.account = account;
    this.environment = Map.copyOf(environment);
    this.limit = limit;
    this.dryRun = dryRun;
    this.events = events;
  }

  /** Runs a command to its end, whatever that is: a hook never fails a pass. */
  public void run(String command, PassRequest.Mode mode) {
    tell((dryRun ? "[DRYRUN] " : "") + "Calling hook: " + command);
    if (dryRun) {
      return;
    }
    try {
      Path out = Files.createTempFile("offlineimap-hook", ".out");
      try {
        Path err = Files.createTempFile("offlineimap-hook", ".err");
        try {
          run(command, mode, List.of(out, err));
        } finally {
          Files.deleteIfExists(err);
        }
      } finally {
        Files.deleteIfExists(out);
      }
    } catch (IOException e) {
      warn("The hook '" + command + "' could not be run: " + e);
    }
  }

  private void run(String command, PassRequest.Mode mode, List<Path> outputs) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
    builder.redirectOutput(outputs.getFirst().toFile());
    builder.redirectError(outputs.getLast().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    // A notification socket is for this process alone.
    builder.environment().remove("NOTIFY_SOCKET");
    builder.environment().remove("WATCHDOG_USEC");
    builder.environment().put("OFFLINEIMAPSYNCMODE", mode.word());
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      boolean whole = await(process);
      tell(
          "Hook stdout: "
              + text(outputs.getFirst())
              + "\nHook stderr:"
              + text(outputs.getLast())
              + "\n");
      if (whole) {
        ended(command, process.exitValue());
      } else {
        warn("The hook '" + command + "' ran longer than hooktimeout and was ended");
      }
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      warn("The hook '" + command + "' was interrupted");
    }
  }

  private void ended(String command, int status) {
    tell("Hook return code: " + status);
    if (status != 0) {
      warn("The hook '" + command + "' ended with status " + status);
    }
  }

  /** Whether it ended by itself. */
  private boolean await(Process process) throws InterruptedException {
    if (limit.isEmpty()) {
      process.waitFor();
      return true;
    }
    if (process.waitFor(limit.get().toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    end(process);
    if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      List<ProcessHandle> begun = process.descendants().toList();
      process.destroyForcibly();
      begun.forEach(ProcessHandle::destroyForcibly);
      process.waitFor();
    }
    return false;
  }

  /** The shell first: one whose command ends goes on with the next. */
  private static void end(Process process) {
    List<ProcessHandle> begun = process.descendants().toList();
    process.destroy();
    begun.forEach(ProcessHandle::destroy);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
    }
  }

  private void tell(String text) {
    events.accept(new SyncEvent.HookTold(account, text));
  }

  private void warn(String text) {
    events.accept(new SyncEvent.Warning(account, Optional.empty(), text));
  }
}
