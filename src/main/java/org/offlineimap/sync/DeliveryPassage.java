package org.offlineimap.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Delivered;
import org.offlineimap.repository.LocalFolder.Numbered;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.Journal;
import org.offlineimap.status.StatusKey;
import org.offlineimap.status.UploadIntent;

/**
 * From the remote folder to a local one that lies on a server too: what arrived is written down
 * before it is sent there (rule R2). The key of an intent is the remote UID. One thread.
 */
final class DeliveryPassage implements Passage {
  private final FolderWork work;
  private final Numbered numbered;
  private final Lists lists;
  private final List<UploadIntent> mapped = new ArrayList<>();

  private DeliveryPassage(FolderWork work, Numbered numbered, Lists lists) {
    this.work = work;
    this.numbered = numbered;
    this.lists = lists;
  }

  /**
   * Finds out what became of deliveries that were begun and never ended.
   *
   * @return whether the lists are out of date
   */
  static boolean resolve(FolderWork work, Lists lists) throws SyncException {
    Optional<DeliveryPassage> passage = of(work, lists);
    return passage.isPresent() && IntentResolver.run(passage.get());
  }

  /** The same for what was just stored; returns the remote UIDs that were found. */
  static UidSet found(FolderWork work, Lists lists) throws SyncException {
    Optional<DeliveryPassage> passage = of(work, lists);
    if (passage.isEmpty()) {
      return UidSet.empty();
    }
    IntentResolver.run(passage.get());
    return uids(passage.get().mapped);
  }

  private static Optional<DeliveryPassage> of(FolderWork work, Lists lists) {
    return work.isImagined()
        ? Optional.empty()
        : work.local().numbered().map(numbered -> new DeliveryPassage(work, numbered, lists));
  }

  /** The remote messages that are there already, under UIDs that nobody told; each is told. */
  static UidSet unmapped(FolderWork work) throws SyncException {
    UidSet unmapped = UidSet.empty();
    for (UploadIntent intent : openIn(work)) {
      unmapped = unmapped.union(UidSet.of(remote(intent).value()));
      work.pass()
          .notice(
              work.name(),
              "message "
                  + intent.draft().key()
                  + " in "
                  + work.name()
                  + " was stored in '"
                  + work.pair().local()
                  + "', under a UID that the server did not tell; it is not stored again");
    }
    return unmapped;
  }

  /** What was begun in this folder and never ended. */
  static List<UploadIntent> openIn(FolderWork work) throws SyncException {
    return journal(work).open(key(work));
  }

  /** The remote UIDs of messages on their way. */
  static UidSet uids(List<UploadIntent> intents) {
    return UidSet.of(intents.stream().mapToLong(one -> remote(one).value()).sorted().toArray());
  }

  static Journal journal(FolderWork work) {
    return work.pass().ends().status().deliveries();
  }

  static StatusKey key(FolderWork work) {
    return StatusKey.of(work.pair().local().text(), work.pass().ends().local().separator());
  }

  private static Uid remote(UploadIntent intent) {
    return new Uid(Long.parseLong(intent.draft().key()));
  }

  // ---- writing down ----

  /** Writes down what is about to be stored; nothing for a Maildir, whose names tell it. */
  static List<UploadIntent> begin(
      FolderWork work, Map<Uid, MessageSource> arrived, Map<Uid, Instant> dates)
      throws SyncException {
    if (arrived.isEmpty()) {
      return List.of();
    }
    OptionalLong next = work.local().numbered().map(Numbered::uidNext).orElse(OptionalLong.empty());
    List<UploadIntent.Draft> drafts = new ArrayList<>();
    for (Map.Entry<Uid, MessageSource> message : new TreeMap<>(arrived).entrySet()) {
      Fingerprint print = print(message.getKey(), message.getValue());
      Instant date = dates.get(message.getKey());
      drafts.add(
          new UploadIntent.Draft(
              key(work),
              work.local().uidValidity(),
              next,
              message.getKey().toString(),
              print.octets(),
              print.hex(),
              print.messageId(),
              date == null ? OptionalLong.empty() : OptionalLong.of(date.toEpochMilli())));
    }
    return journal(work).begin(drafts);
  }

  private static Fingerprint print(Uid uid, MessageSource source) throws SyncException {
    try {
      return Fingerprint.of(source);
    } catch (IOException e) {
      throw new SyncException.FolderFailure(
          "message " + uid + " cannot be read on its way: " + e, e, true);
    }
  }

  /** Ends the intents whose messages' fate is known. */
  static void settle(FolderWork work, List<UploadIntent> intents, Delivered delivered)
      throws SyncException {
    List<UploadIntent> done = new ArrayList<>();
    List<UploadIntent> somewhere = new ArrayList<>();
    for (UploadIntent intent : intents) {
      Uid uid = remote(intent);
      if (delivered.stored().containsKey(uid) || delivered.failed().containsKey(uid)) {
        done.add(intent);
      } else if (delivered.somewhere().contains(uid.value())) {
        somewhere.add(intent);
      }
    }
    if (!somewhere.isEmpty()) {
      journal(work).unmapped(somewhere);
    }
    if (!done.isEmpty()) {
      journal(work).end(done);
    }
    if (done.size() + somewhere.size() < intents.size()) {
      throw new SyncException.RepositoryFailure(
          "the connection to the local server was lost while messages were stored; the next run"
              + " finds out which arrived",
          null,
          false);
    }
  }

  // ---- finding out ----

  @Override
  public RemoteFolder destination() {
    return numbered.folder();
  }

  @Override
  public long uidValidity() {
    return work.local().uidValidity();
  }

  @Override
  public UidSet unknown() throws SyncException {
    return numbered.unmapped();
  }

  @Override
  public List<UploadIntent> open() throws SyncException {
    return openIn(work);
  }

  @Override
  public boolean isWaiting(UploadIntent intent) {
    long uid = remote(intent).value();
    return lists.remote().messages().contains(uid) && !lists.local().known().contains(uid);
  }

  @Override
  public Map<UploadIntent, byte[]> headers(List<UploadIntent> intents) throws SyncException {
    Map<Uid, byte[]> told = Headers.of(work.remote(), uids(intents));
    Map<UploadIntent, byte[]> headers = new HashMap<>();
    for (UploadIntent intent : intents) {
      byte[] header = told.get(remote(intent));
      if (header != null) {
        headers.put(intent, comparable(header));
      }
    }
    return headers;
  }

  @Override
  public byte[] comparable(byte[] header) {
    return HeaderOctets.asSent(work, header);
  }

  @Override
  public OutputStream comparable(OutputStream out) {
    return work.outgoing(out);
  }

  @Override
  public void assign(UploadIntent intent, Uid own) throws SyncException {
    numbered.assign(own, remote(intent));
    mapped.add(intent);
  }

  @Override
  public void commit(List<UploadIntent> ended) throws SyncException {
    work.local().force();
    List<UploadIntent> all = new ArrayList<>(mapped);
    all.addAll(ended);
    if (!all.isEmpty()) {
      journal(work).end(all);
    }
  }
}
