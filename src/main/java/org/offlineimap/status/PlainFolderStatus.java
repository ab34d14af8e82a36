package org.offlineimap.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/**
 * A folder's rows in the plain cache, format 2 (reference: formats 5.4): the whole file is written
 * anew with each change, beside the old one and then in its place.
 */
final class PlainFolderStatus implements FolderStatus {
  private final Path file;
  private final LetterMap letters;
  private final StatusDisk disk;
  private final boolean isNew;
  private Map<Long, PlainStatus.Row> rows = new TreeMap<>();

  PlainFolderStatus(
      Path file, List<PlainStatus.Row> rows, LetterMap letters, StatusDisk disk, boolean isNew) {
    this.file = file;
    this.letters = letters;
    this.disk = disk;
    this.isNew = isNew;
    rows.stream()
        .filter(row -> row.uid() >= 1 && row.uid() <= Uid.MAX)
        .forEach(row -> this.rows.put(row.uid(), row));
  }

  @Override
  public MessageList rows() {
    MessageList.Builder list = new MessageList.Builder();
    rows.forEach((uid, row) -> list.add(uid, letters.flags(row.flags())));
    return list.build();
  }

  @Override
  public void put(MessageList changed) throws FolderFailure {
    if (changed.size() > 0) {
      Map<Long, PlainStatus.Row> next = new TreeMap<>(rows);
      for (int i = 0; i < changed.size(); i++) {
        next.put(changed.uid(i), row(changed, i));
      }
      save(next);
    }
  }

  /** What of a row is not ours stays. */
  private PlainStatus.Row row(MessageList changed, int i) {
    PlainStatus.Row before =
        rows.getOrDefault(changed.uid(i), new PlainStatus.Row(changed.uid(i), "", 0, ""));
    String flags = letters.letters(changed.flags(i)) + letters.foreign(before.flags());
    String sorted =
        flags.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
    return new PlainStatus.Row(changed.uid(i), sorted, before.mtime(), before.labels());
  }

  @Override
  public void replace(MessageList all) throws FolderFailure {
    Map<Long, PlainStatus.Row> next = new TreeMap<>();
    for (int i = 0; i < all.size(); i++) {
      String flags = letters.letters(all.flags(i));
      next.put(all.uid(i), new PlainStatus.Row(all.uid(i), flags, 0, ""));
    }
    save(next);
  }

  @Override
  public void remove(UidSet uids) throws FolderFailure {
    Map<Long, PlainStatus.Row> next = new TreeMap<>(rows);
    if (next.keySet().removeIf(uids::contains)) {
      save(next);
    }
  }

  @Override
  public Map<Uid, LabelNote> labels() {
    Map<Uid, LabelNote> notes = new TreeMap<>();
    rows.forEach((uid, row) -> notes.put(new Uid(uid), LabelNote.of(row.labels(), row.mtime())));
    return notes;
  }

  @Override
  public void putLabels(Map<Uid, LabelNote> notes) throws FolderFailure {
    Map<Long, PlainStatus.Row> next = new TreeMap<>(rows);
    notes.forEach((uid, note) ->
        next.computeIfPresent(
            uid.value(),
            (key, row) ->
                new PlainStatus.Row(key, row.flags(), note.modifiedSeconds(), note.text())));
    if (!next.equals(rows)) {
      save(next);
    }
  }

  /** Writes what is there. */
  void save() throws FolderFailure {
    save(rows);
  }

  private void save(Map<Long, PlainStatus.Row> next) throws FolderFailure {
    for (PlainStatus.Row row : next.values()) {
      if (row.labels().indexOf('|') >= 0) {
        throw new FolderFailure(
            "A label of message "
                + row.uid()
                + " holds '|', which the plain status cache "
                + file
                + " cannot store; use status_backend = sqlite",
            null,
            false);
      }
    }
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        disk.mkdir(directory);
      }
      String text = PlainStatus.print(next.values());
      disk.replace(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new FolderFailure("Cannot write the status cache " + file + ": " + e, e, true);
    }
    rows = next;
  }

  @Override
  public boolean isNew() {
    return isNew;
  }

  @Override
  public void close() {}
}
