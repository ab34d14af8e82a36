package org.offlineimap.repository.imap;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Delivered;
import org.offlineimap.repository.LocalFolder.Delivery;
import org.offlineimap.repository.LocalFolder.Incoming;
import org.offlineimap.repository.LocalFolder.Stored;
import org.offlineimap.repository.RemoteFolder.AppendOutcome;
import org.offlineimap.repository.RemoteFolder.NewMessage;

/** A group of messages on its way to a local server. Thread-safe as far as {@link Spooled} is. */
final class SpooledDelivery implements Delivery {
  private final MappedFolder folder;
  private final Spooled spooled;
  private final Map<Uid, Incoming> incoming;
  private UnaryOperator<MessageSource> filter = UnaryOperator.identity();

  SpooledDelivery(MappedFolder folder, Spooled spooled, Map<Uid, Incoming> incoming) {
    this.folder = folder;
    this.spooled = spooled;
    this.incoming = Map.copyOf(incoming);
  }

  @Override
  public OutputStream open(Uid uid, long octets) throws IOException {
    if (!incoming.containsKey(uid)) {
      throw new IOException("message " + uid + " was not asked for");
    }
    return spooled.open(uid, octets);
  }

  @Override
  public void abandon(Uid uid) {
    spooled.abandon(uid);
  }

  @Override
  public void filter(UnaryOperator<MessageSource> wanted) {
    filter = wanted;
  }

  @Override
  public Map<Uid, MessageSource> arrived() {
    Map<Uid, MessageSource> sources = new TreeMap<>();
    spooled.sources().forEach((uid, source) -> sources.put(uid, filter.apply(source)));
    return sources;
  }

  @Override
  public Delivered commit() throws SyncException {
    List<Uid> uids = new ArrayList<>();
    List<NewMessage> messages = new ArrayList<>();
    arrived()
        .forEach((uid, source) -> {
          Incoming wanted = incoming.get(uid);
          if (wanted != null) {
            uids.add(uid);
            messages.add(new NewMessage(source, wanted.flags(), wanted.internalDate()));
          }
        });
    return messages.isEmpty()
        ? new Delivered(Map.of(), Map.of())
        : told(uids, messages, folder.store(uids, messages));
  }

  private static Delivered told(
      List<Uid> uids, List<NewMessage> messages, List<AppendOutcome> outcomes)
      throws FolderFailure {
    Map<Uid, Stored> stored = new HashMap<>();
    Map<Uid, String> failed = new HashMap<>();
    UidSet.Builder somewhere = new UidSet.Builder();
    for (int i = 0; i < outcomes.size(); i++) {
      Uid uid = uids.get(i);
      switch (outcomes.get(i)) {
        case AppendOutcome.Stored _ -> stored.put(uid, facts(messages.get(i).source()));
        case AppendOutcome.StoredSomewhere() -> somewhere.add(uid.value());
        case AppendOutcome.Refused(String reason) -> failed.put(uid, reason);
        case AppendOutcome.NoRoom(String reason) -> failed.put(uid, reason);
        case AppendOutcome.Unreadable(String reason) -> failed.put(uid, reason);
        case AppendOutcome.Vanished() -> failed.put(uid, "its octets are gone");
        case AppendOutcome.Unknown() -> {
          // Neither stored nor failed: whoever began it finds out.
        }
      }
    }
    return new Delivered(stored, failed, somewhere.build());
  }

  private static Stored facts(MessageSource source) throws FolderFailure {
    try {
      Digested digested = new Digested();
      source.writeTo(digested);
      return new Stored(source.wireOctets(), HexFormat.of().formatHex(digested.digest().digest()));
    } catch (IOException e) {
      throw new FolderFailure("a message on its way cannot be read again: " + e, e, true);
    }
  }

  @Override
  public void close() {
    try {
      spooled.close();
    } catch (FolderFailure e) {
      throw new java.io.UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }
}
