package org.offlineimap.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalRepository;

/** A disk in memory: folders of files by key. */
public final class FakeLocal implements LocalRepository {
  final EffectLog log;
  final AtomicLong names = new AtomicLong(1000);
  private final Map<FolderName, Directory> directories = new ConcurrentSkipListMap<>();

  /** Whether listings are cut short. */
  public volatile boolean partial;

  /** What stands between the parts of a name. */
  public volatile String separator = ".";

  /** Folders whose names contain this cannot be made. */
  public volatile String unmakeable = "\0never\0";

  /** Whether no file can be renamed from one folder into another. */
  public volatile boolean otherDevice;

  /** One folder. */
  public static final class Directory {
    public final Map<String, FakeMail> files = new TreeMap<>();
    public long version = 1;

    /** Stores a message, as a mail reader would. */
    public synchronized void add(String key, String text, FlagSet flags) {
      files.put(key, new FakeMail(text, flags, Optional.empty()));
      version++;
    }

    /** The key of the message with this UID. */
    public Optional<String> keyOf(long uid) {
      return files.entrySet().stream()
          .filter(file -> file.getValue().uid().equals(Optional.of(uid)))
          .map(Map.Entry::getKey)
          .findFirst();
    }

    /** Replaces or, with nothing, removes a file. */
    public synchronized void set(String key, Optional<FakeMail> mail) {
      files.remove(key);
      mail.ifPresent(m -> files.put(key, m));
      version++;
    }
  }

  /** An empty disk. */
  public FakeLocal(EffectLog log) {
    this.log = log;
  }

  /** The folder of this name, made when necessary. */
  public Directory directory(String name) {
    return directories.computeIfAbsent(new FolderName(name), n -> new Directory());
  }

  /** All folders. */
  public Map<FolderName, Directory> directories() {
    return directories;
  }

  @Override
  public String name() {
    return "L";
  }

  @Override
  public String type() {
    return "Maildir";
  }

  @Override
  public String separator() {
    return separator;
  }

  @Override
  public List<FolderName> listFolders() {
    return List.copyOf(directories.keySet());
  }

  @Override
  public LocalFolder folder(FolderName name) {
    return new FakeLocalFolder(this, name);
  }

  @Override
  public boolean createFolder(FolderName name) throws SyncException {
    if (name.text().contains(unmakeable)) {
      throw new SyncException.FolderFailure("cannot make " + name, null, false);
    }
    boolean isNew = !directories.containsKey(name);
    log.effect("create local " + name, () -> directory(name.text()));
    return isNew;
  }

  @Override
  public void close() {}
}
