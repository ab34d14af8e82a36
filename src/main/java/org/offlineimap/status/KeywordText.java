package org.offlineimap.status;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;

/**
 * The text of a file of {@code keywords/}: who has the same keywords stands in one line.
 *
 * <pre>
 *   keywords 1 CRC
 *   1:5,9 $Forwarded $Label1 CRC
 * </pre>
 */
final class KeywordText {
  private static final List<String> HEADER = List.of("keywords", "1");

  private KeywordText() {}

  static byte[] print(MessageList keywords) {
    Map<FlagSet, UidSet.Builder> groups = new LinkedHashMap<>();
    for (int i = 0; i < keywords.size(); i++) {
      groups.computeIfAbsent(keywords.flags(i), _ -> new UidSet.Builder()).add(keywords.uid(i));
    }
    StringBuilder text = new StringBuilder(EngineLine.of(HEADER));
    groups.forEach(
        (flags, uids) -> text.append(EngineLine.of(List.of(uids.build() + " " + flags))));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Throws {@link RuntimeException} of the JDK's parsers when it is not such a text. */
  static MessageList parse(byte[] content) {
    List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    if (!EngineLine.read(lines.getFirst()).orElseThrow().equals(HEADER)) {
      throw new IllegalArgumentException("not of version 1");
    }
    TreeMap<Long, FlagSet> all = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> words = EngineLine.read(line).orElseThrow();
      FlagSet flags = FlagSet.ofImapNames(words.subList(1, words.size()));
      UidSet.parse(words.getFirst()).forEachUid(uid -> all.put(uid, flags));
    }
    MessageList.Builder list = new MessageList.Builder();
    all.forEach(list::add);
    return list.build();
  }
}
