package org.offlineimap.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/**
 * A folder's rows with all their keywords. The original's file has no place for them, so they lie
 * in one of ours beside it. Without that, both sides' keywords are united: none is lost. Confined
 * to one thread.
 */
final class KeywordStatus implements FolderStatus {
  private final FolderStatus letters;
  private final Path file;
  private final StatusDisk disk;
  private final StatusNotice notice;

  KeywordStatus(FolderStatus letters, Path file, StatusDisk disk, StatusNotice notice) {
    this.letters = letters;
    this.file = file;
    this.disk = disk;
    this.notice = notice;
  }

  @Override
  public MessageList rows() throws SyncException {
    MessageList rows = letters.rows();
    MessageList keywords = load();
    if (keywords.size() == 0) {
      return rows;
    }
    MessageList.Builder all = new MessageList.Builder();
    for (int i = 0; i < rows.size(); i++) {
      int place = keywords.indexOf(rows.uid(i));
      FlagSet flags = rows.flags(i);
      all.add(rows.uid(i), place < 0 ? flags : flags.union(keywords.flags(place)));
    }
    return all.build();
  }

  /** The rows first: a keyword that is not recorded yet is found on both sides, and then is. */
  @Override
  public void put(MessageList changed) throws SyncException {
    letters.put(changed);
    MessageList before = load();
    MessageList.Builder all = new MessageList.Builder();
    int b = 0;
    for (int i = 0; i < changed.size(); i++) {
      for (; b < before.size() && before.uid(b) < changed.uid(i); b++) {
        all.add(before.uid(b), before.flags(b));
      }
      b += b < before.size() && before.uid(b) == changed.uid(i) ? 1 : 0;
      add(all, changed, i);
    }
    for (; b < before.size(); b++) {
      all.add(before.uid(b), before.flags(b));
    }
    save(before, all.build());
  }

  private static void add(MessageList.Builder all, MessageList rows, int i) {
    FlagSet flags = rows.flags(i);
    if (!flags.keywords().isEmpty()) {
      all.add(rows.uid(i), flags.minus(FlagSet.of(flags.system().toArray(new SystemFlag[0]))));
    }
  }

  @Override
  public void replace(MessageList rows) throws SyncException {
    letters.replace(rows);
    MessageList.Builder all = new MessageList.Builder();
    for (int i = 0; i < rows.size(); i++) {
      add(all, rows, i);
    }
    save(load(), all.build());
  }

  @Override
  public void remove(UidSet uids) throws SyncException {
    letters.remove(uids);
    MessageList before = load();
    save(before, before.filter(uid -> !uids.contains(uid)));
  }

  private MessageList load() {
    try {
      return KeywordText.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return MessageList.empty();
    } catch (IOException | IllegalArgumentException | NoSuchElementException e) {
      notice.tell(true, "Not using " + file + " (" + e + "): both sides' keywords are united.");
      return MessageList.empty();
    }
  }

  private void save(MessageList before, MessageList after) throws FolderFailure {
    try {
      if (same(before, after)) {
        return;
      }
      disk.mkdir(java.util.Objects.requireNonNull(file.getParent()));
      disk.replace(file, KeywordText.print(after));
    } catch (IOException e) {
      throw new FolderFailure("Cannot write " + file + ": " + e, e, true);
    }
  }

  private static boolean same(MessageList one, MessageList other) {
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = one.uid(i) == other.uid(i) && one.flags(i).equals(other.flags(i));
    }
    return same;
  }

  @Override
  public Map<Uid, LabelNote> labels() throws SyncException {
    return letters.labels();
  }

  @Override
  public void putLabels(Map<Uid, LabelNote> notes) throws SyncException {
    letters.putLabels(notes);
  }

  @Override
  public boolean isNew() {
    return letters.isNew();
  }

  @Override
  public void close() throws SyncException {
    letters.close();
  }
}
