package org.offlineimap.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Until when a server wants to be left alone, over the end of a run (reference: beyond 4): the file
 * {@code Engine/rests}. Thread-safe: the file is replaced as a whole.
 *
 * <pre>
 *   rests 1 UNTIL WORDS CRC        UNTIL in seconds of the epoch
 * </pre>
 */
public final class ServerRests {
  private static final List<String> HEADER = List.of("rests", "1");
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Until when, and the server's words. */
  public record Rest(Instant until, String words) {}

  private final Path directory;
  private final Path file;
  private final StatusDisk disk;

  /** Of one account. */
  public ServerRests(StatusPlace place, StatusDisk disk) {
    this.directory = place.engine("");
    this.file = place.engine("rests");
    this.disk = disk;
  }

  /**
   * The rest that has not ended at {@code now}. What cannot be read, or lies more than a day ahead,
   * is none: at worst the server says it again.
   */
  public Optional<Rest> at(Instant now) throws IOException {
    return read()
        .filter(rest ->
            rest.until().isAfter(now) && rest.until().isBefore(now.plus(LONGEST).plusSeconds(1)));
  }

  private Optional<Rest> read() throws IOException {
    try {
      Optional<List<String>> fields =
          EngineLine.read(Files.readString(file, StandardCharsets.UTF_8).strip());
      if (fields.isEmpty() || fields.get().size() != 4) {
        return Optional.empty();
      }
      List<String> line = fields.get();
      return line.subList(0, 2).equals(HEADER)
          ? Optional.of(
              new Rest(
                  Instant.ofEpochSecond(Long.parseLong(line.get(2))),
                  EngineLine.unescape(line.get(3))))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty(); // The usual case: no server wants a rest.
    }
  }

  /** Remembers a rest, a day at most, for the next runs. */
  public void note(Instant now, Rest rest) throws IOException {
    Instant last = now.plus(LONGEST);
    Instant until = rest.until().isAfter(last) ? last : rest.until();
    String line =
        EngineLine.of(
            List.of(
                HEADER.get(0),
                HEADER.get(1),
                Long.toString(until.getEpochSecond()),
                EngineLine.escape(rest.words())));
    disk.mkdir(directory);
    disk.replace(file, line.getBytes(StandardCharsets.UTF_8));
  }
}
