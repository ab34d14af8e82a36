package org.offlineimap.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.offlineimap.mail.DirectoryStamp;

/**
 * The text of the file {@code folders}. The last line is the CRC-32 of everything before it.
 *
 * <pre>
 *   folders 2
 *   FOLDER UIDVALIDITY UIDNEXT MESSAGES HIGHESTMODSEQ NEW CUR STATUS RULES FULLSCAN [LOCAL]
 *   crc CRC            NEW, CUR: device:inode:mtime:ctime; STATUS: size:mtime; "-" unknown
 *                      LOCAL, of a server: UIDVALIDITY:UIDNEXT:MESSAGES:HIGHESTMODSEQ
 * </pre>
 */
final class FolderMarks {
  private static final String HEADER = "folders 2\n";

  private FolderMarks() {}

  static byte[] print(Map<StatusKey, FolderMark> marks) {
    StringBuilder text = new StringBuilder(HEADER);
    new TreeMap<>(marks).forEach((key, mark) -> text.append(line(key, mark)).append('\n'));
    String checksum = EngineLine.checksum(text.toString());
    text.append("crc ").append(checksum).append('\n');
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Throws {@link RuntimeException} of the JDK's parsers when it is not such a text. */
  static Map<StatusKey, FolderMark> parse(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    int end = text.lastIndexOf("crc ");
    if (!text.startsWith(HEADER)
        || end < 0
        || !text.substring(end)
            .equals("crc " + EngineLine.checksum(text.substring(0, end)) + "\n")) {
      throw new IllegalArgumentException("wrong version or checksum");
    }
    Map<StatusKey, FolderMark> marks = new TreeMap<>();
    text.substring(HEADER.length(), end).lines().forEach(line -> add(marks, line));
    return marks;
  }

  private static String line(StatusKey key, FolderMark mark) {
    return String.join(
        " ",
        EngineLine.escape(key.fileName()),
        Long.toString(mark.uidValidity()),
        EngineLine.number(mark.uidNext()),
        EngineLine.number(mark.messages()),
        EngineLine.number(mark.highestModSeq()),
        directory(mark.newDir()),
        directory(mark.curDir()),
        mark.status().map(s -> s.size() + ":" + s.modified()).orElse("-"),
        Long.toString(mark.rules()),
        Long.toString(mark.fullScanMillis()) + mark.server().map(FolderMarks::server).orElse(""));
  }

  private static void add(Map<StatusKey, FolderMark> marks, String line) {
    List<String> f = List.of(line.split(" ", -1));
    marks.put(
        new StatusKey(EngineLine.unescape(f.get(0))),
        new FolderMark(
            Long.parseLong(f.get(1)),
            EngineLine.number(f.get(2)),
            EngineLine.number(f.get(3)),
            EngineLine.number(f.get(4)),
            directory(f.get(5)),
            directory(f.get(6)),
            numbers(f.get(7)).map(n -> new FolderMark.FileStamp(n.get(0), n.get(1))),
            Long.parseLong(f.get(8)),
            Long.parseLong(f.get(9)),
            f.size() > 10 ? Optional.of(server(f.get(10))) : Optional.empty()));
  }

  private static String server(FolderMark.LocalMailbox mailbox) {
    return " "
        + String.join(
            ":",
            Long.toString(mailbox.uidValidity()),
            EngineLine.number(mailbox.uidNext()),
            Long.toString(mailbox.messages()),
            EngineLine.number(mailbox.highestModSeq()));
  }

  private static FolderMark.LocalMailbox server(String field) {
    List<String> f = List.of(field.split(":", -1));
    return new FolderMark.LocalMailbox(
        Long.parseLong(f.get(0)),
        EngineLine.number(f.get(1)),
        Long.parseLong(f.get(2)),
        EngineLine.number(f.get(3)));
  }

  private static String directory(Optional<DirectoryStamp> stamp) {
    return stamp
        .map(s -> s.device() + ":" + s.inode() + ":" + s.modified() + ":" + s.changed())
        .orElse("-");
  }

  private static Optional<DirectoryStamp> directory(String field) {
    return numbers(field).map(n -> new DirectoryStamp(n.get(0), n.get(1), n.get(2), n.get(3)));
  }

  private static Optional<List<Long>> numbers(String field) {
    return field.equals("-")
        ? Optional.empty()
        : Optional.of(List.of(field.split(":", -1)).stream().map(Long::valueOf).toList());
  }
}
