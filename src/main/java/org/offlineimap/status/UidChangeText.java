package org.offlineimap.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.Renaming;

/**
 * The text of a file of {@code uidvalidity/}. The last line is the CRC-32 of everything before it.
 *
 * <pre>
 *   uidvalidity 1
 *   to UIDVALIDITY
 *   file FROM TO
 *   row UID FLAGS
 *   crc CRC
 * </pre>
 */
final class UidChangeText {
  private static final String HEADER = "uidvalidity 1\n";

  private UidChangeText() {}

  static byte[] print(UidChange change) {
    StringBuilder text = new StringBuilder(HEADER);
    text.append("to ").append(change.uidValidity()).append('\n');
    for (Renaming one : change.renamings()) {
      text.append("file ").append(EngineLine.escape(one.from())).append(' ');
      text.append(EngineLine.escape(one.to())).append('\n');
    }
    MessageList rows = change.rows();
    for (int i = 0; i < rows.size(); i++) {
      text.append("row ").append(rows.uid(i)).append(' ');
      text.append(EngineLine.escape(rows.flags(i).toString())).append('\n');
    }
    String checksum = EngineLine.checksum(text.toString());
    text.append("crc ").append(checksum).append('\n');
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Throws {@link IllegalArgumentException} when it is not such a text. */
  static UidChange parse(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    int end = text.lastIndexOf("crc ");
    if (!text.startsWith(HEADER)
        || end < 0
        || !text.substring(end)
            .equals("crc " + EngineLine.checksum(text.substring(0, end)) + "\n")) {
      throw new IllegalArgumentException("wrong version or checksum");
    }
    long uidValidity = 0;
    List<Renaming> renamings = new ArrayList<>();
    MessageList.Builder rows = new MessageList.Builder();
    for (String line : text.substring(HEADER.length(), end).lines().toList()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "to" -> uidValidity = Long.parseLong(words[1]);
        case "file" ->
            renamings.add(
                new Renaming(EngineLine.unescape(words[1]), EngineLine.unescape(words[2])));
        case "row" -> rows.add(Long.parseLong(words[1]), flags(EngineLine.unescape(words[2])));
        default -> throw new IllegalArgumentException("unknown word " + words[0]);
      }
    }
    return new UidChange(uidValidity, renamings, rows.build());
  }

  private static FlagSet flags(String text) {
    return text.isEmpty() ? FlagSet.none() : FlagSet.ofImapNames(Arrays.asList(text.split(" ")));
  }
}
