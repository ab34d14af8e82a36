package org.offlineimap.status;

import java.util.Collection;
import java.util.List;
import org.offlineimap.mail.SyncException;

/**
 * The intents: every message about to be created on the server, written and flushed before it is
 * sent (rule R2). Thread-safe. Format: reference formats 13; append-only with a checksum a line.
 */
public interface Journal {
  /** Records intents durably, as a group; each gets a number. */
  List<UploadIntent> begin(List<UploadIntent.Draft> drafts) throws SyncException;

  /** Records that the server said OK but not under which UID. */
  void unmapped(Collection<UploadIntent> intents) throws SyncException;

  /** Records that these are done: mapped, or known never to have reached the server. */
  void end(Collection<UploadIntent> intents) throws SyncException;

  /** The intents of a folder that were never ended, oldest first. */
  List<UploadIntent> open(StatusKey folder) throws SyncException;
}
