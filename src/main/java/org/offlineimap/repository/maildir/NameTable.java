package org.offlineimap.repository.maildir;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * File names by UID, about sixty octets a message: an open hash table of offsets into blocks of
 * octets, in which the folder's FMD5 field is one octet. Confined to one thread.
 *
 * <pre>
 *   entry: place (bit 0) and not addressable (bit 1), name in UTF-8, 0
 * </pre>
 */
final class NameTable {
  private static final int BLOCK_BITS = 16;
  private static final int BLOCK = 1 << BLOCK_BITS;

  /** What the first block begins with: an account may have many folders of few messages. */
  private static final int SMALL = 256;

  /** Stands for the FMD5 field; no file name holds it. */
  private static final String SHORT = "/";

  private static final int REMOVED = -1;

  private final String marker;
  private final List<byte[]> blocks = new ArrayList<>();
  private int used;
  private int[] uids = new int[64];
  private int[] offsets = new int[64];
  private int slots;
  private int size;

  NameTable(String marker) {
    this.marker = marker;
  }

  int size() {
    return size;
  }

  void put(long uid, Located at) {
    if (slots * 3 >= uids.length * 2) {
      rehash();
    }
    int slot = slot(uid);
    slots += offsets[slot] == 0 ? 1 : 0;
    size += offsets[slot] <= 0 ? 1 : 0;
    uids[slot] = (int) uid;
    offsets[slot] = store(at) + 1;
  }

  Optional<Located> find(long uid) {
    int offset = offsets[slot(uid)];
    return offset <= 0 ? Optional.empty() : Optional.of(load(offset - 1));
  }

  void remove(long uid) {
    int slot = slot(uid);
    if (offsets[slot] > 0) {
      offsets[slot] = REMOVED;
      size--;
    }
  }

  /** All UIDs, ascending. */
  long[] sortedUids() {
    long[] all = new long[size];
    int at = 0;
    for (int i = 0; i < uids.length; i++) {
      if (offsets[i] > 0) {
        all[at++] = Integer.toUnsignedLong(uids[i]);
      }
    }
    Arrays.sort(all);
    return all;
  }

  /** The slot of {@code uid}, or the free one where it belongs. */
  private int slot(long uid) {
    int mask = uids.length - 1;
    int slot = Integer.rotateLeft((int) uid * 0x9E3779B9, 15) & mask;
    while (offsets[slot] != 0 && uids[slot] != (int) uid) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void rehash() {
    int[] oldUids = uids;
    int[] oldOffsets = offsets;
    int capacity = Math.max(64, Integer.highestOneBit(Math.max(size, 16)) * 4);
    uids = new int[capacity];
    offsets = new int[capacity];
    slots = size;
    for (int i = 0; i < oldUids.length; i++) {
      if (oldOffsets[i] > 0) {
        int slot = slot(Integer.toUnsignedLong(oldUids[i]));
        uids[slot] = oldUids[i];
        offsets[slot] = oldOffsets[i];
      }
    }
  }

  private int store(Located at) {
    byte[] name = at.file().replace(marker, SHORT).getBytes(StandardCharsets.UTF_8);
    makeRoom(name.length + 2);
    int offset = ((blocks.size() - 1) << BLOCK_BITS) | used;
    byte[] block = blocks.getLast();
    block[used] = (byte) ((at.place() == Place.CUR ? 1 : 0) | (at.addressable() ? 0 : 2));
    System.arraycopy(name, 0, block, used + 1, name.length);
    used += name.length + 2;
    return offset;
  }

  private void makeRoom(int octets) {
    int capacity = blocks.isEmpty() ? 0 : blocks.getLast().length;
    if (used + octets <= capacity) {
      return;
    }
    if (blocks.isEmpty()) {
      blocks.add(new byte[Math.max(SMALL, octets)]);
    } else if (used + octets <= BLOCK) {
      int grown = Math.min(BLOCK, Math.max(capacity * 2, used + octets));
      blocks.set(blocks.size() - 1, Arrays.copyOf(blocks.getLast(), grown));
    } else {
      blocks.add(new byte[BLOCK]);
      used = 0;
    }
  }

  private Located load(int offset) {
    byte[] block = blocks.get(offset >>> BLOCK_BITS);
    int from = offset & (BLOCK - 1);
    int end = from + 1;
    while (block[end] != 0) {
      end++;
    }
    String name = new String(block, from + 1, end - from - 1, StandardCharsets.UTF_8);
    Place place = (block[from] & 1) == 0 ? Place.NEW : Place.CUR;
    return new Located(place, name.replace(SHORT, marker), (block[from] & 2) == 0);
  }
}
