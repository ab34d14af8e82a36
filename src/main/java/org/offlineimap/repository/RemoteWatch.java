package org.offlineimap.repository;

import java.time.Duration;
import java.util.Set;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;

/**
 * Tells of changes on a server, on a connection of its own, which changes nothing there. One thread
 * at a time.
 */
public interface RemoteWatch extends AutoCloseable {
  /**
   * Waits for news, at most so long; then makes sure that the server is still there.
   *
   * @return what changed; nothing when the time is over
   * @throws SyncException.RepositoryFailure the connection is lost
   */
  News await(Duration longest) throws SyncException, InterruptedException;

  /** Ends the connection at once. */
  @Override
  void close();

  /**
   * What changed.
   *
   * @param folders by the names that {@link RemoteRepository#listFolders} gives them
   * @param everything the list of folders changed, or nobody knows what did
   */
  record News(Set<FolderName> folders, boolean everything) {
    /** Nothing. */
    public static final News NONE = new News(Set.of(), false);

    /** Nobody knows. */
    public static final News EVERYTHING = new News(Set.of(), true);

    /** Copies the set. */
    public News {
      folders = Set.copyOf(folders);
    }

    /** Whether nothing changed. */
    public boolean isNone() {
      return folders.isEmpty() && !everything;
    }
  }

  /** Makes one of them. */
  @FunctionalInterface
  interface Opener {
    /**
     * Connects, and watches from then on.
     *
     * @throws SyncException.AccountFailure sign-in refused
     * @throws SyncException.RepositoryFailure no connection; not retryable: the server cannot do it
     * @throws SyncException.FolderFailure there is no such folder now
     */
    RemoteWatch open() throws SyncException, InterruptedException;
  }
}
