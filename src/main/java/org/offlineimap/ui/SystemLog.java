package org.offlineimap.ui;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The system's log, by way of the C library's {@code syslog(3)}: its socket carries datagrams,
 * which Java cannot send (reference: ui 4). Confined to the thread of the interface.
 */
final class SystemLog implements LineSink {
  private static final int LOG_PID = 0x01;
  private static final int LOG_PERROR = 0x20;
  private static final int LOG_USER = 1 << 3;

  private final MethodHandle syslog;
  private final MemorySegment format;

  private SystemLog(MethodHandle syslog, MemorySegment format) {
    this.syslog = syslog;
    this.format = format;
  }

  /**
   * Opens the log under the name {@code offlineimap}, with the process id.
   *
   * @param echo also print each message on standard error
   */
  @SuppressWarnings("restricted")
  static SystemLog open(boolean echo) {
    Linker linker = Linker.nativeLinker();
    MethodHandle openlog =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("openlog"),
            FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    MethodHandle syslog =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syslog"),
            FunctionDescriptor.ofVoid(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    // The C library keeps the pointer to the name.
    MemorySegment name = Arena.global().allocateFrom("offlineimap");
    int options = LOG_PID | (echo ? LOG_PERROR : 0);
    call(() -> {
      openlog.invokeExact(name, options, LOG_USER);
    });
    return new SystemLog(syslog, Arena.global().allocateFrom("%s"));
  }

  @Override
  public void print(Line line) {
    try (Arena arena = Arena.ofConfined()) {
      // A C string ends at the first NUL.
      MemorySegment text = arena.allocateFrom(line.text().replace('\0', ' '));
      int priority = priority(line.level());
      call(() -> {
        syslog.invokeExact(priority, format, text);
      });
    }
  }

  private static int priority(Level level) {
    return switch (level) {
      case DEBUG -> 7;
      case INFO -> 6;
      case WARNING -> 4;
      case ERROR -> 3;
    };
  }

  @Override
  public void flush() {}

  private interface Call {
    void run() throws Throwable;
  }

  /** A C function throws nothing, so whatever comes is a mistake of ours. */
  private static void call(Call call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
