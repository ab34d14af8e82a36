package org.offlineimap.daemon;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether, and how, the operating system tells what happens in directories. Immutable.
 *
 * @param service what events arrive at; null where there are none at all
 * @param registrar asks for the events of a directory
 * @param lookEvery how often directories without events are looked at
 */
record DiskEars(@Nullable WatchService service, Registrar registrar, Duration lookEvery) {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  /** File systems on which others change files behind this machine's back. */
  private static final List<String> NETWORK =
      List.of("nfs", "cifs", "smb", "9p", "afs", "ceph", "gluster", "fuse.", "lustre", "davfs");

  /** Asks for events. */
  interface Registrar {
    /** Asks for the events of a directory; a failure says why there are none. */
    WatchKey register(Path directory, WatchService service, List<WatchEvent.Kind<?>> kinds)
        throws IOException;
  }

  /** No events of a directory can be had; the message says why. */
  static final class Deaf extends IOException {
    private static final long serialVersionUID = 1;

    Deaf(String why) {
      super(why);
    }
  }

  /** Those of this machine; macOS has no events of its own in Java. */
  static DiskEars ofThisMachine() {
    boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    return new DiskEars(mac ? null : newService(), DiskEars::register, LOOK_EVERY);
  }

  private static @Nullable WatchService newService() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      // No instance is left: every directory is looked at instead, and that is told.
      return null;
    }
  }

  private static WatchKey register(
      Path directory, WatchService service, List<WatchEvent.Kind<?>> kinds) throws IOException {
    if (isRemote(Files.getFileStore(directory).type())) {
      throw new Deaf("a network file system does not tell what others change");
    }
    return directory.register(service, kinds.toArray(WatchEvent.Kind<?>[]::new));
  }

  /**
   * Asks for the events of a directory.
   *
   * @throws Deaf there are none at all
   */
  WatchKey hear(Path directory, List<WatchEvent.Kind<?>> kinds) throws IOException {
    if (service == null) {
      throw new Deaf(
          "this system does not tell of changes in directories, or not to one more program");
    }
    return registrar.register(directory, service, kinds);
  }

  /** Whether a file system of this type lies elsewhere. */
  static boolean isRemote(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return NETWORK.stream().anyMatch(lower::startsWith);
  }
}
