package org.offlineimap.cli;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.imap.ImapRepository;

/** A door that remembers what it opened, to keep it alive or to drop it. Thread-safe. */
final class OpenConnections implements ImapRepository.Door {
  private final ImapRepository.Door door;
  private final Set<ImapConnection> open = ConcurrentHashMap.newKeySet();

  /** Those whose NOOP has not been answered yet. */
  private final Set<ImapConnection> asked = ConcurrentHashMap.newKeySet();

  OpenConnections(ImapRepository.Door door) {
    this.door = door;
  }

  @Override
  public ImapConnection open() throws ImapException, InterruptedException, SyncException {
    return remembered(door.open());
  }

  @Override
  public ImapConnection openFurther() throws ImapException, InterruptedException, SyncException {
    return remembered(door.openFurther());
  }

  private ImapConnection remembered(ImapConnection connection) {
    open.removeIf(ImapConnection::isEnded);
    open.add(connection);
    return connection;
  }

  /**
   * NOOP on each of them. One that does not answer ends by itself, and the next pass connects anew.
   * It is asked once: silence is counted from what was sent last, and would never be long enough.
   */
  void keepAlive() {
    for (ImapConnection connection : open) {
      if (!connection.isEnded() && asked.add(connection)) {
        Thread.ofVirtual().name("keepalive").start(() -> noop(connection));
      }
    }
  }

  private void noop(ImapConnection connection) {
    try {
      connection.noop().await();
    } catch (ImapException e) {
      // Found out in time: the next pass finds no connection and makes one.
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asked.remove(connection);
    }
  }

  /** Ends all of them at once, as after a sleep of the machine. */
  void drop() {
    open.forEach(ImapConnection::close);
    open.clear();
  }
}
