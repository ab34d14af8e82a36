package org.offlineimap.status;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidPairs;

/** Everything remembered about one account. Thread-safe; each {@link FolderStatus} is not. */
public interface AccountStatus extends AutoCloseable {
  /**
   * Opens a folder's status, importing or upgrading what the original left (reference: formats 5).
   *
   * @param key the folder's file name rule: remote visible name, separator replaced (formats 1.1)
   */
  FolderStatus open(StatusKey key) throws SyncException;

  /**
   * Deletes a folder's status and starts an empty one: the folder was just created on one side.
   *
   * @return whether there was no file of it before
   */
  @CanIgnoreReturnValue
  boolean reset(StatusKey key) throws SyncException;

  /** Whether any folder has at least one row, without opening more than needed. */
  boolean hasRows() throws SyncException;

  /** The saved UIDVALIDITY of a remote folder (formats 4). */
  OptionalLong savedUidValidity(FolderName remote, String separator) throws SyncException;

  /** Saves the UIDVALIDITY of a remote folder. */
  void saveUidValidity(FolderName remote, String separator, long value) throws SyncException;

  /** The saved UIDVALIDITY of a local folder. */
  OptionalLong savedLocalUidValidity(FolderName local, String separator) throws SyncException;

  /** Saves the UIDVALIDITY of a local folder: 42 for a Maildir, as the original has it. */
  void saveLocalUidValidity(FolderName local, String separator, long value) throws SyncException;

  /** Which message of a local IMAP folder is which remote one (formats 6); empty at first. */
  UidPairs uidMap(FolderName local, String separator) throws SyncException;

  /** Replaces that map, durably. */
  void saveUidMap(FolderName local, String separator, UidPairs pairs) throws SyncException;

  /** The change of UIDVALIDITY that was begun for a folder and not ended. */
  Optional<UidChange> uidChange(StatusKey key) throws SyncException;

  /** Records durably that it begins. */
  void beginUidChange(StatusKey key, UidChange change) throws SyncException;

  /** Records that it is complete. */
  void endUidChange(StatusKey key) throws SyncException;

  /** The lowest UID that {@code startdate} lets through in a remote folder, once it is fixed. */
  OptionalLong startUid(FolderName remote, String separator) throws SyncException;

  /** Fixes it (formats 7). */
  void saveStartUid(FolderName remote, String separator, long uid) throws SyncException;

  /** The same of a local folder, in the files of the local repository. */
  OptionalLong localStartUid(FolderName local, String separator) throws SyncException;

  /** Fixes that (formats 7). */
  void saveLocalStartUid(FolderName local, String separator, long uid) throws SyncException;

  /** The open upload intents, by folder. */
  Journal journal();

  /**
   * The open intents of deliveries to a local IMAP folder, by local folder: {@code key} is the
   * remote UID, UIDVALIDITY and UIDNEXT are the local mailbox's.
   */
  Journal deliveries();

  /** What each folder looked like after the last complete sync, for skipping it (formats 13). */
  Map<StatusKey, FolderMark> marks() throws SyncException;

  /** Replaces the marks, durably. */
  void saveMarks(Map<StatusKey, FolderMark> marks) throws SyncException;

  /** The messages that could not be copied, by folder. */
  Map<StatusKey, List<Trouble>> troubles() throws SyncException;

  /** Replaces them, durably. */
  void saveTroubles(Map<StatusKey, List<Trouble>> troubles) throws SyncException;

  /** The remote folder as last listed; empty when it is not known, or cannot be read. */
  Optional<Checkpoint> checkpoint(StatusKey key) throws SyncException;

  /** Replaces what is known of the remote folder. Losing it costs a full listing. */
  void saveCheckpoint(StatusKey key, Checkpoint point) throws SyncException;

  /** The same of a local folder that lies on a server, by its remote one's key. */
  Optional<Checkpoint> localCheckpoint(StatusKey key) throws SyncException;

  /** Replaces what is known of that. */
  void saveLocalCheckpoint(StatusKey key, Checkpoint point) throws SyncException;

  /** What is remembered of messages; a hint. */
  MessageNotes notes();

  /** The deletions of a folder that an earlier run withheld. */
  HeldDeletions held(StatusKey key) throws SyncException;

  /** Replaces them, durably. */
  void saveHeld(StatusKey key, HeldDeletions held) throws SyncException;

  /** Size and modification time of a folder's status file, as marks compare it; empty if absent. */
  Optional<FolderMark.FileStamp> stamp(StatusKey key) throws SyncException;

  @Override
  void close() throws SyncException;
}
