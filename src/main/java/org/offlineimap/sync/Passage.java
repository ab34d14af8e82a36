package org.offlineimap.sync;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.UploadIntent;

/**
 * A direction in which messages are created on a server, with the intents that are open in it. One
 * thread.
 */
interface Passage {
  /** Where messages are created. */
  RemoteFolder destination();

  /** The present UIDVALIDITY there. */
  long uidValidity();

  /** The UIDs there that nothing is known of. */
  UidSet unknown() throws SyncException;

  /** The open intents, oldest first. */
  List<UploadIntent> open() throws SyncException;

  /** Whether the message is still to be created, for all that the lists say. */
  boolean isWaiting(UploadIntent intent);

  /**
   * The complete header octets of messages where they come from; none of one that has vanished or
   * is another one by now.
   */
  Map<UploadIntent, byte[]> headers(List<UploadIntent> intents) throws SyncException;

  /** A header in the destination, in the form that {@link #headers} has. */
  byte[] comparable(byte[] header);

  /** Lets a message of the destination through to {@code out} in that form; closed at its end. */
  OutputStream comparable(OutputStream out);

  /** The message was created, under this UID. */
  void assign(UploadIntent intent, Uid uid) throws SyncException;

  /** Makes all assignments durable, then ends their intents and these. */
  void commit(List<UploadIntent> ended) throws SyncException;
}
