package org.offlineimap.status;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidValidity;

/**
 * The file of one {@link Checkpoint}. Messages that follow each other with the same flags are one
 * run, so that most folders take a few octets a thousand messages. Stateless.
 *
 * <pre>
 *   remote 1
 *   FOLDER UIDVALIDITY UIDNEXT HIGHESTMODSEQ READONLY TRUSTED FULLMILLIS FLAGSETS RUNS
 *   \Seen $Junk            FLAGSETS lines, each the flags of a set
 *   gap length set ...     RUNS times three numbers of 7-bit groups, low ones first
 *   CRC-32                 of all before it, four octets
 * </pre>
 */
final class CheckpointCodec {
  private static final String HEADER = "remote 1";

  private CheckpointCodec() {}

  static byte[] print(StatusKey key, Checkpoint point) {
    Runs runs = new Runs();
    MessageList messages = point.messages();
    for (int i = 0; i < messages.size(); i++) {
      runs.add(messages.uid(i), messages.flags(i));
    }
    runs.end();
    String head =
        String.join(
            " ",
            EngineLine.escape(key.fileName()),
            point.uidValidity().toString(),
            Long.toString(point.uidNext()),
            Long.toString(point.highestModSeq()),
            Boolean.toString(point.readOnly()),
            Boolean.toString(point.trusted()),
            Long.toString(point.fullMillis()),
            Integer.toString(runs.sets.size()),
            Integer.toString(runs.count));
    StringBuilder text = new StringBuilder(HEADER).append('\n').append(head).append('\n');
    runs.sets.forEach(set -> text.append(set).append('\n'));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(runs.numbers.toByteArray());
    int crc = crc(out.toByteArray(), out.size());
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(crc).array());
    return out.toByteArray();
  }

  /** Collects runs. */
  private static final class Runs {
    private final List<FlagSet> sets = new ArrayList<>();
    private final Map<FlagSet, Integer> places = new HashMap<>();
    private final ByteArrayOutputStream numbers = new ByteArrayOutputStream();
    private int count;
    private long gap;
    private long length;
    private long last;
    private FlagSet flags = FlagSet.none();

    void add(long uid, FlagSet its) {
      if (length > 0 && uid == last + 1 && its.equals(flags)) {
        length++;
      } else {
        end();
        gap = uid - last;
        length = 1;
        flags = its;
      }
      last = uid;
    }

    void end() {
      if (length > 0) {
        count++;
        number(gap);
        number(length);
        number(places.computeIfAbsent(flags, this::place));
      }
    }

    private int place(FlagSet set) {
      sets.add(set);
      return sets.size() - 1;
    }

    private void number(long value) {
      long left = value;
      while (left > 0x7f) {
        numbers.write((int) (left & 0x7f) | 0x80);
        left >>>= 7;
      }
      numbers.write((int) left);
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException or another of the JDK's when it is not such a file, or that of
   *     another folder
   */
  static Checkpoint parse(StatusKey key, byte[] content) {
    int end = content.length - Integer.BYTES;
    if (end < 0 || ByteBuffer.wrap(content).getInt(end) != crc(content, end)) {
      throw new IllegalArgumentException("wrong checksum");
    }
    Reader in = new Reader(ByteBuffer.wrap(content, 0, end));
    if (!in.line().equals(HEADER)) {
      throw new IllegalArgumentException("unknown version");
    }
    List<String> head = List.of(in.line().split(" ", -1));
    if (!EngineLine.unescape(head.get(0)).equals(key.fileName())) {
      throw new IllegalArgumentException("the file of another folder");
    }
    return new Checkpoint(
        new UidValidity(Long.parseLong(head.get(1))),
        Long.parseLong(head.get(2)),
        Long.parseLong(head.get(3)),
        Boolean.parseBoolean(head.get(4)),
        Boolean.parseBoolean(head.get(5)),
        Long.parseLong(head.get(6)),
        in.messages(Integer.parseInt(head.get(7)), Integer.parseInt(head.get(8))));
  }

  /** Reads lines, then numbers. */
  private record Reader(ByteBuffer in) {
    String line() {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      for (byte octet = in.get(); octet != '\n'; octet = in.get()) {
        octets.write(octet);
      }
      return octets.toString(StandardCharsets.UTF_8);
    }

    MessageList messages(int setCount, int runs) {
      List<FlagSet> sets = new ArrayList<>();
      for (int i = 0; i < setCount; i++) {
        String names = line();
        sets.add(names.isEmpty() ? FlagSet.none() : flags(names));
      }
      MessageList.Builder list = new MessageList.Builder();
      long uid = 0;
      for (int i = 0; i < runs; i++) {
        uid += number();
        long length = number();
        FlagSet flags = sets.get((int) number());
        long last = Math.min(Uid.MAX, uid + length - 1);
        for (; uid < last; uid++) {
          list.add(uid, flags);
        }
        list.add(uid, flags);
      }
      return list.build();
    }

    private static FlagSet flags(String names) {
      return FlagSet.ofImapNames(List.of(names.split(" ", -1)));
    }

    private long number() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        int octet = in.get();
        value |= (long) (octet & 0x7f) << shift;
        if (octet >= 0) {
          return value;
        }
      }
    }
  }

  private static int crc(byte[] content, int length) {
    CRC32 crc = new CRC32();
    crc.update(content, 0, length);
    return (int) crc.getValue();
  }
}
