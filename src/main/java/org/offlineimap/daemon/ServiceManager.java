package org.offlineimap.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;

/**
 * What a service manager such as systemd wants to be told: that the program is ready, what it is
 * doing, that it is still alive, and that it stops (sd_notify(3)). Without {@code NOTIFY_SOCKET}
 * nobody is told anything. Takes every event; thread-safe, guarded by one lock.
 */
public final class ServiceManager implements EventSink, AutoCloseable {
  private static final int LONGEST_STATUS = 200;

  private final ReentrantLock lock = new ReentrantLock();
  private final Consumer<String> warnings;
  private final Optional<Duration> watchdog;

  @GuardedBy("lock")
  private @Nullable Line line;

  @GuardedBy("lock")
  private final Map<String, String> accounts = new LinkedHashMap<>();

  @GuardedBy("lock")
  private boolean stopping;

  /** Where messages go. */
  interface Line extends AutoCloseable {
    void send(String message) throws IOException;

    @Override
    void close() throws IOException;
  }

  ServiceManager(@Nullable Line line, Optional<Duration> watchdog, Consumer<String> warnings) {
    this.line = line;
    this.watchdog = watchdog;
    this.warnings = warnings;
  }

  /**
   * The one that started this process, if any.
   *
   * @param environment {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID}
   * @param warnings takes what goes wrong with it; the program goes on
   */
  public static ServiceManager of(Map<String, String> environment, Consumer<String> warnings) {
    String address = environment.get("NOTIFY_SOCKET");
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    if (address == null || address.isEmpty() || !linux) {
      return new ServiceManager(null, Optional.empty(), warnings);
    }
    try {
      Line line = NotifySocket.open(address);
      return new ServiceManager(
          line, interval(environment, ProcessHandle.current().pid()), warnings);
    } catch (IOException e) {
      warnings.accept("The service manager cannot be told anything: " + e.getMessage());
      return new ServiceManager(null, Optional.empty(), warnings);
    }
  }

  /** {@code WATCHDOG_USEC}, unless it is meant for another process (sd_watchdog_enabled(3)). */
  static Optional<Duration> interval(Map<String, String> environment, long self) {
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    String process = environment.getOrDefault("WATCHDOG_PID", Long.toString(self));
    boolean ours = process.equals(Long.toString(self)) && micros.matches("[1-9][0-9]{0,17}");
    return ours ? Optional.of(Duration.ofNanos(Long.parseLong(micros) * 1000)) : Optional.empty();
  }

  /** How often a sign of life is wanted: half of the time after which the program is killed. */
  public Optional<Duration> aliveEvery() {
    return watchdog.map(whole -> whole.dividedBy(2));
  }

  /** Signals are heard and every account is about to begin. */
  public void ready() {
    tell("READY=1");
  }

  /** The program is alive. */
  public void alive() {
    tell("WATCHDOG=1");
  }

  /** No further pass begins. */
  public void stopping() {
    lock.lock();
    try {
      if (stopping) {
        return;
      }
      stopping = true;
    } finally {
      lock.unlock();
    }
    tell("STOPPING=1\nSTATUS=Stopping");
  }

  private void tell(String message) {
    Optional<String> trouble;
    lock.lock();
    try {
      trouble = send(message);
    } finally {
      lock.unlock();
    }
    trouble.ifPresent(warnings);
  }

  /** What went wrong, if anything: then nothing is tried again. */
  @GuardedBy("lock")
  private Optional<String> send(String message) {
    Line open = line;
    if (open == null) {
      return Optional.empty();
    }
    try {
      open.send(message);
      return Optional.empty();
    } catch (IOException e) {
      line = null;
      return Optional.of("The service manager cannot be told anything: " + e.getMessage());
    }
  }

  /** Passes of accounts become the status line. */
  @Override
  public void accept(SyncEvent event) {
    if (event instanceof SyncEvent.AccountStarted started) {
      status(started.account(), "synchronising");
    } else if (event instanceof SyncEvent.AccountFinished finished) {
      status(finished.account(), finished.result().outcome().word());
    }
  }

  private void status(String account, String word) {
    Optional<String> trouble;
    lock.lock();
    try {
      accounts.put(account, word);
      trouble = stopping ? Optional.empty() : send("STATUS=" + line(accounts));
    } finally {
      lock.unlock();
    }
    trouble.ifPresent(warnings);
  }

  private static String line(Map<String, String> accounts) {
    String text =
        accounts.entrySet().stream()
            .map(account -> account.getKey() + ": " + account.getValue())
            .collect(Collectors.joining(", "))
            .replaceAll("\\p{Cntrl}", " ");
    return text.substring(0, Math.min(LONGEST_STATUS, text.length()));
  }

  @Override
  public void close() {
    Line open;
    lock.lock();
    try {
      open = line;
      line = null;
    } finally {
      lock.unlock();
    }
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        warnings.accept("The service manager's socket could not be closed: " + e.getMessage());
      }
    }
  }
}
