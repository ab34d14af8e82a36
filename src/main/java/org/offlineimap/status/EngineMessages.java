package org.offlineimap.status;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/**
 * The notes in {@code Engine/messages.sqlite}. Nothing is flushed to the device, so after a loss of
 * power the file may be anything: each row carries a checksum, and a file that is no readable
 * database is replaced. Guarded by itself.
 */
final class EngineMessages implements MessageNotes {
  /** Notes that wait in memory for the next transaction. */
  private static final int BATCH = 2000;

  private final Path file;
  private final StatusDisk disk;
  private final StatusNotice notice;

  @GuardedBy("this")
  private final Map<StatusKey, Waiting> waiting = new LinkedHashMap<>();

  @GuardedBy("this")
  private int size;

  @GuardedBy("this")
  private boolean useless;

  /** What waits to be written of one folder. */
  private static final class Waiting {
    private final Map<Uid, MessageRow> rows = new LinkedHashMap<>();
    private UidSet gone = UidSet.empty();
  }

  EngineMessages(Path file, StatusDisk disk, StatusNotice notice) {
    this.file = file;
    this.disk = disk;
    this.notice = notice;
  }

  @Override
  public synchronized void put(StatusKey folder, long uidValidity, Collection<MessageNote> notes) {
    Waiting queue = queue(folder);
    for (MessageNote note : notes) {
      queue.rows.put(note.uid(), new MessageRow(uidValidity, note));
    }
    grown(notes.size());
  }

  @Override
  public synchronized void remove(StatusKey folder, UidSet uids) {
    if (!Files.exists(file) && !waiting.containsKey(folder)) {
      return;
    }
    Waiting queue = queue(folder);
    queue.gone = queue.gone.union(uids);
    queue.rows.keySet().removeIf(uid -> uids.contains(uid.value()));
    grown((int) Math.min(BATCH, uids.size()));
  }

  @GuardedBy("this")
  private Waiting queue(StatusKey folder) {
    return waiting.computeIfAbsent(folder, _ -> new Waiting());
  }

  @GuardedBy("this")
  private void grown(int by) {
    size += by;
    if (size >= BATCH) {
      flush();
    }
  }

  @Override
  public synchronized Map<Uid, MessageNote> find(StatusKey folder, long uidValidity, UidSet uids) {
    flush();
    if (useless || uids.isEmpty() || !Files.exists(file)) {
      return Map.of();
    }
    Map<Uid, MessageNote> found = new HashMap<>();
    try (Connection connection = Sql.openHints(file, disk)) {
      MessageTable.read(connection, folder, uids)
          .forEach(row -> {
            if (row.uidValidity() == uidValidity) {
              found.put(row.note().uid(), row.note());
            }
          });
    } catch (SQLException e) {
      unusable("read", e);
    }
    return found;
  }

  @Override
  public synchronized void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    Map<StatusKey, Waiting> now = new LinkedHashMap<>(waiting);
    waiting.clear();
    size = 0;
    if (!useless && disk.writes()) {
      try {
        write(now);
      } catch (IOException e) {
        unusable("write", e);
      }
    }
  }

  @GuardedBy("this")
  private void write(Map<StatusKey, Waiting> queues) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      disk.mkdir(directory);
    }
    try (Connection connection = Sql.openHints(file, disk)) {
      Sql.commit(connection, file, disk, c -> write(c, queues));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static void write(Connection connection, Map<StatusKey, Waiting> queues)
      throws SQLException {
    MessageTable.prepare(connection);
    for (Map.Entry<StatusKey, Waiting> each : queues.entrySet()) {
      List<MessageRow> rows = new ArrayList<>(each.getValue().rows.values());
      MessageTable.write(connection, each.getKey(), each.getValue().gone, rows);
    }
  }

  /** Rebuilt from nothing where it is broken; else not used again by this run. */
  @GuardedBy("this")
  private void unusable(String verb, Exception e) {
    useless = true;
    String what = "Cannot " + verb + " " + file + " (" + e.getMessage() + ")";
    try {
      if (disk.writes() && Sql.isBroken(e)) {
        disk.remove(file);
        useless = false;
        notice.tell(false, what + ": it starts anew.");
      } else {
        notice.tell(false, what + ": this run recognises fewer moved messages.");
      }
    } catch (IOException again) {
      notice.tell(false, what + ", nor remove it: " + again);
    }
  }
}
