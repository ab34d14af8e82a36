package org.offlineimap.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteRepository;

/** A server in memory. Its switches are set by tests between runs. */
public final class FakeRemote implements RemoteRepository {
  final EffectLog log;
  final Map<FolderName, Mailbox> mailboxes = new ConcurrentSkipListMap<>();

  /** Whether appends tell the UID. */
  public volatile boolean uidPlus = true;

  /** Whether exactly the named messages can be expunged. */
  public volatile boolean exactExpunge = true;

  /** Whether NUL is stored. */
  public volatile boolean nul;

  /** Whether there is no room for another message. */
  public volatile boolean noRoom;

  /** Whether messages move in one step. */
  public volatile boolean moves = true;

  /** Whether copies and moves are refused. */
  public volatile boolean immovable;

  /** Whether copies and moves tell the new UIDs. */
  public volatile boolean copyUid = true;

  /** Whether headers cannot be had. */
  public volatile boolean headersRefused;

  /** What another client does just before messages are copied or moved. */
  public volatile Runnable beforeTransfer = () -> {};

  /** How often headers were asked for. */
  public int headerCommands;

  /** How many bodies were fetched. */
  public int bodies;

  /** Whether keywords are kept. */
  public volatile boolean newKeywords = true;

  /** Whether nobody may change anything. */
  public volatile boolean readOnly;

  /** Whether appended messages get a header from the server. */
  public volatile boolean rewrites;

  /** Messages that contain this are refused, both ways. */
  public volatile String refused = "\0never\0";

  /** For messages that contain this an empty body is sent, or none with {@link #silent}. */
  public volatile String hollow = "\0never\0";

  /** Whether hollow messages are left out of the answer. */
  public volatile boolean silent;

  /** The connection is lost so many times at messages that contain this. */
  public volatile String cutAt = "\0never\0";

  public int cuts;

  /** Whether the connection is lost at each fetch. */
  public volatile boolean cut;

  /** Whether listings are cut short. */
  public volatile boolean partial;

  /** Folders whose names contain this cannot be made. */
  public volatile String unmakeable = "\0never\0";

  /** Mailboxes that exist but are not listed. */
  public final Set<FolderName> unlisted = new HashSet<>();

  /** One mailbox. */
  public static final class Mailbox {
    public long uidValidity = 7;
    public long uidNext = 1;
    public long modSeq = 1;
    public final Map<Long, FakeMail> mails = new TreeMap<>();

    /** Dates and identities, where the server tells them. */
    public final Map<Long, RemoteFolder.Traits> traits = new TreeMap<>();

    /** Stores a message, as another client would; returns its UID. */
    public synchronized long add(String text, FlagSet flags) {
      long uid = uidNext++;
      mails.put(uid, new FakeMail(text, flags, java.util.Optional.of(uid)));
      modSeq++;
      return uid;
    }
  }

  /** An empty server. */
  public FakeRemote(EffectLog log) {
    this.log = log;
  }

  /** The mailbox of this name, made when necessary. */
  public Mailbox mailbox(String name) {
    return mailboxes.computeIfAbsent(new FolderName(name), n -> new Mailbox());
  }

  /** All mailboxes. */
  public Map<FolderName, Mailbox> mailboxes() {
    return mailboxes;
  }

  @Override
  public String name() {
    return "R";
  }

  @Override
  public String type() {
    return "IMAP";
  }

  @Override
  public List<ListedFolder> listFolders() {
    return mailboxes.entrySet().stream()
        .filter(entry -> !unlisted.contains(entry.getKey()))
        .map(entry -> new ListedFolder(entry.getKey(), Use.NONE, state(entry.getValue())))
        .toList();
  }

  private static FolderState state(Mailbox box) {
    return new FolderState(
        OptionalLong.of(box.uidValidity),
        OptionalLong.of(box.uidNext),
        OptionalLong.of(box.mails.size()),
        OptionalLong.of(box.modSeq));
  }

  @Override
  public Set<FolderName> unlistedFolders() {
    return unlisted;
  }

  @Override
  public String separator() {
    return "/";
  }

  @Override
  public RemoteFolder folder(FolderName name) {
    return new FakeRemoteFolder(this, name);
  }

  @Override
  public boolean createFolder(FolderName name) throws SyncException {
    if (name.text().contains(unmakeable)) {
      throw new SyncException.FolderFailure("cannot make " + name, null, false);
    }
    boolean isNew = !mailboxes.containsKey(name);
    log.effect("create remote " + name, () -> mailbox(name.text()));
    return isNew;
  }

  @Override
  public Traffic traffic() {
    return new Traffic(0, 0, 0, 0);
  }

  @Override
  public void close() {}
}
