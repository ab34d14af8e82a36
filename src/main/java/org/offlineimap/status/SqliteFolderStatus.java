package org.offlineimap.status;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/** A folder's rows in the original's SQLite file, version 2 (reference: formats 5.1). */
final class SqliteFolderStatus implements FolderStatus {
  private static final String PUT =
      "INSERT INTO status (id,flags,mtime,labels) VALUES (?,?,0,NULL)"
          + " ON CONFLICT(id) DO UPDATE SET flags=excluded.flags";

  private final Path file;
  private final Connection connection;
  private final StatusDisk disk;
  private final LetterMap letters;
  private final boolean isNew;

  /** Letters of other programs by UID, read once: they are few, and this is the only writer. */
  private @Nullable Map<Long, String> foreign;

  SqliteFolderStatus(
      Path file, Connection connection, StatusDisk disk, LetterMap letters, boolean isNew) {
    this.file = file;
    this.connection = connection;
    this.disk = disk;
    this.letters = letters;
    this.isNew = isNew;
  }

  @Override
  public MessageList rows() throws FolderFailure {
    MessageList.Builder list = new MessageList.Builder();
    Map<String, FlagSet> known = new HashMap<>();
    Map<Long, String> found = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, coalesce(flags,'') FROM status ORDER BY id")) {
      while (rows.next()) {
        long uid = rows.getLong(1);
        String text = rows.getString(2);
        if (uid >= 1 && uid <= Uid.MAX) {
          list.add(uid, known.computeIfAbsent(text, letters::flags));
          noteForeign(found, uid, text);
        }
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
    foreign = found;
    return list.build();
  }

  private void noteForeign(Map<Long, String> found, long uid, String text) {
    if (!text.isEmpty()) {
      String kept = letters.foreign(text);
      if (!kept.isEmpty()) {
        found.put(uid, kept);
      }
    }
  }

  @Override
  public void put(MessageList changed) throws FolderFailure {
    if (changed.size() == 0) {
      return;
    }
    if (foreign == null) {
      rows();
    }
    Map<Long, String> kept = foreign == null ? Map.of() : foreign;
    commit(c -> put(c, changed, kept));
  }

  private void put(Connection c, MessageList changed, Map<Long, String> kept) throws SQLException {
    try (PreparedStatement put = c.prepareStatement(PUT)) {
      for (int i = 0; i < changed.size(); i++) {
        put.setLong(1, changed.uid(i));
        String own = letters.letters(changed.flags(i));
        put.setString(2, merged(own, kept.getOrDefault(changed.uid(i), "")));
        put.addBatch();
      }
      put.executeBatch();
    }
  }

  @Override
  public void replace(MessageList rows) throws FolderFailure {
    commit(c -> {
      deleteAll(c);
      put(c, rows, Map.of());
    });
    foreign = null;
  }

  private static void deleteAll(Connection c) throws SQLException {
    try (Statement statement = c.createStatement()) {
      statement.executeUpdate("DELETE FROM status");
    }
  }

  private static String merged(String own, String other) {
    if (other.isEmpty()) {
      return own;
    }
    char[] all = (own + other).toCharArray();
    Arrays.sort(all);
    return new String(all);
  }

  @Override
  public void remove(UidSet uids) throws FolderFailure {
    if (uids.isEmpty()) {
      return;
    }
    commit(c -> {
      try (PreparedStatement remove = c.prepareStatement("DELETE FROM status WHERE id=?")) {
        for (PrimitiveIterator.OfLong it = uids.longs(); it.hasNext(); ) {
          remove.setLong(1, it.nextLong());
          remove.addBatch();
        }
        remove.executeBatch();
      }
    });
    if (foreign != null) {
      foreign.keySet().removeIf(uids::contains);
    }
  }

  @Override
  public Map<Uid, LabelNote> labels() throws FolderFailure {
    Map<Uid, LabelNote> notes = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id, coalesce(labels,''), coalesce(mtime,0) FROM status")) {
      while (rows.next()) {
        long uid = rows.getLong(1);
        if (uid >= 1 && uid <= Uid.MAX) {
          notes.put(new Uid(uid), LabelNote.of(rows.getString(2), rows.getLong(3)));
        }
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
    return notes;
  }

  @Override
  public void putLabels(Map<Uid, LabelNote> notes) throws FolderFailure {
    if (notes.isEmpty()) {
      return;
    }
    commit(c -> {
      try (PreparedStatement put =
          c.prepareStatement("UPDATE status SET labels=?, mtime=? WHERE id=?")) {
        for (Map.Entry<Uid, LabelNote> note : notes.entrySet()) {
          put.setString(1, note.getValue().text());
          put.setLong(2, note.getValue().modifiedSeconds());
          put.setLong(3, note.getKey().value());
          put.addBatch();
        }
        put.executeBatch();
      }
    });
  }

  /** Forgets all rows: what the original does by deleting the file, without the gap between. */
  void clear() throws FolderFailure {
    replace(MessageList.empty());
  }

  private void commit(Sql.Work work) throws FolderFailure {
    try {
      Sql.commit(connection, file, disk, work);
    } catch (IOException e) {
      throw failure("write", e);
    }
  }

  private FolderFailure failure(String verb, Exception e) {
    return new FolderFailure(
        "Cannot " + verb + " the status cache " + file + ": " + e.getMessage(), e, true);
  }

  @Override
  public boolean isNew() {
    return isNew;
  }

  @Override
  public void close() throws FolderFailure {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure("close", e);
    }
  }
}
