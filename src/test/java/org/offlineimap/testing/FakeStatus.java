package org.offlineimap.testing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidPairs;
import org.offlineimap.mail.UidSet;
import org.offlineimap.status.AccountStatus;
import org.offlineimap.status.FolderMark;
import org.offlineimap.status.FolderStatus;
import org.offlineimap.status.HeldDeletions;
import org.offlineimap.status.Journal;
import org.offlineimap.status.LabelNote;
import org.offlineimap.status.StatusKey;
import org.offlineimap.status.Trouble;
import org.offlineimap.status.UidChange;
import org.offlineimap.status.UploadIntent;

/** A status in memory. */
public final class FakeStatus implements AccountStatus {
  private final EffectLog log;
  private final Map<StatusKey, Map<Long, FlagSet>> folders = new ConcurrentHashMap<>();
  private final Map<FolderName, Long> validity = new ConcurrentHashMap<>();
  private final Map<StatusKey, FolderMark> marks = new ConcurrentHashMap<>();
  private final Map<FolderName, Long> starts = new ConcurrentHashMap<>();
  private final Map<FolderName, Long> localStarts = new ConcurrentHashMap<>();
  private final Map<StatusKey, Checkpoint> checkpoints = new ConcurrentHashMap<>();
  private final Map<StatusKey, Checkpoint> localCheckpoints = new ConcurrentHashMap<>();
  private final Map<StatusKey, UidChange> uidChanges = new ConcurrentHashMap<>();
  private final Map<StatusKey, List<Trouble>> troubles = new ConcurrentHashMap<>();
  private final Map<FolderName, Long> localValidity = new ConcurrentHashMap<>();
  private final Map<FolderName, UidPairs> maps = new ConcurrentHashMap<>();
  private final FakeJournal journal;
  private final FakeJournal deliveries;
  private final Map<StatusKey, HeldDeletions> held = new ConcurrentHashMap<>();
  private final AtomicLong versions = new AtomicLong();
  private final Map<String, LabelNote> labels = new ConcurrentHashMap<>();
  private final FakeNotes notes = new FakeNotes();

  /** An empty status. */
  public FakeStatus(EffectLog log) {
    this.log = log;
    this.journal = new FakeJournal(log);
    this.deliveries = new FakeJournal(log);
  }

  /** The rows of a folder. */
  public Map<Long, FlagSet> rows(String folder) {
    return rows(StatusKey.of(folder, "/"));
  }

  private Map<Long, FlagSet> rows(StatusKey key) {
    return folders.computeIfAbsent(key, k -> new TreeMap<>());
  }

  /** Forgets all UIDVALIDITYs. */
  public void forgetValidity() {
    validity.clear();
  }

  /** The intents that are open. */
  public Collection<UploadIntent> intents() {
    return journal.intents();
  }

  @Override
  public FolderStatus open(StatusKey key) {
    boolean isNew = !folders.containsKey(key);
    rows(key);
    return new Rows(key, isNew);
  }

  private final class Rows implements FolderStatus {
    private final StatusKey key;
    private final boolean isNew;

    Rows(StatusKey key, boolean isNew) {
      this.key = key;
      this.isNew = isNew;
    }

    @Override
    public MessageList rows() {
      MessageList.Builder list = new MessageList.Builder();
      FakeStatus.this.rows(key).forEach(list::add);
      return list.build();
    }

    @Override
    public void put(MessageList rows) {
      log.effect(
          "put " + rows.uids() + " of " + key.fileName(),
          () -> {
            versions.incrementAndGet();
            for (int i = 0; i < rows.size(); i++) {
              FakeStatus.this.rows(key).put(rows.uid(i), rows.flags(i));
            }
          });
    }

    @Override
    public void replace(MessageList rows) {
      log.effect(
          "replace all of " + key.fileName(),
          () -> {
            versions.incrementAndGet();
            FakeStatus.this.rows(key).clear();
            for (int i = 0; i < rows.size(); i++) {
              FakeStatus.this.rows(key).put(rows.uid(i), rows.flags(i));
            }
          });
    }

    @Override
    public void remove(UidSet uids) {
      log.effect(
          "remove " + uids + " of " + key.fileName(),
          () -> {
            versions.incrementAndGet();
            uids.forEachUid(FakeStatus.this.rows(key)::remove);
          });
    }

    @Override
    public Map<Uid, LabelNote> labels() {
      Map<Uid, LabelNote> notes = new TreeMap<>();
      FakeStatus.this
          .rows(key)
          .keySet()
          .forEach(uid ->
              notes.put(
                  new Uid(uid),
                  labels.getOrDefault(key.fileName() + uid, new LabelNote(new TreeSet<>(), 0))));
      return notes;
    }

    @Override
    public void putLabels(Map<Uid, LabelNote> notes) {
      log.effect(
          "put labels of " + key.fileName(),
          () -> notes.forEach((uid, note) -> labels.put(key.fileName() + uid, note)));
    }

    @Override
    public boolean isNew() {
      return isNew;
    }

    @Override
    public void close() {}
  }

  @Override
  public boolean reset(StatusKey key) {
    boolean fresh = !folders.containsKey(key);
    log.effect("reset " + key.fileName(), () -> rows(key).clear());
    return fresh;
  }

  @Override
  public boolean hasRows() {
    return folders.values().stream().anyMatch(rows -> !rows.isEmpty());
  }

  @Override
  public OptionalLong savedUidValidity(FolderName remote, String separator) {
    Long saved = validity.get(remote);
    return saved == null ? OptionalLong.empty() : OptionalLong.of(saved);
  }

  @Override
  public void saveUidValidity(FolderName remote, String separator, long value) {
    log.effect("validity of " + remote, () -> validity.put(remote, value));
  }

  @Override
  public OptionalLong savedLocalUidValidity(FolderName local, String separator) {
    Long saved = localValidity.get(local);
    return saved == null ? OptionalLong.empty() : OptionalLong.of(saved);
  }

  @Override
  public void saveLocalUidValidity(FolderName local, String separator, long value) {
    localValidity.put(local, value);
  }

  @Override
  public UidPairs uidMap(FolderName local, String separator) {
    return maps.getOrDefault(local, UidPairs.empty());
  }

  @Override
  public void saveUidMap(FolderName local, String separator, UidPairs pairs) {
    log.effect("map of " + local, () -> maps.put(local, pairs));
  }

  @Override
  public Journal deliveries() {
    return deliveries;
  }

  @Override
  public Optional<UidChange> uidChange(StatusKey key) {
    return Optional.ofNullable(uidChanges.get(key));
  }

  @Override
  public void beginUidChange(StatusKey key, UidChange change) {
    log.effect("begin UID change of " + key.fileName(), () -> uidChanges.put(key, change));
  }

  @Override
  public void endUidChange(StatusKey key) {
    log.effect("end UID change of " + key.fileName(), () -> uidChanges.remove(key));
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Map<StatusKey, FolderMark> marks() {
    return Map.copyOf(marks);
  }

  @Override
  public void saveMarks(Map<StatusKey, FolderMark> wanted) {
    log.effect(
        "marks",
        () -> {
          marks.clear();
          marks.putAll(wanted);
        });
  }

  @Override
  public Map<StatusKey, List<Trouble>> troubles() {
    return Map.copyOf(troubles);
  }

  @Override
  public void saveTroubles(Map<StatusKey, List<Trouble>> wanted) {
    log.effect(
        "quarantine",
        () -> {
          troubles.clear();
          troubles.putAll(wanted);
        });
  }

  @Override
  public OptionalLong startUid(FolderName remote, String separator) {
    Long saved = starts.get(remote);
    return saved == null ? OptionalLong.empty() : OptionalLong.of(saved);
  }

  @Override
  public void saveStartUid(FolderName remote, String separator, long uid) {
    log.effect("start of " + remote, () -> starts.put(remote, uid));
  }

  @Override
  public OptionalLong localStartUid(FolderName local, String separator) {
    Long saved = localStarts.get(local);
    return saved == null ? OptionalLong.empty() : OptionalLong.of(saved);
  }

  @Override
  public void saveLocalStartUid(FolderName local, String separator, long uid) {
    log.effect("start of local " + local, () -> localStarts.put(local, uid));
  }

  @Override
  public Optional<Checkpoint> checkpoint(StatusKey key) {
    return Optional.ofNullable(checkpoints.get(key));
  }

  /** Losing one must not matter, so it is no effect to be killed at. */
  @Override
  public void saveCheckpoint(StatusKey key, Checkpoint point) {
    checkpoints.put(key, point);
  }

  @Override
  public Optional<Checkpoint> localCheckpoint(StatusKey key) {
    return Optional.ofNullable(localCheckpoints.get(key));
  }

  @Override
  public void saveLocalCheckpoint(StatusKey key, Checkpoint point) {
    localCheckpoints.put(key, point);
  }

  @Override
  public FakeNotes notes() {
    return notes;
  }

  @Override
  public HeldDeletions held(StatusKey key) {
    return held.getOrDefault(key, HeldDeletions.NONE);
  }

  @Override
  public void saveHeld(StatusKey key, HeldDeletions wanted) {
    if (!wanted.equals(held(key))) {
      log.effect("hold back in " + key.fileName(), () -> held.put(key, wanted));
    }
  }

  @Override
  public Optional<FolderMark.FileStamp> stamp(StatusKey key) {
    Map<Long, FlagSet> rows = folders.get(key);
    return rows == null
        ? Optional.empty()
        : Optional.of(new FolderMark.FileStamp(rows.size(), rows.hashCode()));
  }

  @Override
  public void close() {}
}
