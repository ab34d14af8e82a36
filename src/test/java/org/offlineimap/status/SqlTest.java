package org.offlineimap.status;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlTest {
  @TempDir Path temp;

  @Test
  void aTransactionThatFailsTellsItsCauseAndNotThatItCannotBeTakenBack() throws Exception {
    Path file = temp.resolve("full.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      execute(connection, "CREATE TABLE t (x BLOB)");
      execute(connection, "PRAGMA max_page_count = 4");
      assertThatThrownBy(() ->
              Sql.commit(
                  connection,
                  file,
                  StatusDisk.system(false),
                  c -> {
                    execute(c, "INSERT INTO t VALUES (zeroblob(1000000))");
                  }))
          .hasMessageContaining("SQLITE_FULL");
      Sql.commit(
          connection,
          file,
          StatusDisk.system(false),
          c -> execute(c, "INSERT INTO t VALUES (zeroblob(10))"));
    }
  }

  /** The end of the transaction inside of it stands for what SQLite does on a full disk. */
  @Test
  void aTransactionThatSqliteTookBackItselfTellsWhy() throws Exception {
    Path file = temp.resolve("gone.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertThatThrownBy(() ->
              Sql.commit(
                  connection,
                  file,
                  StatusDisk.system(false),
                  c -> {
                    execute(c, "ROLLBACK");
                    throw new SQLException("database or disk is full");
                  }))
          .hasMessageContaining("disk is full");
    }
  }

  private static void execute(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
