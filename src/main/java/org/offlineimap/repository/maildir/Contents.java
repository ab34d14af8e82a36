package org.offlineimap.repository.maildir;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.DirectoryStamp;
import org.offlineimap.mail.Uid;

/**
 * Where a folder's messages are, as last read and as changed by us since. A file that is no longer
 * where it was makes the folder be read again (synchronisation 13.29). Guarded by itself.
 */
final class Contents {
  private static final int TRIES = 5;

  private final Path folder;
  private final NameFormat format;
  private final Consumer<String> warnings;

  @GuardedBy("this")
  private @Nullable FolderScan scan;

  @GuardedBy("this")
  private List<DirectoryStamp> stampsOfScan = List.of();

  Contents(Path folder, NameFormat format, Consumer<String> warnings) {
    this.folder = folder;
    this.format = format;
    this.warnings = warnings;
  }

  /** What is done to a file; {@link NoSuchFileException} says that it is no longer there. */
  interface Step {
    void apply(Located at) throws IOException;
  }

  /** Which file is meant. */
  interface Choice {
    Optional<Located> in(FolderScan scan);
  }

  static Choice uid(Uid uid) {
    return scan -> scan.known().find(uid.value());
  }

  static Choice key(String key) {
    return scan -> scan.findFresh(key);
  }

  /**
   * Reads the folder. A file that is renamed meanwhile may be missed by a directory pass, so a pass
   * counts only when neither directory changed from its beginning to its end.
   *
   * @throws IOException it cannot be read, or does not hold still
   */
  synchronized FolderScan read() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      List<DirectoryStamp> before = stamps(folder);
      FolderScan pass = FolderScan.of(folder, format, i == 0 ? warnings : text -> {});
      if (before.equals(stamps(folder))) {
        scan = pass;
        stampsOfScan = before;
        return pass;
      }
    }
    throw new IOException(folder + " kept changing while it was read");
  }

  /** The last reading. */
  synchronized FolderScan current() throws IOException {
    return scan == null ? read() : scan;
  }

  /**
   * Where the chosen file is; one that is not known of is looked for again where the directories
   * are no longer as they were read, because nobody may take it for gone otherwise.
   */
  private synchronized Optional<Located> seek(Choice choice) throws IOException {
    Optional<Located> at = find(choice);
    return at.isPresent() || stampsOfScan.equals(stamps(folder)) ? at : choice.in(read());
  }

  /** Where the chosen file was when last seen. */
  synchronized Optional<Located> find(Choice choice) throws IOException {
    return choice.in(current());
  }

  /**
   * Does {@code step} to the chosen file, wherever it has gone.
   *
   * @return false when the message is no longer in the folder
   */
  boolean apply(Choice choice, Step step) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Optional<Located> at = seek(choice);
      if (at.isEmpty()) {
        return false;
      }
      try {
        step.apply(at.get());
        return true;
      } catch (NoSuchFileException e) {
        if (Files.exists(at.get().in(folder), LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
        read();
      }
    }
    throw new IOException(folder + " kept changing while it was worked on");
  }

  synchronized void moved(Uid uid, Located to) throws IOException {
    current().known().put(uid.value(), to);
  }

  synchronized void removed(Uid uid) throws IOException {
    current().known().remove(uid.value());
  }

  synchronized void removedFresh(String key) throws IOException {
    current().removeFresh(key);
  }

  /**
   * What tells whether the directories changed; empty where the system does not say.
   *
   * @throws IOException a directory is missing or unreadable
   */
  static List<DirectoryStamp> stamps(Path folder) throws IOException {
    List<DirectoryStamp> stamps = new ArrayList<>();
    if (folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      for (Place place : Place.values()) {
        stamps.add(stamp(folder.resolve(place.directory())));
      }
    }
    return stamps;
  }

  private static DirectoryStamp stamp(Path directory) throws IOException {
    Map<String, Object> read =
        Files.readAttributes(directory, "unix:dev,ino,lastModifiedTime,ctime");
    return new DirectoryStamp(
        number(read.get("dev")),
        number(read.get("ino")),
        nanos(read.get("lastModifiedTime")),
        nanos(read.get("ctime")));
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number n ? n.longValue() : 0;
  }

  private static long nanos(@Nullable Object time) {
    return time instanceof java.nio.file.attribute.FileTime t
        ? t.to(java.util.concurrent.TimeUnit.NANOSECONDS)
        : 0;
  }
}
