package org.offlineimap.sync;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.Facts;

/**
 * A message on one of two servers, as far as that server tells it without its body.
 *
 * @param at the mailbox that it lies in
 * @param identity by which the other sightings call it too, if they do
 * @param message who it is for the rest of the program
 */
record Sighting<T>(
    PlannedFolder folder, RemoteFolder at, Facts facts, Optional<String> identity, T message) {

  /**
   * What is equal before headers are asked for: when it arrived, and its length, unless fields of
   * the header may have been left out on the way.
   */
  String likeness() {
    boolean whole = folder.work().pass().settings().conduct().filterHeaders().isEmpty();
    return (whole ? facts.octets() + " " : "") + date();
  }

  /** INTERNALDATE has whole seconds. */
  private OptionalLong date() {
    return facts.internalDate().stream().mapToLong(Instant::getEpochSecond).findFirst();
  }

  /** What two equal messages have in common. */
  String content(Header header) {
    return facts.octets() - header.leftOut() + " " + header.digest() + " " + date();
  }

  /**
   * Its header.
   *
   * @param digest SHA-256 of its octets, without the fields that are left out on the way
   * @param messageId the Message-ID field, or empty
   * @param leftOut how many octets those fields are
   */
  record Header(String digest, String messageId, long leftOut) {
    static Header of(FolderWork work, byte[] octets) {
      byte[] sent = HeaderOctets.asSent(work, octets);
      return new Header(
          Fingerprint.digest(sent),
          Fingerprint.messageId(sent),
          (long) octets.length - sent.length);
    }
  }
}
