package org.offlineimap.repository;

import java.util.List;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;

/** The repository that people read. Thread-safe. */
public interface LocalRepository extends AutoCloseable {
  /** Its name in the configuration. */
  String name();

  /** The type word for people: {@code Maildir}. */
  String type();

  /** The separator of folder names. */
  String separator();

  /**
   * All folders.
   *
   * @throws SyncException.AccountFailure the root cannot be read; a missing root is an empty list
   */
  List<FolderName> listFolders() throws SyncException;

  /**
   * Whether there is a root at all. One that exists without folders may be an unmounted disk; a
   * missing one is filled again (reference: beyond 2).
   */
  default boolean rootExists() throws SyncException {
    return true;
  }

  /**
   * What a server said of a folder in the last {@link #listFolders}; a Maildir's directories tell
   * it themselves.
   */
  default RemoteRepository.FolderState state(FolderName name) {
    return RemoteRepository.FolderState.UNKNOWN;
  }

  /** A folder by name, there or not. No I/O. */
  LocalFolder folder(FolderName name);

  /**
   * Creates a folder.
   *
   * @return whether it is new
   */
  boolean createFolder(FolderName name) throws SyncException;

  @Override
  void close() throws SyncException;
}
