package org.offlineimap.repository.imap;

import java.util.Set;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.RepositoryFailure;
import org.offlineimap.repository.RemoteWatch;

/** Opens watches over an IMAP server, each on a connection of its own. Thread-safe. */
public final class ImapWatches {
  private final ImapRepository.Door door;
  private final MailboxNames names;
  private final Failures failures;

  /** Connects by {@code door}. */
  public ImapWatches(ImapSettings settings, ImapRepository.Door door) {
    this.door = door;
    this.names = new MailboxNames(settings.readableNames());
    this.failures = new Failures(settings.name());
  }

  /** Watches one folder by IDLE (RFC 2177). */
  public RemoteWatch folder(FolderName folder) throws SyncException, InterruptedException {
    return open(
        "watching folder '" + folder + "'",
        connection -> {
          if (!connection.capabilities().has("IDLE")) {
            throw new RepositoryFailure(
                failures.repository()
                    + ": the server does not offer IDLE, so folder '"
                    + folder
                    + "' is looked at in each refresh only",
                null,
                false);
          }
          select(connection, folder);
          return new IdleWatch(connection, Set.of(folder), names, failures);
        });
  }

  private void select(ImapConnection connection, FolderName folder)
      throws ImapException, InterruptedException, SyncException {
    try {
      connection.select(names.mailbox(folder), true).await();
    } catch (ImapException.Refused e) {
      throw failures.ofFolder(folder, "watching it", e);
    }
  }

  /**
   * Watches every folder: by NOTIFY (RFC 5465) on one connection, or else by one question a minute.
   *
   * @param inbox whether INBOX is watched by IDLE between those questions
   */
  public RemoteWatch all(boolean inbox) throws SyncException, InterruptedException {
    return open(
        "watching all folders",
        connection -> {
          boolean idles = connection.capabilities().has("IDLE");
          if (idles && connection.capabilities().has("NOTIFY") && isNotified(connection)) {
            return new IdleWatch(connection, Set.of(), names, failures);
          }
          if (idles && inbox) {
            select(connection, FolderName.INBOX);
          }
          return new PollWatch(connection, idles && inbox, names, failures);
        });
  }

  private static boolean isNotified(ImapConnection connection)
      throws ImapException, InterruptedException {
    try {
      connection.notifyOfAll().await();
      return true;
    } catch (ImapException.Refused | ImapException.Rejected e) {
      // The server offers it, but not for these events: there is another way.
      return false;
    }
  }

  /** What makes a watch of a new connection. */
  private interface Begin {
    RemoteWatch on(ImapConnection connection)
        throws ImapException, InterruptedException, SyncException;
  }

  private RemoteWatch open(String what, Begin begin) throws SyncException, InterruptedException {
    try {
      ImapConnection connection = door.open();
      boolean begun = false;
      try {
        RemoteWatch watch = begin.on(connection);
        begun = true;
        return watch;
      } finally {
        if (!begun) {
          connection.close();
        }
      }
    } catch (ImapException e) {
      throw failures.ofConnection(what, e);
    }
  }
}
