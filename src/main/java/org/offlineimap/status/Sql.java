package org.offlineimap.status;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/** Opening the database files of the original. Nothing else names the driver. */
final class Sql {
  private static final int CORRUPT = 11;
  private static final int NOT_A_DATABASE = 26;

  private Sql() {}

  /** Opens an existing file; the URI form keeps {@code ?} and {@code %} in folder names. */
  static Connection open(Path file, StatusDisk disk) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(!disk.writes());
    config.setSynchronous(
        disk.durable() ? SQLiteConfig.SynchronousMode.FULL : SQLiteConfig.SynchronousMode.OFF);
    return config.createConnection("jdbc:sqlite:file:" + file.toUri().getRawPath());
  }

  /** Opens a file that may be lost, making it where nothing hinders; nothing is flushed. */
  static Connection openHints(Path file, StatusDisk disk) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(!disk.writes());
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    config.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
    return config.createConnection("jdbc:sqlite:file:" + file.toUri().getRawPath());
  }

  /** What {@code db_version} holds; empty when there is no such table or row. */
  static Optional<String> version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet tables =
          statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name='metadata'")) {
        if (!tables.next()) {
          return Optional.empty();
        }
      }
      try (ResultSet row =
          statement.executeQuery("SELECT value FROM metadata WHERE key='db_version'")) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  static boolean isBroken(SQLException e) {
    int code = e.getErrorCode() & 0xff;
    return code == CORRUPT || code == NOT_A_DATABASE;
  }

  /** The same of whatever it was the cause of. */
  static boolean isBroken(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure && isBroken(failure)) {
        return true;
      }
    }
    return false;
  }

  /** The body of a transaction. */
  @FunctionalInterface
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  /** Carries out {@code work} between begin and commit, as one effect of the disk. */
  static void commit(Connection connection, Path file, StatusDisk disk, Work work)
      throws IOException {
    disk.commit(file, () -> transact(connection, work));
  }

  private static void transact(Connection connection, Work work) throws IOException {
    try {
      connection.setAutoCommit(false);
      work.run(connection);
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      takeBack(connection, e);
      throw new IOException(e);
    } catch (RuntimeException e) {
      takeBack(connection, e);
      throw e;
    }
  }

  /**
   * A full disk makes SQLite take it back by itself and refuse to do so again: told is the cause.
   */
  private static void takeBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
