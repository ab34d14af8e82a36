package org.offlineimap.status;

import java.util.OptionalLong;

/**
 * An upload that was begun. {@code unmapped}: the server has it, under a UID that we do not know.
 */
public record UploadIntent(long number, Draft draft, boolean unmapped) {
  /**
   * What is known before the upload.
   *
   * @param folder whose
   * @param uidValidity of the remote folder then
   * @param uidNext of the remote folder then, where known
   * @param key the local message (see the local folder's fresh messages)
   * @param wireOctets its length on the wire
   * @param sha256 lower-case hex of the wire form
   * @param messageId its Message-ID field, or empty
   * @param internalDateMillis the date it is sent with, or empty
   * @param moved it is copied or moved there on the server, not sent
   */
  public record Draft(
      StatusKey folder,
      long uidValidity,
      OptionalLong uidNext,
      String key,
      long wireOctets,
      String sha256,
      String messageId,
      OptionalLong internalDateMillis,
      boolean moved) {
    /** Of a message that is sent. */
    public Draft(
        StatusKey folder,
        long uidValidity,
        OptionalLong uidNext,
        String key,
        long wireOctets,
        String sha256,
        String messageId,
        OptionalLong internalDateMillis) {
      this(
          folder,
          uidValidity,
          uidNext,
          key,
          wireOctets,
          sha256,
          messageId,
          internalDateMillis,
          false);
    }
  }
}
