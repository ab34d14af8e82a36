package org.offlineimap.status;

import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.mail.DirectoryStamp;

/**
 * What a folder looked like when it was last in agreement (reference: formats 13, design 4).
 * Trusted only when everything is equal.
 *
 * @param uidValidity of the remote folder
 * @param uidNext of the remote folder
 * @param messages in the remote folder
 * @param highestModSeq of the listing that the plan was made from
 * @param newDir the Maildir's {@code new/}
 * @param curDir the Maildir's {@code cur/}
 * @param status the status file
 * @param rules digest of the options that decide what takes part
 * @param fullScanMillis when both sides were last listed in full, milliseconds since 1970
 * @param server the local mailbox, where the local side is a server too; it has no directories
 */
public record FolderMark(
    long uidValidity,
    OptionalLong uidNext,
    OptionalLong messages,
    OptionalLong highestModSeq,
    Optional<DirectoryStamp> newDir,
    Optional<DirectoryStamp> curDir,
    Optional<FileStamp> status,
    long rules,
    long fullScanMillis,
    Optional<LocalMailbox> server) {

  // Written out because the JVM spends milliseconds at every start on making these two itself.

  @Override
  public boolean equals(Object other) {
    return other instanceof FolderMark mark
        && uidValidity == mark.uidValidity
        && uidNext.equals(mark.uidNext)
        && messages.equals(mark.messages)
        && highestModSeq.equals(mark.highestModSeq)
        && newDir.equals(mark.newDir)
        && curDir.equals(mark.curDir)
        && status.equals(mark.status)
        && rules == mark.rules
        && fullScanMillis == mark.fullScanMillis
        && server.equals(mark.server);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(uidValidity) * 31 + status.hashCode();
  }

  /** What a local server said of the mailbox in the listing that the plan was made from. */
  public record LocalMailbox(
      long uidValidity, OptionalLong uidNext, long messages, OptionalLong highestModSeq) {}

  /** Size in octets and modification time in nanoseconds since 1970. */
  public record FileStamp(long size, long modified) {
    @Override
    public boolean equals(Object other) {
      return other instanceof FileStamp(long s, long m) && size == s && modified == m;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(size * 31 + modified);
    }
  }
}
