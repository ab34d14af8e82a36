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

  private static final String LETTERS =
      "SELECT id, flags FROM status WHERE id BETWEEN ? AND ? AND flags <> ''";

  private final Path file;
  private final Connection connection;
  private final StatusDisk disk;
  private final LetterMap letters;
  private final boolean isNew;

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
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, coalesce(flags,'') FROM status ORDER BY id")) {
      while (rows.next()) {
        long uid = rows.getLong(1);
        String text = rows.getString(2);
        if (uid >= 1 && uid <= Uid.MAX) {
          list.add(uid, known.computeIfAbsent(text, letters::flags));
        }
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
    return list.build();
  }

  @Override
  public void put(MessageList changed) throws FolderFailure {
    if (changed.size() > 0) {
      commit(c -> put(c, changed, foreignLetters(c, changed)));
    }
  }

  /**
   * The letters of other programs in the rows that are about to be written. Only their range is
   * read: new messages lie above every row, and reading all rows for each group of a large folder
   * would cost the square of its size.
   */
  private Map<Long, String> foreignLetters(Connection c, MessageList changed) throws SQLException {
    Map<Long, String> found = new HashMap<>();
    try (PreparedStatement range = c.prepareStatement(LETTERS)) {
      range.setLong(1, changed.uid(0));
      range.setLong(2, changed.uid(changed.size() - 1));
      ResultSet rows = range.executeQuery();
      while (rows.next()) {
        String kept = letters.foreign(rows.getString(2));
        if (!kept.isEmpty()) {
          found.put(rows.getLong(1), kept);
        }
      }
    }
    return found;
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
