package org.offlineimap.status;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.UidPairs;
import org.offlineimap.mail.UidValidity;

/** An account's memory in a metadata directory (reference: formats 1). Thread-safe. */
public final class StatusDirectory implements AccountStatus {
  private final StatusPlace place;
  private final LetterMap letters;
  private final StatusDisk disk;
  private final StatusNotice notice;
  private final Opening opening;
  private final EngineJournal journal;
  private final EngineJournal deliveries;
  private final UidMaps uidMaps;
  private final EngineMessages notes;

  /** Touches nothing yet: directories are made when something is written. */
  public StatusDirectory(
      StatusPlace place, LetterMap letters, StatusDisk disk, StatusNotice notice, Backend backend) {
    this.place = place;
    this.letters = letters;
    this.disk = disk;
    this.notice = notice;
    this.opening =
        switch (backend) {
          case SQLITE -> new StatusOpening(place, letters, disk, notice);
          case PLAIN -> new PlainOpening(place, letters, disk, notice);
        };
    this.journal = new EngineJournal(place.engine("journal"), disk);
    this.deliveries = new EngineJournal(place.engine("deliveries"), disk);
    this.uidMaps = new UidMaps(place, disk, notice);
    this.notes = new EngineMessages(place.engine("messages.sqlite"), disk, notice);
  }

  @Override
  public FolderStatus open(StatusKey key) throws SyncException {
    FolderStatus status = opening.open(key);
    return letters.hasEveryKeyword()
        ? new KeywordStatus(status, keywordFile(key), disk, notice)
        : status;
  }

  @Override
  public boolean reset(StatusKey key) throws SyncException {
    return opening.reset(key);
  }

  /** What it says of a UID counts only with a row, and a row that is written says it anew. */
  private Path keywordFile(StatusKey key) {
    return place.engine("keywords").resolve(key.fileName());
  }

  /** A cache that cannot be read counts as one with rows: the careful answer. */
  @Override
  public boolean hasRows() throws SyncException {
    StatusKey any = new StatusKey("any");
    return anyRows(place.sqlite(any).resolveSibling("."))
        || anyRows(place.plain(any).resolveSibling("."));
  }

  private boolean anyRows(Path directory) throws SyncException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (isStatus(name) && Files.size(file) > 0 && rowsOf(new StatusKey(name))) {
          return true;
        }
      }
      return false;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new AccountFailure(
          AccountFailure.Kind.CONFIG, "Cannot list the status caches " + directory + ": " + e, e);
    }
  }

  private static boolean isStatus(String name) {
    return !name.endsWith("-journal")
        && !name.endsWith(".tmp")
        && !name.endsWith(".old")
        && !name.matches(".*\\.broken-[0-9]+");
  }

  private boolean rowsOf(StatusKey key) throws SyncException {
    StatusNotice silent = (warning, text) -> {};
    Opening reading = opening.reading(silent);
    MessageList rows;
    try (FolderStatus status = reading.open(key)) {
      rows = status.rows();
    } catch (FolderFailure e) {
      return true;
    }
    return rows.size() > 0;
  }

  @Override
  public OptionalLong savedUidValidity(FolderName remote, String separator) throws SyncException {
    return saved(place.validity(place.remote(), StatusKey.escape(remote.text(), separator)));
  }

  @Override
  public OptionalLong savedLocalUidValidity(FolderName local, String separator)
      throws SyncException {
    return saved(place.validity(place.local(), StatusKey.escape(local.text(), separator)));
  }

  private static OptionalLong saved(Path file) throws FolderFailure {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      return OptionalLong.of(new UidValidity(Long.parseLong(text)).value());
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new FolderFailure(
          "The saved UIDVALIDITY in " + file + " cannot be read: " + e + ". Restore the file.",
          e,
          false);
    }
  }

  @Override
  public void saveUidValidity(FolderName remote, String separator, long value)
      throws SyncException {
    String name = StatusKey.escape(remote.text(), separator);
    save(place.validity(place.remote(), name), value);
  }

  @Override
  public void saveLocalUidValidity(FolderName local, String separator, long value)
      throws SyncException {
    String name = StatusKey.escape(local.text(), separator);
    save(place.validity(place.local(), name), value);
  }

  @Override
  public UidPairs uidMap(FolderName local, String separator) throws SyncException {
    return uidMaps.load(local, separator);
  }

  @Override
  public void saveUidMap(FolderName local, String separator, UidPairs pairs) throws SyncException {
    uidMaps.save(local, separator, pairs);
  }

  @Override
  public Journal deliveries() {
    return deliveries;
  }

  @Override
  public OptionalLong startUid(FolderName remote, String separator) throws SyncException {
    return saved(place.startUid(place.remote(), StatusKey.escape(remote.text(), separator)));
  }

  @Override
  public void saveStartUid(FolderName remote, String separator, long uid) throws SyncException {
    save(place.startUid(place.remote(), StatusKey.escape(remote.text(), separator)), uid);
  }

  @Override
  public OptionalLong localStartUid(FolderName local, String separator) throws SyncException {
    return saved(place.startUid(place.local(), StatusKey.escape(local.text(), separator)));
  }

  @Override
  public void saveLocalStartUid(FolderName local, String separator, long uid) throws SyncException {
    save(place.startUid(place.local(), StatusKey.escape(local.text(), separator)), uid);
  }

  private void save(Path file, long value) throws FolderFailure {
    byte[] content = (value + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
        replace(file, content);
      }
    } catch (IOException e) {
      throw new FolderFailure("Cannot write " + file + ": " + e, e, true);
    }
  }

  private void replace(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      disk.mkdir(directory);
    }
    disk.replace(file, content);
  }

  @Override
  public Optional<UidChange> uidChange(StatusKey key) throws SyncException {
    Path file = uidChangeFile(key);
    try {
      return Optional.of(UidChangeText.parse(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new FolderFailure(
          "The change of UIDVALIDITY that was begun in "
              + file
              + " cannot be read: "
              + e
              + ". The folder is left alone; restore the file, or move away the local folder, its"
              + " status and this file: then it is fetched again.",
          e,
          false);
    }
  }

  @Override
  public void beginUidChange(StatusKey key, UidChange change) throws SyncException {
    Path file = uidChangeFile(key);
    try {
      replace(file, UidChangeText.print(change));
    } catch (IOException e) {
      throw new FolderFailure("Cannot write " + file + ": " + e, e, true);
    }
  }

  @Override
  public void endUidChange(StatusKey key) throws SyncException {
    Path file = uidChangeFile(key);
    try {
      disk.remove(file);
    } catch (IOException e) {
      throw new FolderFailure("Cannot remove " + file + ": " + e, e, true);
    }
  }

  private Path uidChangeFile(StatusKey key) {
    return place.engine("uidvalidity").resolve(key.fileName());
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Map<StatusKey, FolderMark> marks() {
    Path file = place.engine("folders");
    try {
      return FolderMarks.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      notice.tell(true, "Not using " + file + " (" + e + "): all folders are listed in full.");
      return Map.of();
    }
  }

  @Override
  public Map<StatusKey, List<Trouble>> troubles() {
    Path file = place.engine("quarantine");
    try {
      return TroubleText.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException
        | IllegalArgumentException
        | NoSuchElementException
        | IndexOutOfBoundsException e) {
      notice.tell(true, "Not using " + file + " (" + e + "): every message is tried again.");
      return Map.of();
    }
  }

  @Override
  public void saveTroubles(Map<StatusKey, List<Trouble>> troubles) throws SyncException {
    Path file = place.engine("quarantine");
    try {
      replace(file, TroubleText.print(troubles));
    } catch (IOException e) {
      throw new AccountFailure(AccountFailure.Kind.CONFIG, "Cannot write " + file + ": " + e, e);
    }
  }

  @Override
  public MessageNotes notes() {
    return notes;
  }

  /** One that cannot be read holds nothing back, and the guard judges anew. */
  @Override
  public HeldDeletions held(StatusKey key) {
    Path file = heldFile(key);
    try {
      return HeldText.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return HeldDeletions.NONE;
    } catch (IOException
        | IllegalArgumentException
        | NoSuchElementException
        | IndexOutOfBoundsException e) {
      notice.tell(true, "Not using " + file + " (" + e + "): what it held back is judged anew.");
      return HeldDeletions.NONE;
    }
  }

  @Override
  public void saveHeld(StatusKey key, HeldDeletions held) throws SyncException {
    Path file = heldFile(key);
    try {
      if (held.equals(HeldDeletions.NONE)) {
        disk.remove(file);
      } else {
        replace(file, HeldText.print(held));
      }
    } catch (IOException e) {
      throw new FolderFailure("Cannot write " + file + ": " + e, e, true);
    }
  }

  private Path heldFile(StatusKey key) {
    return place.engine("withheld").resolve(key.fileName());
  }

  @Override
  public void saveMarks(Map<StatusKey, FolderMark> marks) throws SyncException {
    Path file = place.engine("folders");
    try {
      replace(file, FolderMarks.print(marks));
    } catch (IOException e) {
      throw new AccountFailure(AccountFailure.Kind.CONFIG, "Cannot write " + file + ": " + e, e);
    }
  }

  @Override
  public Optional<Checkpoint> checkpoint(StatusKey key) {
    return checkpoint(key, listed("remote", key));
  }

  @Override
  public Optional<Checkpoint> localCheckpoint(StatusKey key) {
    return checkpoint(key, listed("local", key));
  }

  private Optional<Checkpoint> checkpoint(StatusKey key, Path file) {
    try {
      return Optional.of(CheckpointCodec.parse(key, Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | BufferUnderflowException e) {
      notice.tell(false, "Not using " + file + " (" + e + "): the folder is listed in full.");
      return Optional.empty();
    }
  }

  @Override
  public void saveCheckpoint(StatusKey key, Checkpoint point) throws SyncException {
    save(listed("remote", key), key, point);
  }

  @Override
  public void saveLocalCheckpoint(StatusKey key, Checkpoint point) throws SyncException {
    save(listed("local", key), key, point);
  }

  private void save(Path file, StatusKey key, Checkpoint point) throws SyncException {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        disk.mkdir(directory);
      }
      disk.replaceUnflushed(file, CheckpointCodec.print(key, point));
    } catch (IOException e) {
      throw new FolderFailure("Cannot write " + file + ": " + e, e, true);
    }
  }

  private Path listed(String side, StatusKey key) {
    return place.engine(side).resolve(key.fileName());
  }

  @Override
  public Optional<FolderMark.FileStamp> stamp(StatusKey key) throws SyncException {
    Path file = opening.file(key);
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FolderMark.FileStamp(
              found.size(), found.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new FolderFailure("Cannot look at the status cache " + file + ": " + e, e, true);
    }
  }

  /** Nothing stays open between calls. */
  @Override
  public void close() {}
}
