package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.daemon.PassRequest;
import org.offlineimap.daemon.Verdict;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;

/**
 * Records each pass of an account with Java's Flight Recorder, for {@code -P DIR}: the file is
 * named as the original names its profiles, and read with {@code jfr} or JDK Mission Control
 * (reference: cli 1). Confined to one account at a time.
 */
final class Profiler implements AccountPass {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

  private final Path directory;
  private final AccountPass pass;
  private final EventSink events;

  private Profiler(Path directory, AccountPass pass, EventSink events) {
    this.directory = directory;
    this.pass = pass;
    this.events = events;
  }

  /** Records {@code pass} into {@code directory}, which is made if need be: one level only. */
  static AccountPass around(AccountPass pass, Path directory, EventSink events) {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      warn(events, "", "The profile directory " + directory + " exists already.");
    } catch (IOException e) {
      warn(events, "", "No profile is written: the directory cannot be made: " + e);
      return pass;
    }
    return new Profiler(directory, pass, events);
  }

  @Override
  public Verdict run(AccountConfig account, PassRequest request) {
    Recording recording;
    try {
      recording = new Recording(Configuration.getConfiguration("profile"));
    } catch (IOException | ParseException e) {
      warn(events, account.name(), "No profile of " + account.name() + " is written: " + e);
      return pass.run(account, request);
    }
    try (recording) {
      String begin = STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
      recording.start();
      Verdict verdict = pass.run(account, request);
      recording.stop();
      save(recording, account.name(), directory.resolve(begin + "_" + account.name() + ".prof"));
      return verdict;
    }
  }

  private void save(Recording recording, String account, Path file) {
    try {
      recording.dump(file);
    } catch (IOException e) {
      warn(events, account, "The profile " + file + " cannot be written: " + e);
    }
  }

  private static void warn(EventSink events, String account, String text) {
    events.accept(new SyncEvent.Warning(account, Optional.empty(), text));
  }
}
