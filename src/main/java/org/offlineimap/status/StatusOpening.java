package org.offlineimap.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException.FolderFailure;

/** How a SQLite file is opened, made, upgraded, imported or moved aside (formats 5.2 to 5.6). */
final class StatusOpening implements Opening {
  private static final String[] SCHEMA = {
    "DROP TABLE IF EXISTS metadata",
    "DROP TABLE IF EXISTS status",
    "CREATE TABLE metadata (key VARCHAR(50) PRIMARY KEY, value VARCHAR(128))",
    "INSERT INTO metadata VALUES('db_version','2')",
    "CREATE TABLE status (id INTEGER PRIMARY KEY, flags VARCHAR(50), mtime INTEGER,"
        + " labels VARCHAR(256))"
  };
  private static final String[] UPGRADE = {
    "ALTER TABLE status ADD mtime INTEGER DEFAULT 0",
    "ALTER TABLE status ADD labels VARCHAR(256) DEFAULT ''",
    "UPDATE metadata SET value='2' WHERE key='db_version'"
  };

  private final StatusPlace place;
  private final LetterMap letters;
  private final StatusDisk disk;
  private final StatusNotice notice;

  StatusOpening(StatusPlace place, LetterMap letters, StatusDisk disk, StatusNotice notice) {
    this.place = place;
    this.letters = letters;
    this.disk = disk;
    this.notice = notice;
  }

  @Override
  public StatusOpening reading(StatusNotice quiet) {
    return new StatusOpening(place, letters, StatusDisk.untouched(), quiet);
  }

  @Override
  public Path file(StatusKey key) {
    return place.sqlite(key);
  }

  @Override
  public FolderStatus open(StatusKey key) throws FolderFailure {
    Path file = place.sqlite(key);
    try {
      if (!disk.writes() && !holdsSomething(file)) {
        return inMemory(key);
      }
      return openFile(key, true);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public boolean reset(StatusKey key) throws FolderFailure {
    if (!disk.writes()) {
      return false;
    }
    try (SqliteFolderStatus status = openFile(key, false)) {
      if (!status.isNew()) {
        status.clear();
      }
      return status.isNew();
    } catch (IOException e) {
      throw failure(place.sqlite(key), e);
    }
  }

  private SqliteFolderStatus openFile(StatusKey key, boolean importing)
      throws IOException, FolderFailure {
    try {
      return attempt(key, importing);
    } catch (SQLException e) {
      if (!Sql.isBroken(e) || !disk.writes()) {
        throw new IOException(e);
      }
      moveAside(place.sqlite(key));
      return again(key);
    }
  }

  /** Rebuilt empty: a plain file is older than what broke, so it would lie. */
  private SqliteFolderStatus again(StatusKey key) throws IOException, FolderFailure {
    try {
      return attempt(key, false);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private SqliteFolderStatus attempt(StatusKey key, boolean importing)
      throws IOException, SQLException, FolderFailure {
    Path file = place.sqlite(key);
    if (!Files.exists(file)) {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        disk.mkdir(directory);
      }
      disk.create(file);
    }
    Connection connection = Sql.open(file, disk);
    boolean done = false;
    try {
      boolean fresh = prepare(key, connection, importing);
      done = true;
      return new SqliteFolderStatus(file, connection, disk, letters, fresh);
    } finally {
      if (!done) {
        connection.close();
      }
    }
  }

  private boolean prepare(StatusKey key, Connection connection, boolean importing)
      throws IOException, SQLException, FolderFailure {
    Path file = place.sqlite(key);
    Optional<String> version = Sql.version(connection);
    if (version.isEmpty()) {
      return make(key, connection, importing);
    }
    if (version.get().equals("1") && disk.writes()) {
      notice.tell(
          false, "Upgrading LocalStatus cache from version 1 to version 2 for " + shown(key));
      Sql.commit(connection, file, disk, c -> execute(c, UPGRADE));
    } else if (!version.get().equals("1") && !version.get().equals("2")) {
      throw new FolderFailure(
          "The status cache " + file + " has the unknown version " + version.get() + ".",
          null,
          false);
    }
    return false;
  }

  /** Tables and imported rows come in one transaction, so a kill leaves all or nothing. */
  private boolean make(StatusKey key, Connection connection, boolean importing)
      throws IOException, FolderFailure {
    boolean plain = importing && Files.exists(place.plain(key));
    notice.tell(
        false,
        plain
            ? "Migrating LocalStatus cache from plain to sqlite status folder for " + shown(key)
            : "Creating new Local Status db for " + shown(key));
    List<PlainStatus.Row> rows = plain ? PlainStatus.read(place.plain(key), notice) : List.of();
    Sql.commit(
        connection,
        place.sqlite(key),
        disk,
        c -> {
          execute(c, SCHEMA);
          insert(c, rows);
        });
    return rows.isEmpty();
  }

  private static void execute(Connection connection, String[] commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.executeUpdate(command);
      }
    }
  }

  private static void insert(Connection connection, List<PlainStatus.Row> rows)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR REPLACE INTO status VALUES (?,?,?,?)")) {
      for (PlainStatus.Row row : rows) {
        insert.setLong(1, row.uid());
        insert.setString(2, row.flags());
        insert.setLong(3, row.mtime());
        insert.setString(4, row.labels());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private FolderStatus inMemory(StatusKey key) throws IOException, FolderFailure {
    MessageList.Builder list = new MessageList.Builder();
    if (Files.exists(place.plain(key))) {
      PlainStatus.read(place.plain(key), notice)
          .forEach(row -> list.add(row.uid(), letters.flags(row.flags())));
    }
    MessageList rows = list.build();
    return new MemoryStatus(rows, rows.size() == 0);
  }

  private void moveAside(Path file) throws IOException {
    int n = 1;
    while (Files.exists(beside(file, n, ""))) {
      n++;
    }
    Path journal = file.resolveSibling(file.getFileName() + "-journal");
    if (Files.exists(journal)) {
      disk.rename(journal, beside(file, n, "-journal"));
    }
    disk.rename(file, beside(file, n, ""));
    notice.tell(
        true,
        "The status cache "
            + file
            + " is no readable database. It was moved aside as "
            + beside(file, n, "").getFileName()
            + " and starts anew: nothing is deleted because of it, but deletions and removed"
            + " flags since the last run may come back.");
  }

  private static Path beside(Path file, int n, String end) {
    return file.resolveSibling(file.getFileName() + ".broken-" + n + end);
  }

  private static boolean holdsSomething(Path file) throws IOException {
    return Files.exists(file) && Files.size(file) > 0;
  }

  private String shown(StatusKey key) {
    return place.local() + ":" + key.fileName();
  }

  private static FolderFailure failure(Path file, IOException e) {
    return new FolderFailure(
        "Cannot open the status cache " + file + ": " + e.getMessage(), e, true);
  }
}
