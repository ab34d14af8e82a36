package org.offlineimap.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.LocalFolder.Numbered;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.UploadIntent;

/** From the local folder to the remote one. One thread. */
final class UploadPassage implements Passage {
  private final FolderWork work;
  private final Lists lists;
  private final Map<String, Fresh> fresh = new HashMap<>();
  private final Map<String, Uid> assigned = new HashMap<>();
  private final Uploads.Mapping mapping;

  UploadPassage(FolderWork work, Lists lists) {
    this.work = work;
    this.lists = lists;
    this.mapping = new Uploads.Mapping(work);
    lists.local().fresh().forEach(message -> fresh.put(message.key(), message));
  }

  @Override
  public RemoteFolder destination() {
    return work.remote();
  }

  @Override
  public long uidValidity() {
    return lists.remote().uidValidity().value();
  }

  @Override
  public UidSet unknown() {
    return lists
        .remote()
        .messages()
        .uids()
        .filter(uid -> !lists.rows().contains(uid) && !lists.local().known().contains(uid));
  }

  @Override
  public List<UploadIntent> open() throws SyncException {
    return work.pass().ends().status().journal().open(work.pair().key());
  }

  @Override
  public boolean isWaiting(UploadIntent intent) {
    return fresh.containsKey(intent.draft().key());
  }

  private Fresh message(UploadIntent intent) throws SyncException {
    Fresh message = fresh.get(intent.draft().key());
    if (message == null) {
      throw new SyncException.MessageFailure("no message " + intent.draft().key(), null);
    }
    return message;
  }

  /**
   * An edited file is another message: it goes up as such, and what was sent comes down. What lies
   * on a server cannot be edited, and its body is not read for this.
   */
  @Override
  public Map<UploadIntent, byte[]> headers(List<UploadIntent> intents) throws SyncException {
    Optional<Numbered> numbered = work.local().numbered();
    if (numbered.isPresent()) {
      return headers(intents, numbered.get());
    }
    Map<UploadIntent, byte[]> headers = new HashMap<>();
    for (UploadIntent intent : intents) {
      header(intent).ifPresent(header -> headers.put(intent, header));
    }
    return headers;
  }

  private Map<UploadIntent, byte[]> headers(List<UploadIntent> intents, Numbered numbered)
      throws SyncException {
    Map<UploadIntent, Uid> own = new HashMap<>();
    for (UploadIntent intent : intents) {
      own.put(intent, numbered.own(message(intent)));
    }
    UidSet wanted = UidSet.of(own.values().stream().mapToLong(Uid::value).sorted().toArray());
    Map<Uid, byte[]> told = Headers.of(numbered.folder(), wanted);
    Map<UploadIntent, byte[]> headers = new HashMap<>();
    own.forEach((intent, uid) -> {
      byte[] header = told.get(uid);
      if (header != null) {
        headers.put(intent, comparable(header));
      }
    });
    return headers;
  }

  private Optional<byte[]> header(UploadIntent intent) throws SyncException {
    Fresh message = message(intent);
    try {
      for (MessageSource form : work.forms(message)) {
        Fingerprint print = Fingerprint.of(form);
        byte[] header = print.header();
        if (print.hex().equals(intent.draft().sha256())) {
          return Optional.of(comparable(header));
        }
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SyncException.FolderFailure(
          "cannot read " + message.key() + ", whose upload was interrupted: " + e, e, true);
    }
  }

  /** Either side may hold a field that is left out on the way, above all that of the labels. */
  @Override
  public byte[] comparable(byte[] header) {
    return HeaderOctets.asSent(work, header);
  }

  @Override
  public OutputStream comparable(OutputStream out) {
    return work.outgoing(out);
  }

  @Override
  public void assign(UploadIntent intent, Uid uid) throws SyncException {
    mapping.assign(intent, message(intent), uid);
    assigned.put(intent.draft().key(), uid);
  }

  /** The UIDs that were found, by the keys of the messages here. */
  Map<String, Uid> assigned() {
    return Map.copyOf(assigned);
  }

  @Override
  public void commit(List<UploadIntent> ended) throws SyncException {
    mapping.commit();
    if (!ended.isEmpty()) {
      work.pass().ends().status().journal().end(ended);
    }
  }
}
