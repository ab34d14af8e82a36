package org.offlineimap.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file {@code Engine/last} of one account: nothing depends on it but {@code offlineimap
 * status}. Thread-safe: the file is replaced as a whole, unflushed.
 *
 * <pre>
 *   last 1 CRC
 *   account ENDED OUTCOME SUMMARY PROCESS NEXT CRC       times in seconds of the epoch
 *   folder NAME ENDED OUTCOME CRC
 * </pre>
 */
public final class LastRuns {
  private static final List<String> HEADER = List.of("last", "1");

  private final Path metadata;
  private final Path directory;
  private final Path file;
  private final StatusDisk disk;

  /** Of one account. */
  public LastRuns(StatusPlace place, StatusDisk disk) {
    this.metadata = place.metadata();
    this.directory = place.engine("");
    this.file = place.engine("last");
    this.disk = disk;
  }

  /**
   * What was written last; empty before the first pass.
   *
   * @throws IOException the file cannot be read, or is not of this version
   */
  public Optional<LastRun> read() throws IOException {
    try {
      return Optional.of(parse(Files.readAllLines(file, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException | NoSuchElementException | IndexOutOfBoundsException e) {
      throw new IOException("Not readable: " + file, e);
    }
  }

  private static LastRun parse(List<String> lines) {
    if (!EngineLine.read(lines.getFirst()).orElseThrow().equals(HEADER)) {
      throw new IllegalArgumentException("not the header of version 1");
    }
    List<String> f = EngineLine.read(lines.get(1)).orElseThrow();
    Map<String, LastRun.FolderRun> folders = new TreeMap<>();
    for (String line : lines.subList(2, lines.size())) {
      List<String> one = EngineLine.read(line).orElseThrow();
      folders.put(
          EngineLine.unescape(one.get(1)), new LastRun.FolderRun(time(one.get(2)), one.get(3)));
    }
    return new LastRun(
        time(f.get(1)),
        f.get(2),
        EngineLine.unescape(f.get(3)),
        Long.parseLong(f.get(4)),
        f.get(5).equals("-") ? Optional.empty() : Optional.of(time(f.get(5))),
        folders);
  }

  private static Instant time(String field) {
    return Instant.ofEpochSecond(Long.parseLong(field));
  }

  private static String text(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  /**
   * Replaces it.
   *
   * @throws NoSuchFileException there is no metadata directory; to make it is others' business
   */
  public void write(LastRun run) throws IOException {
    if (Files.notExists(metadata)) {
      throw new NoSuchFileException(metadata.toString());
    }
    StringBuilder text = new StringBuilder(EngineLine.of(HEADER));
    text.append(
        EngineLine.of(
            List.of(
                "account",
                text(run.ended()),
                run.outcome(),
                EngineLine.escape(run.summary()),
                Long.toString(run.process()),
                run.next().map(LastRuns::text).orElse("-"))));
    run.folders()
        .forEach((name, one) ->
            text.append(
                EngineLine.of(
                    List.of("folder", EngineLine.escape(name), text(one.ended()), one.outcome()))));
    disk.mkdir(directory);
    disk.replaceUnflushed(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
