package org.offlineimap.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text of the file {@code quarantine}: one {@link EngineLine} a message.
 *
 * <pre>
 *   quarantine 1 CRC
 *   FOLDER MESSAGE FAILURES RETRY REASON CRC
 * </pre>
 */
final class TroubleText {
  private static final List<String> HEADER = List.of("quarantine", "1");

  private TroubleText() {}

  static byte[] print(Map<StatusKey, List<Trouble>> troubles) {
    StringBuilder text = new StringBuilder(EngineLine.of(HEADER));
    new TreeMap<>(troubles)
        .forEach((key, list) -> list.forEach(one -> text.append(line(key, one))));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String line(StatusKey key, Trouble one) {
    return EngineLine.of(
        List.of(
            EngineLine.escape(key.fileName()),
            EngineLine.escape(one.message()),
            Integer.toString(one.failures()),
            Long.toString(one.retryMillis()),
            EngineLine.escape(one.reason())));
  }

  /** Throws {@link RuntimeException} of the JDK's parsers when it is not such a text. */
  static Map<StatusKey, List<Trouble>> parse(byte[] content) {
    List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty() || !EngineLine.read(lines.getFirst()).orElseThrow().equals(HEADER)) {
      throw new IllegalArgumentException("not the header of version 1");
    }
    Map<StatusKey, List<Trouble>> troubles = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> f = EngineLine.read(line).orElseThrow();
      troubles
          .computeIfAbsent(new StatusKey(EngineLine.unescape(f.get(0))), k -> new ArrayList<>())
          .add(
              new Trouble(
                  EngineLine.unescape(f.get(1)),
                  Integer.parseInt(f.get(2)),
                  Long.parseLong(f.get(3)),
                  EngineLine.unescape(f.get(4))));
    }
    return troubles;
  }
}
