package org.offlineimap.status;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.Uid;

/**
 * Reads and writes the plain caches of 6.x and 7.0, formats 1 and 2 (reference: formats 5.4, 5.5).
 */
final class PlainStatus {
  private static final String MAGIC =
      "OFFLINEIMAP LocalStatus CACHE DATA - DO NOT MODIFY - FORMAT ";

  private PlainStatus() {}

  /** A row as it stands in the file. */
  record Row(long uid, String flags, long mtime, String labels) {}

  /** The rows; none, with a warning, when the file is empty: a crash may have made it so. */
  static List<Row> read(Path file, StatusNotice notice) throws IOException, FolderFailure {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String magic = in.readLine();
      if (magic == null) {
        notice.tell(true, "Cache file '" + file + "' is empty.");
        return rows;
      }
      boolean first = magic.strip().equals(MAGIC + "1");
      if (!first && !magic.strip().equals(MAGIC + "2")) {
        throw new FolderFailure(
            "Unrecognized cache magicline in '" + file + "'. Move the file away to start anew.",
            null,
            false);
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        rows.add(row(line.strip(), first, file));
      }
    }
    return rows;
  }

  /** Format 2. */
  static String print(Collection<Row> rows) {
    StringBuilder text = new StringBuilder(MAGIC).append("2\n");
    for (Row row : rows) {
      text.append(row.uid()).append('|').append(row.flags()).append('|').append(row.mtime());
      text.append('|').append(row.labels()).append('\n');
    }
    return text.toString();
  }

  private static Row row(String line, boolean first, Path file) throws FolderFailure {
    String[] fields = line.split(first ? ":" : "\\|", -1);
    try {
      if (fields.length != (first ? 2 : 4)) {
        throw corrupt(line, file, null);
      }
      long uid = new Uid(Long.parseLong(fields[0])).value();
      return first
          ? new Row(uid, fields[1], 0, "")
          : new Row(uid, fields[1], Long.parseLong(fields[2]), fields[3]);
    } catch (IllegalArgumentException e) {
      throw corrupt(line, file, e);
    }
  }

  private static FolderFailure corrupt(String line, Path file, @Nullable Throwable cause) {
    return new FolderFailure(
        "Corrupt line '"
            + line
            + "' in cache file '"
            + file
            + "'. Move the file away to start anew.",
        cause,
        false);
  }
}
