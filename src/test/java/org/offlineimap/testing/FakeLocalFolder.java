package org.offlineimap.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.offlineimap.mail.DirectoryStamp;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.Renaming;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.RemoteFolder;

/** A folder of the disk in memory. */
final class FakeLocalFolder implements LocalFolder {
  private final FakeLocal disk;
  private final FolderName name;

  FakeLocalFolder(FakeLocal disk, FolderName name) {
    this.disk = disk;
    this.name = name;
  }

  private FakeLocal.Directory directory() {
    FakeLocal.Directory directory = disk.directories().get(name);
    if (directory == null) {
      throw new IllegalStateException("no folder " + name);
    }
    return directory;
  }

  @Override
  public FolderName name() {
    return name;
  }

  @Override
  public long uidValidity() {
    return 42;
  }

  @Override
  public Listing list() {
    if (disk.partial) {
      return new Listing.Partial("cut short");
    }
    MessageList.Builder known = new MessageList.Builder();
    List<Fresh> fresh = new ArrayList<>();
    directory()
        .files
        .forEach((key, mail) ->
            mail.uid()
                .ifPresentOrElse(
                    uid -> known.add(uid, mail.flags()),
                    () -> fresh.add(new Fresh(key, mail.flags()))));
    return new Listing.Complete(known.build(), fresh);
  }

  /** Names here tell no time. */
  @Override
  public OptionalLong firstUidSince(Instant begin) {
    return directory().files.values().stream()
        .flatMapToLong(mail -> mail.uid().map(LongStream::of).orElseGet(LongStream::empty))
        .min();
  }

  @Override
  public long octets(Fresh message) {
    FakeMail mail = directory().files.get(message.key());
    return mail == null ? 0 : mail.text().length();
  }

  @Override
  public Delivery deliver(Map<Uid, Incoming> incoming) {
    return new Delivery() {
      private final Map<Uid, ByteArrayOutputStream> arrived = new TreeMap<>();

      @Override
      public OutputStream open(Uid uid, long octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        arrived.put(uid, out);
        return out;
      }

      @Override
      public void abandon(Uid uid) {
        arrived.remove(uid);
      }

      @Override
      public Delivered commit() {
        Map<Uid, Stored> stored = new HashMap<>();
        Map<Uid, String> failed = new HashMap<>();
        arrived.forEach((uid, out) -> {
          if (directory().keyOf(uid.value()).isPresent()) {
            failed.put(uid, "there is a file with this UID");
            return;
          }
          FakeMail mail =
              new FakeMail(
                  out.toString(StandardCharsets.ISO_8859_1),
                  java.util.Objects.requireNonNull(incoming.get(uid)).flags(),
                  Optional.of(uid.value()));
          replace("deliver " + uid, newKey(), mail);
          stored.put(uid, new Stored(out.size(), mail.sha256()));
        });
        return new Delivered(stored, failed);
      }

      @Override
      public void close() {}
    };
  }

  private String newKey() {
    return "k" + disk.names.incrementAndGet();
  }

  private void replace(String what, String key, FakeMail mail) {
    disk.log.effect(what + " in " + name, () -> directory().set(key, Optional.of(mail)));
  }

  private FakeMail at(String key) throws SyncException {
    FakeMail mail = directory().files.get(key);
    if (mail == null) {
      throw new SyncException.MessageFailure("vanished: " + key, null);
    }
    return mail;
  }

  @Override
  public MessageSource open(Fresh message) throws SyncException {
    return at(message.key()).source();
  }

  @Override
  public MessageSource open(Uid uid) throws SyncException {
    return at(directory().keyOf(uid.value()).orElse("")).source();
  }

  @Override
  public Optional<Instant> internalDate(Fresh message) {
    return Optional.of(Instant.ofEpochSecond(1_000_000));
  }

  @Override
  public boolean assignUid(Fresh message, Uid uid, FlagSet flags) throws SyncException {
    FakeMail mail = directory().files.get(message.key());
    if (mail == null) {
      return false;
    }
    if (directory().keyOf(uid.value()).isPresent()) {
      throw new SyncException.MessageFailure("UID " + uid + " is taken", null);
    }
    rename("assign " + uid, message.key(), mail.with(Optional.of(uid.value())));
    return true;
  }

  /** Where it came from stands behind an {@code @}: {@code k17@5@INBOX}. */
  @Override
  public Optional<Origin> origin(Fresh message) {
    String[] parts = message.key().split("@", 3);
    return parts.length < 3
        ? Optional.empty()
        : Optional.of(new Origin(parts[2], new Uid(Long.parseLong(parts[1]))));
  }

  @Override
  public String mark() {
    return name.text();
  }

  @Override
  public boolean takeOver(LocalFolder other, Uid there, Uid here) {
    FakeLocal.Directory from = ((FakeLocalFolder) other).directory();
    Optional<String> key = from.keyOf(there.value());
    if (disk.otherDevice || key.isEmpty() || directory().keyOf(here.value()).isPresent()) {
      return false;
    }
    FakeMail mail = java.util.Objects.requireNonNull(from.files.get(key.get()));
    String renamed = newKey();
    disk.log.effect(
        "take over " + there + " of " + other.name() + " as " + here + " in " + name,
        () -> {
          from.set(key.get(), Optional.empty());
          directory().set(renamed, Optional.of(mail.with(Optional.of(here.value()))));
        });
    return true;
  }

  /** A rename is one effect. */
  private void rename(String what, String key, FakeMail mail) {
    String renamed = newKey();
    disk.log.effect(
        what + " in " + name,
        () -> {
          directory().set(key, Optional.empty());
          directory().set(renamed, Optional.of(mail));
        });
  }

  /** What it shall be called says which UID it gets: {@code k17#5}. */
  @Override
  public Optional<List<Renaming>> renamings(Map<Uid, Optional<Uid>> wanted) {
    List<Renaming> renamings = new ArrayList<>();
    wanted.forEach((uid, now) ->
        directory()
            .keyOf(uid.value())
            .ifPresent(key ->
                renamings.add(
                    new Renaming(key, newKey() + now.map(given -> "#" + given).orElse("")))));
    return Optional.of(renamings);
  }

  @Override
  public void rename(List<Renaming> renamings) {
    for (Renaming one : renamings) {
      FakeMail mail = directory().files.get(one.from());
      if (mail != null) {
        int mark = one.to().indexOf('#');
        Optional<Long> uid =
            mark < 0 ? Optional.empty() : Optional.of(Long.valueOf(one.to().substring(mark + 1)));
        disk.log.effect(
            "rename to " + uid + " in " + name,
            () -> {
              directory().set(one.from(), Optional.empty());
              directory().set(one.to(), Optional.of(mail.with(uid)));
            });
      }
    }
  }

  @Override
  public RemoteFolder.FlagOutcome changeFlags(List<FlagChange> changes) {
    UidSet.Builder done = new UidSet.Builder();
    UidSet asked = UidSet.empty();
    for (FlagChange change : changes) {
      asked = asked.union(change.uids());
      for (Uid uid : change.uids()) {
        directory().keyOf(uid.value()).ifPresent(key -> change(key, uid, change));
      }
    }
    asked.filter(uid -> directory().keyOf(uid).isPresent()).forEachUid(done::add);
    return new RemoteFolder.FlagOutcome(done.build(), List.of());
  }

  private void change(String key, Uid uid, FlagChange change) {
    FakeMail mail = java.util.Objects.requireNonNull(directory().files.get(key));
    replace("flag " + uid, key, FakeRemoteFolder.changed(mail, change));
  }

  @Override
  public UidSet delete(UidSet uids) {
    for (Uid uid : uids) {
      directory()
          .keyOf(uid.value())
          .ifPresent(key ->
              disk.log.effect(
                  "delete " + uid + " in " + name, () -> directory().set(key, Optional.empty())));
    }
    return uids;
  }

  @Override
  public List<DirectoryStamp> stamps() {
    FakeLocal.Directory directory = disk.directories().get(name);
    if (directory == null) {
      return List.of();
    }
    DirectoryStamp stamp =
        new DirectoryStamp(1, name.text().hashCode(), directory.version, directory.version);
    return List.of(stamp, stamp);
  }

  @Override
  public void force() {}
}
