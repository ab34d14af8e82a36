package org.offlineimap.status;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * Which directories of mail each account works on, for all accounts of a process (reference: beyond
 * 6). They are written down by path, since numbers of inodes come again, and compared by device and
 * inode of what is there, so that links hide nothing. Guarded by itself.
 *
 * <pre>
 *   directories 1 CRC
 *   PATH CRC
 * </pre>
 */
public final class DirectoryClaims {
  private static final List<String> HEADER = List.of("directories", "1");
  private static final String UNKNOWN = "-";

  private final Path metadata;
  private final StatusDisk disk;

  @GuardedBy("this")
  private final Map<String, Set<Path>> claims = new HashMap<>();

  /** Reads and writes below {@code metadata}, nothing yet. */
  public DirectoryClaims(Path metadata, StatusDisk disk) {
    this.metadata = metadata;
    this.disk = disk;
  }

  /** Reads again what these accounts have; a line that is damaged is as if it were not there. */
  public synchronized void load(Collection<String> accounts) throws AccountFailure {
    for (String account : accounts) {
      Set<Path> known = new TreeSet<>();
      for (String line : lines(account)) {
        EngineLine.read(line)
            .filter(words -> words.size() == 1)
            .map(words -> metadata.resolve(EngineLine.unescape(words.getFirst())))
            .ifPresent(known::add);
      }
      claims.put(account, known);
    }
  }

  private List<String> lines(String account) throws AccountFailure {
    Path file = file(account);
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new AccountFailure(AccountFailure.Kind.CONFIG, "Cannot read " + file + ": " + e, e);
    }
  }

  /** The file of an account, for people. */
  public Path file(String account) {
    return new StatusPlace(metadata, account, "", "").engine("directories");
  }

  /** Whether an account was ever here. */
  public boolean hasFile(String account) {
    return Files.exists(file(account));
  }

  /** Whether an account has a status, in either form, under this name. */
  public boolean hasStatus(String account, StatusKey key) {
    StatusPlace place = new StatusPlace(metadata, account, "", "");
    return Files.exists(place.sqlite(key)) || Files.exists(place.plain(key));
  }

  /** Which of these accounts has the directory. */
  public synchronized Optional<String> owner(Path directory, Collection<String> among) {
    String identity = identity(directory);
    for (String account : among) {
      if (has(account, directory, identity)) {
        return Optional.of(account);
      }
    }
    return Optional.empty();
  }

  @GuardedBy("this")
  private boolean has(String account, Path directory, String identity) {
    Set<Path> known = claims.getOrDefault(account, Set.of());
    return known.contains(directory)
        || (!identity.equals(UNKNOWN)
            && known.stream().anyMatch(path -> identity(path).equals(identity)));
  }

  /**
   * Writes down that an account works on a directory, unless one of the others has it.
   *
   * @return who has it then
   */
  public synchronized Optional<String> claim(
      String account, Path directory, Collection<String> others) throws AccountFailure {
    Optional<String> owner = owner(directory, others);
    if (owner.isEmpty()) {
      record(account, directory);
    }
    return owner;
  }

  @GuardedBy("this")
  private void record(String account, Path directory) throws AccountFailure {
    Set<Path> known = claims.computeIfAbsent(account, _ -> new TreeSet<>());
    if (known.contains(directory)) {
      return;
    }
    Path file = file(account);
    String line = EngineLine.of(List.of(EngineLine.escape(directory.toString())));
    String text = Files.exists(file) ? line : EngineLine.of(HEADER) + line;
    try {
      disk.mkdir(file.resolveSibling("."));
      disk.append(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AccountFailure(AccountFailure.Kind.CONFIG, "Cannot write " + file + ": " + e, e);
    }
    known.add(directory);
  }

  /** Device and inode; unknown while there is no such directory, or no such numbers. */
  private static String identity(Path directory) {
    try {
      Map<String, Object> read = Files.readAttributes(directory, "unix:dev,ino");
      return read.get("dev") + ":" + read.get("ino");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return UNKNOWN;
    }
  }
}
