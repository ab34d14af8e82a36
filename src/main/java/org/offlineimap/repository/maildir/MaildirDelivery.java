package org.offlineimap.repository.maildir;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.LocalFolder.Delivered;
import org.offlineimap.repository.LocalFolder.Delivery;
import org.offlineimap.repository.LocalFolder.Incoming;
import org.offlineimap.repository.LocalFolder.LabelField;
import org.offlineimap.repository.LocalFolder.Stored;
import org.offlineimap.repository.maildir.Arrival.Arrived;

/**
 * A group of messages: written to {@code tmp/} and flushed, each as soon as it is whole; when all
 * are, named in {@code new/} or {@code cur/}, those directories flushed once, the names in {@code
 * tmp/} removed (design 5). Guarded by itself.
 */
final class MaildirDelivery implements Delivery {
  /** As often as the original tries to find a free name. */
  private static final int NAME_TRIES = 7;

  private final Path folder;
  private final Store store;
  private final NameFormat format;
  private final Contents contents;
  private final Map<Uid, Incoming> incoming;

  @GuardedBy("this")
  private final Map<Uid, Arrival> open = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<Uid, Arrived> arrived = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<Uid, String> failed = new LinkedHashMap<>();

  MaildirDelivery(MaildirFolder.Parts parts, Map<Uid, Incoming> incoming) {
    this.folder = parts.directory();
    this.store = parts.store();
    this.format = parts.format();
    this.contents = parts.contents();
    this.incoming = Map.copyOf(incoming);
  }

  @Override
  public synchronized OutputStream open(Uid uid, long octets) throws IOException {
    forget(uid);
    failed.remove(uid);
    Arrival arrival;
    try {
      arrival = create(uid, octets);
    } catch (IOException e) {
      failed.put(uid, e.toString());
      throw e;
    }
    open.put(uid, arrival);
    return arrival;
  }

  @GuardedBy("this")
  private void forget(Uid uid) {
    Arrival before = open.remove(uid);
    if (before != null) {
      drop(before.file());
    }
    Arrived complete = arrived.remove(uid);
    if (complete != null) {
      drop(complete.file());
    }
  }

  private Arrival create(Uid uid, long octets) throws IOException {
    for (int i = 1; ; i++) {
      Path file = folder.resolve("tmp").resolve(newName(uid));
      try {
        return new Arrival(this, uid, octets, file, store.disk().create(file));
      } catch (FileAlreadyExistsException e) {
        if (i == NAME_TRIES) {
          throw e;
        }
      }
    }
  }

  private String newName(Uid uid) throws IOException {
    return format.compose(store.mint().next(), uid, letters(uid));
  }

  private String letters(Uid uid) throws IOException {
    return format.letterMap().letters(wanted(uid).flags());
  }

  Optional<LabelField> labels(Uid uid) {
    Incoming wanted = incoming.get(uid);
    return wanted == null ? Optional.empty() : wanted.labels();
  }

  private Incoming wanted(Uid uid) throws IOException {
    Incoming wanted = incoming.get(uid);
    if (wanted == null) {
      throw new IOException("message " + uid + " was not asked for");
    }
    return wanted;
  }

  @Override
  public synchronized void abandon(Uid uid) {
    Arrival arrival = open.get(uid);
    if (arrival != null) {
      arrival.fail("the message broke off");
    }
  }

  /** An arrival's stream was closed. */
  synchronized void ended(Arrival arrival, Optional<Arrived> complete) {
    if (open.remove(arrival.uid(), arrival)) {
      if (complete.isPresent()) {
        arrived.put(arrival.uid(), complete.get());
      } else {
        fail(arrival.uid(), arrival.file(), arrival.failure());
      }
    }
  }

  private synchronized void fail(Uid uid, Path file, String reason) {
    failed.put(uid, reason);
    drop(file);
  }

  /** A leftover in {@code tmp/} harms nobody, so that failing to remove it is only told. */
  private void drop(Path file) {
    try {
      store.disk().unlink(file);
    } catch (NoSuchFileException e) {
      // Renamed, or gone already: there is nothing to remove.
    } catch (IOException e) {
      store.warn("cannot remove " + file + ": " + e);
    }
  }

  @Override
  public synchronized Delivered commit() throws SyncException {
    List<Arrived> durable = new ArrayList<>();
    for (Arrived arrival : arrived.values()) {
      attempt(arrival, arrival.flush()::await, durable);
    }
    List<Arrived> placed = new ArrayList<>();
    Set<Place> touched = EnumSet.noneOf(Place.class);
    for (Arrived arrival : durable) {
      attempt(arrival, () -> touched.add(place(arrival)), placed);
    }
    forceDirectories(touched);
    Map<Uid, Stored> stored = new LinkedHashMap<>();
    for (Arrived arrival : placed) {
      drop(arrival.file());
      stored.put(arrival.uid(), new Stored(arrival.octets(), arrival.sha256()));
    }
    arrived.clear();
    Delivered delivered = new Delivered(stored, new LinkedHashMap<>(failed));
    failed.clear();
    return delivered;
  }

  private interface Effect {
    void run() throws IOException;
  }

  private void attempt(Arrived arrival, Effect effect, List<Arrived> successes) {
    try {
      effect.run();
      successes.add(arrival);
    } catch (IOException e) {
      fail(arrival.uid(), arrival.file(), e.toString());
    }
  }

  /** Gives a file that is whole, and still open, the time that it is to have. */
  void date(Arrival arrival) throws IOException {
    Instant date = modificationTime(arrival);
    if (date != null) {
      store.disk().date(arrival.file(), date);
    }
  }

  /** Closes a file that is whole, on its way to the device where that is wanted. */
  MaildirDisk.Flush finish(Path file, OutputStream out) throws IOException {
    if (store.settings().fsync()) {
      return store.disk().finish(file, out);
    }
    out.close();
    return () -> {};
  }

  private MaildirSettings.Dates dates() {
    return store.settings().format().dates();
  }

  boolean readsHeaders() {
    return dates().readHeader();
  }

  /** Null: the time of the delivery stays. */
  private @Nullable Instant modificationTime(Arrival arrival) throws IOException {
    if (dates().fromHeader()) {
      Instant date = arrival.header().flatMap(HeaderDates::date).orElse(null);
      if (date == null) {
        store.warn("message " + arrival.uid() + " in " + folder + " has no readable Date");
      }
      return date;
    }
    return dates().fromServer() ? wanted(arrival.uid()).internalDate().orElse(null) : null;
  }

  /** The name in {@code tmp/}, or one that begins with the date in the header. */
  private String firstName(Arrived arrival) throws IOException {
    Instant date =
        dates().nameFromHeader()
            ? arrival.header().flatMap(HeaderDates::dateOrDelivery).orElse(null)
            : null;
    return date == null
        ? arrival.file().getFileName().toString()
        : format.compose(store.mint().at(date), arrival.uid(), letters(arrival.uid()));
  }

  private Place place(Arrived arrival) throws IOException {
    Uid uid = arrival.uid();
    Located before = contents.find(Contents.uid(uid)).orElse(null);
    if (before != null && Files.exists(before.in(folder), LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException("a file with UID " + uid + " is there already");
    }
    Place place = Place.of(letters(uid));
    String name = firstName(arrival);
    for (int i = 1; ; i++) {
      Located to = new Located(place, name);
      try {
        name(arrival.file(), to.in(folder));
        contents.moved(uid, to);
        return place;
      } catch (FileAlreadyExistsException e) {
        if (i == NAME_TRIES) {
          throw e;
        }
        name = newName(uid);
      }
    }
  }

  /**
   * A link refuses an existing name by itself. Where there are no links (FAT, some network file
   * systems) a rename after a check has to do. A link whose answer was lost on a network exists
   * already and is ours.
   */
  private void name(Path from, Path to) throws IOException {
    try {
      store.disk().link(from, to);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isSameFile(from, to)) {
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      store.disk().rename(from, to);
    }
  }

  private void forceDirectories(Set<Place> touched) throws SyncException {
    if (!store.settings().fsync()) {
      return;
    }
    for (Place place : touched) {
      Path directory = folder.resolve(place.directory());
      try {
        store.disk().forceDirectory(directory);
      } catch (IOException e) {
        throw new SyncException.FolderFailure("cannot flush " + directory + ": " + e, e, true);
      }
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(arrival -> drop(arrival.file()));
    open.clear();
    arrived.values().forEach(arrival -> drop(arrival.file()));
    arrived.clear();
  }
}
