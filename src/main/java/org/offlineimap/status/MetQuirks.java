package org.offlineimap.status;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which quirks an account's servers have shown in any run, for people: the file {@code
 * Engine/quirks}. Nothing depends on it. Thread-safe; the file is replaced as a whole, and only for
 * a quirk that is new.
 *
 * <pre>
 *   quirks 1 NAME ... CRC
 * </pre>
 */
public final class MetQuirks {
  private static final List<String> HEADER = List.of("quirks", "1");

  private final Path directory;
  private final Path file;
  private final StatusDisk disk;

  @GuardedBy("this")
  private Optional<Set<String>> known = Optional.empty();

  /** Of one account. */
  public MetQuirks(StatusPlace place, StatusDisk disk) {
    this.directory = place.engine("");
    this.file = place.engine("quirks");
    this.disk = disk;
  }

  /** Their names, sorted; what cannot be read counts as none. */
  public synchronized Set<String> names() throws IOException {
    if (known.isEmpty()) {
      known = Optional.of(read());
    }
    return Set.copyOf(known.get());
  }

  private Set<String> read() throws IOException {
    try {
      Optional<List<String>> fields =
          EngineLine.read(Files.readString(file, StandardCharsets.UTF_8).strip());
      boolean right =
          fields.isPresent()
              && fields.get().size() > 2
              && fields.get().subList(0, 2).equals(HEADER);
      return right ? new TreeSet<>(fields.get().subList(2, fields.get().size())) : new TreeSet<>();
    } catch (NoSuchFileException e) {
      return new TreeSet<>(); // The usual case: a server without any.
    }
  }

  /** Remembers one. */
  public synchronized void note(String name) throws IOException {
    if (names().contains(name)) {
      return;
    }
    Set<String> all = read(); // The account's other server may have shown something meanwhile.
    known = Optional.of(all);
    if (all.add(name)) {
      List<String> fields = new ArrayList<>(HEADER);
      fields.addAll(all);
      disk.mkdir(directory);
      disk.replace(file, EngineLine.of(fields).getBytes(StandardCharsets.UTF_8));
    }
  }
}
