package org.offlineimap.repository.imap;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.SyncException.MessageFailure;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;

/**
 * Bodies of a group of messages in a spool, by UID. Written on a connection's reader thread, read
 * once the fetch has ended. Thread-safe.
 */
final class Spooled implements BodySink {
  private final FolderName folder;
  private final Spool spool;
  private final Map<Uid, Spool.Slot> whole = new ConcurrentHashMap<>();
  private final Map<Uid, Boolean> broken = new ConcurrentHashMap<>();
  private final Map<Uid, String> refused = new HashMap<>();
  private final Map<Uid, Instant> dates = new HashMap<>();
  private UidSet asked = UidSet.empty();

  private Spooled(FolderName folder, Spool spool) {
    this.folder = folder;
    this.spool = spool;
  }

  static Spooled open(MappedMemory memory, FolderName folder) throws FolderFailure {
    try {
      return new Spooled(folder, memory.spool());
    } catch (IOException e) {
      throw new FolderFailure(
          "folder '" + folder + "': no file to keep messages in on their way: " + e, e, true);
    }
  }

  /** Fetches bodies and dates. */
  void fetch(RemoteFolder from, UidSet uids) throws SyncException {
    asked = uids;
    RemoteFolder.Fetch fetch = from.fetch(uids, this);
    from.facts(uids, told -> told.internalDate().ifPresent(date -> dates.put(told.uid(), date)));
    refused.putAll(fetch.await().refused());
  }

  boolean asked(Uid uid) {
    return asked.contains(uid.value());
  }

  Optional<Instant> date(Uid uid) {
    return Optional.ofNullable(dates.get(uid));
  }

  /** Everything that arrived whole. */
  Map<Uid, MessageSource> sources() {
    return Map.copyOf(whole);
  }

  /** A message that arrived; one that did not is gone, or the server refused it. */
  MessageSource source(Uid uid) throws MessageFailure {
    Spool.Slot slot = whole.get(uid);
    if (slot != null) {
      return slot;
    }
    String reason = refused.get(uid);
    if (reason != null) {
      throw new MessageFailure(
          "folder '%s': message UID %s cannot be fetched: %s".formatted(folder, uid, reason), null);
    }
    return new Gone(folder + " UID " + uid);
  }

  private record Gone(String what) implements MessageSource {
    @Override
    public long wireOctets() throws IOException {
      throw new NoSuchFileException(what, null, "the message is gone");
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      throw new NoSuchFileException(what, null, "the message is gone");
    }
  }

  @Override
  public OutputStream open(Uid uid, long octets) {
    broken.remove(uid);
    whole.remove(uid);
    Spool.Slot slot = spool.slot(octets);
    return new FilterOutputStream(slot.out()) {
      private long written;

      @Override
      public void write(int octet) throws IOException {
        out.write(octet);
        written++;
      }

      @Override
      public void write(byte[] data, int from, int length) throws IOException {
        out.write(data, from, length);
        written += length;
      }

      @Override
      public void close() throws IOException {
        super.close();
        if (written == octets && !broken.containsKey(uid)) {
          whole.put(uid, slot);
        }
      }
    };
  }

  @Override
  public void abandon(Uid uid) {
    broken.put(uid, true);
    whole.remove(uid);
  }

  void close() throws FolderFailure {
    try {
      spool.close();
    } catch (IOException e) {
      throw new FolderFailure("folder '" + folder + "': " + e, e, true);
    }
  }
}
