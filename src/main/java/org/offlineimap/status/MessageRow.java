package org.offlineimap.status;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A note as it is stored.
 *
 * @param uidValidity of the folder when it was noted
 */
record MessageRow(long uidValidity, MessageNote note) {
  /** What tells a row that a loss of power left half old and half new. */
  long checksum(StatusKey folder) {
    CRC32 crc = new CRC32();
    crc.update((folder.fileName() + "\n" + this).getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
