package org.offlineimap.status;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/** The tables of {@link EngineMessages}. Stateless. */
final class MessageTable {
  private static final int VERSION = 1;
  private static final String[] SCHEMA = {
    "CREATE TABLE folder (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
    "CREATE TABLE message (folder INTEGER, uid INTEGER, uidvalidity INTEGER, octets INTEGER,"
        + " sha256 TEXT, date INTEGER, identity TEXT, keywords TEXT, checksum INTEGER,"
        + " PRIMARY KEY (folder, uid)) WITHOUT ROWID",
    "PRAGMA user_version = " + VERSION
  };
  private static final String FOLDER = "(SELECT id FROM folder WHERE name = ?)";
  private static final String PUT =
      "INSERT OR REPLACE INTO message VALUES (" + FOLDER + ",?,?,?,?,?,?,?,?)";
  private static final String DROP =
      "DELETE FROM message WHERE folder = " + FOLDER + " AND uid = ?";
  private static final String FIND =
      "SELECT uid, uidvalidity, octets, sha256, date, identity, keywords, checksum FROM message"
          + " WHERE folder = "
          + FOLDER
          + " AND uid BETWEEN ? AND ?";

  private MessageTable() {}

  /** Makes the tables of a new file; those of another version are dropped. */
  static void prepare(Connection connection) throws SQLException {
    if (isCurrent(connection)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("DROP TABLE IF EXISTS message");
      statement.executeUpdate("DROP TABLE IF EXISTS folder");
      for (String command : SCHEMA) {
        statement.executeUpdate(command);
      }
    }
  }

  private static boolean isCurrent(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("PRAGMA user_version")) {
      return version.next() && version.getInt(1) == VERSION;
    }
  }

  /** Forgets {@code gone}, then puts the rows. */
  static void write(Connection connection, StatusKey folder, UidSet gone, List<MessageRow> rows)
      throws SQLException {
    try (PreparedStatement name =
        connection.prepareStatement("INSERT OR IGNORE INTO folder (name) VALUES (?)")) {
      name.setString(1, folder.fileName());
      name.executeUpdate();
    }
    drop(connection, folder, gone);
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      for (MessageRow row : rows) {
        bind(put, folder, row);
        put.addBatch();
      }
      put.executeBatch();
    }
  }

  private static void drop(Connection connection, StatusKey folder, UidSet gone)
      throws SQLException {
    if (gone.isEmpty()) {
      return;
    }
    try (PreparedStatement drop = connection.prepareStatement(DROP)) {
      drop.setString(1, folder.fileName());
      for (PrimitiveIterator.OfLong it = gone.longs(); it.hasNext(); ) {
        drop.setLong(2, it.nextLong());
        drop.addBatch();
      }
      drop.executeBatch();
    }
  }

  private static void bind(PreparedStatement put, StatusKey folder, MessageRow row)
      throws SQLException {
    MessageNote note = row.note();
    put.setString(1, folder.fileName());
    put.setLong(2, note.uid().value());
    put.setLong(3, row.uidValidity());
    put.setLong(4, note.octets());
    put.setString(5, note.sha256());
    if (note.internalDateSeconds().isPresent()) {
      put.setLong(6, note.internalDateSeconds().getAsLong());
    } else {
      put.setNull(6, Types.INTEGER);
    }
    if (note.identity().isPresent()) {
      put.setString(7, note.identity().get());
    } else {
      put.setNull(7, Types.VARCHAR);
    }
    put.setString(8, note.keywords());
    put.setLong(9, row.checksum(folder));
  }

  /** The rows of these messages whose checksums are right. */
  static List<MessageRow> read(Connection connection, StatusKey folder, UidSet uids)
      throws SQLException {
    List<MessageRow> rows = new ArrayList<>();
    if (!isCurrent(connection)) {
      return rows;
    }
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, folder.fileName());
      find.setLong(2, uids.first());
      find.setLong(3, uids.last());
      try (ResultSet found = find.executeQuery()) {
        while (found.next()) {
          row(found, folder).filter(row -> wanted(row, uids)).ifPresent(rows::add);
        }
      }
    }
    return rows;
  }

  private static boolean wanted(MessageRow row, UidSet uids) {
    return uids.contains(row.note().uid().value());
  }

  private static Optional<MessageRow> row(ResultSet found, StatusKey folder) throws SQLException {
    long date = found.getLong(5);
    OptionalLong told = found.wasNull() ? OptionalLong.empty() : OptionalLong.of(date);
    String digest = found.getString(4);
    String keywords = found.getString(7);
    if (digest == null || keywords == null) {
      return Optional.empty();
    }
    MessageRow row =
        new MessageRow(
            found.getLong(2),
            new MessageNote(
                new Uid(found.getLong(1)),
                found.getLong(3),
                digest,
                told,
                Optional.ofNullable(found.getString(6)),
                keywords));
    return row.checksum(folder) == found.getLong(8) ? Optional.of(row) : Optional.empty();
  }
}
