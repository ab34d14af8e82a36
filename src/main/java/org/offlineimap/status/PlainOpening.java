package org.offlineimap.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException.FolderFailure;

/**
 * How a plain cache is opened: as it is, or made from the SQLite file that stands in its place
 * (formats 5.6). Immutable.
 */
final class PlainOpening implements Opening {
  private final StatusPlace place;
  private final LetterMap letters;
  private final StatusDisk disk;
  private final StatusNotice notice;

  PlainOpening(StatusPlace place, LetterMap letters, StatusDisk disk, StatusNotice notice) {
    this.place = place;
    this.letters = letters;
    this.disk = disk;
    this.notice = notice;
  }

  @Override
  public Path file(StatusKey key) {
    return place.plain(key);
  }

  @Override
  public PlainOpening reading(StatusNotice quiet) {
    return new PlainOpening(place, letters, StatusDisk.untouched(), quiet);
  }

  @Override
  public FolderStatus open(StatusKey key) throws FolderFailure {
    Path file = file(key);
    try {
      if (Files.exists(file)) {
        return new PlainFolderStatus(file, PlainStatus.read(file, notice), letters, disk, false);
      }
      List<PlainStatus.Row> rows = imported(key);
      if (!disk.writes()) {
        return inMemory(rows);
      }
      PlainFolderStatus status = new PlainFolderStatus(file, rows, letters, disk, rows.isEmpty());
      notice.tell(
          false,
          rows.isEmpty()
              ? "Creating new Local Status db for " + shown(key)
              : "Migrating LocalStatus cache from sqlite to plain status folder for " + shown(key));
      status.save();
      return status;
    } catch (IOException e) {
      throw new FolderFailure("Cannot open the status cache " + file + ": " + e, e, true);
    }
  }

  private FolderStatus inMemory(List<PlainStatus.Row> rows) {
    MessageList.Builder list = new MessageList.Builder();
    rows.forEach(row -> list.add(row.uid(), letters.flags(row.flags())));
    return new MemoryStatus(list.build(), rows.isEmpty());
  }

  private List<PlainStatus.Row> imported(StatusKey key) throws IOException {
    Path database = place.sqlite(key);
    if (!Files.exists(database) || Files.size(database) == 0) {
      return List.of();
    }
    try (Connection connection = Sql.open(database, StatusDisk.untouched())) {
      return Sql.version(connection).isEmpty() ? List.of() : rows(connection);
    } catch (SQLException e) {
      throw new IOException("the SQLite file " + database + " cannot be read: " + e, e);
    }
  }

  private static List<PlainStatus.Row> rows(Connection connection) throws SQLException {
    boolean first = Sql.version(connection).orElseThrow().equals("1");
    String columns = first ? "id, flags, 0, ''" : "id, flags, mtime, labels";
    List<PlainStatus.Row> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT " + columns + " FROM status ORDER BY id")) {
      while (found.next()) {
        String flags = found.getString(2);
        String labels = found.getString(4);
        rows.add(
            new PlainStatus.Row(
                found.getLong(1),
                flags == null ? "" : flags,
                found.getLong(3),
                labels == null ? "" : labels));
      }
    }
    return rows;
  }

  @Override
  public boolean reset(StatusKey key) throws FolderFailure {
    boolean fresh = disk.writes() && !Files.exists(file(key));
    if (disk.writes()) {
      new PlainFolderStatus(file(key), List.of(), letters, disk, true).save();
    }
    return fresh;
  }

  private String shown(StatusKey key) {
    return place.local() + ":" + key.fileName();
  }
}
