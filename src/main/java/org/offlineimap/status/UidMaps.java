package org.offlineimap.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.UidPairs;

/**
 * The UID maps of a local IMAP repository in the original's files (reference: formats 6): lines
 * {@code LOCALUID:REMOTEUID}, replaced as a whole under a record lock on {@code FOLDERFILE.lock}.
 * Thread-safe for different folders.
 */
final class UidMaps {
  private final StatusPlace place;
  private final StatusDisk disk;
  private final StatusNotice notice;

  UidMaps(StatusPlace place, StatusDisk disk, StatusNotice notice) {
    this.place = place;
    this.disk = disk;
    this.notice = notice;
  }

  /** What is remembered; nothing where there is no file yet. */
  UidPairs load(FolderName local, String separator) throws FolderFailure {
    Path file = file(local, separator);
    try {
      dropLeftOver(file);
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return UidPairs.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new FolderFailure(
          "The UID map "
              + file
              + " cannot be read: "
              + e.getMessage()
              + ". Without it nobody knows which messages of folder '"
              + local
              + "' are which; nothing was changed. Restore the file from a backup.",
          e,
          false);
    }
  }

  /** Replaces the map; one that is there already is not touched. */
  void save(FolderName local, String separator, UidPairs pairs) throws FolderFailure {
    Path file = file(local, separator);
    byte[] content = print(pairs);
    try {
      if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
        return;
      }
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        disk.mkdir(directory);
      }
      Path lock = beside(file, ".lock");
      disk.create(lock);
      disk.replaceLocked(file, lock, content);
    } catch (IOException e) {
      throw new FolderFailure("Cannot write the UID map " + file + ": " + e, e, true);
    }
  }

  /** A name that ends like one of the files beside a map would share that file. */
  private Path file(FolderName local, String separator) throws FolderFailure {
    String name = StatusKey.escape(local.text(), separator);
    if (name.endsWith(".tmp") || name.endsWith(".lock")) {
      throw new FolderFailure(
          "Folder '"
              + local
              + "' of repository '"
              + place.local()
              + "' is left alone: a name that ends in .tmp or .lock cannot have a UID map beside"
              + " the others; rename the folder",
          null,
          false);
    }
    return place.uidMap(name);
  }

  private void dropLeftOver(Path file) throws IOException {
    Path left = beside(file, ".tmp");
    if (disk.writes() && Files.exists(left)) {
      notice.tell(
          true, "a previous run might have leave the UIDMaps file in incorrect state; " + left);
      disk.remove(left);
    }
  }

  private static Path beside(Path file, String end) {
    return file.resolveSibling(file.getFileName() + end);
  }

  private static byte[] print(UidPairs pairs) {
    StringBuilder text = new StringBuilder(pairs.size() * 12);
    pairs.forEach((local, remote) -> text.append(local).append(':').append(remote).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static UidPairs parse(String text) {
    UidPairs.Builder pairs = new UidPairs.Builder();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      int stop = end < 0 ? text.length() : end;
      addLine(pairs, text.substring(at, stop));
      at = stop + 1;
    }
    return pairs.build();
  }

  private static void addLine(UidPairs.Builder pairs, String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("corrupt line '" + line + "'");
    }
    try {
      pairs.add(
          Long.parseLong(line.substring(0, colon).strip()),
          Long.parseLong(line.substring(colon + 1).strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("corrupt line '" + line + "'", e);
    }
  }
}
