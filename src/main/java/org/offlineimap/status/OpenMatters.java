package org.offlineimap.status;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.offlineimap.mail.SyncException;

/**
 * What of an account waits for something: read only, beside a run that goes on (reference: beyond
 * 9). Immutable.
 *
 * @param quarantine messages that could not be copied
 * @param withheld deletions that wait for a person's word
 * @param uploads that were begun and whose end, or UID, is not known
 */
public record OpenMatters(
    Map<StatusKey, List<Trouble>> quarantine,
    Map<StatusKey, HeldDeletions> withheld,
    List<UploadIntent> uploads) {

  /**
   * Reads an account's.
   *
   * @throws IOException something cannot be read
   * @throws SyncException the journal of uploads cannot be read
   */
  public static OpenMatters of(StatusPlace place) throws IOException, SyncException {
    EngineJournal journal = new EngineJournal(place.engine("journal"), StatusDisk.untouched());
    return new OpenMatters(
        troubles(place.engine("quarantine")), withheld(place.engine("withheld")), journal.open());
  }

  private static Map<StatusKey, List<Trouble>> troubles(Path file) throws IOException {
    try {
      return TroubleText.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IllegalArgumentException | NoSuchElementException | IndexOutOfBoundsException e) {
      throw new IOException("Not readable: " + file, e);
    }
  }

  private static Map<StatusKey, HeldDeletions> withheld(Path directory) throws IOException {
    Map<StatusKey, HeldDeletions> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".tmp")) {
          found.put(new StatusKey(name), held(file));
        }
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    found.values().removeIf(HeldDeletions.NONE::equals);
    return found;
  }

  private static HeldDeletions held(Path file) throws IOException {
    try {
      return HeldText.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      // A run has ended it this very moment.
      return HeldDeletions.NONE;
    } catch (IllegalArgumentException | NoSuchElementException | IndexOutOfBoundsException e) {
      throw new IOException("Not readable: " + file, e);
    }
  }
}
