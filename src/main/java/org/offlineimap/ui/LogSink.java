package org.offlineimap.ui;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Lines of a log file: local time, level, message; further lines of a message are raw (reference:
 * ui 8). Confined to the thread of the interface.
 */
final class LogSink implements LineSink {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final PrintStream out;
  private final InstantSource clock;
  private final ZoneId zone;

  LogSink(PrintStream out, InstantSource clock, ZoneId zone) {
    this.out = out;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public void print(Line line) {
    String stamp = STAMP.format(clock.instant().atZone(zone));
    out.print(stamp + " " + line.level() + ": " + Plain.lines(line.text()) + "\n");
  }

  @Override
  public void flush() {
    out.flush();
  }
}
