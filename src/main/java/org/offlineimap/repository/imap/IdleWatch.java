package org.offlineimap.repository.imap;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.offlineimap.imap.client.Idling;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteWatch;

/** A connection in IDLE, for the selected mailbox or for all of them with NOTIFY. One thread. */
final class IdleWatch implements RemoteWatch {
  private final ImapConnection connection;
  private final Set<FolderName> selected;
  private final MailboxNames names;
  private final Failures failures;
  private @Nullable Idling idling;

  /** {@code selected} is the folder of the selected mailbox; empty when none is. */
  IdleWatch(
      ImapConnection connection, Set<FolderName> selected, MailboxNames names, Failures failures) {
    this.connection = connection;
    this.selected = Set.copyOf(selected);
    this.names = names;
    this.failures = failures;
  }

  @Override
  public News await(Duration longest) throws SyncException, InterruptedException {
    try {
      return told(listen(longest));
    } catch (ImapException e) {
      throw failures.ofConnection("waiting for news", e);
    }
  }

  /** A server may tell something just as it is asked to end IDLE. */
  private org.offlineimap.imap.client.News listen(Duration longest)
      throws ImapException, InterruptedException {
    Idling current = idling;
    if (current == null || current.isOver()) {
      current = connection.idle();
      idling = current;
    }
    var news = current.await(longest);
    if (news.isNone()) {
      current.done();
      news = current.await(Duration.ZERO);
      idling = null;
    }
    return news;
  }

  private News told(org.offlineimap.imap.client.News news) {
    Set<FolderName> folders = new HashSet<>();
    news.mailboxes().forEach(mailbox -> folders.add(names.folder(mailbox)));
    if (news.selected()) {
      folders.addAll(selected);
    }
    return new News(folders, news.everything());
  }

  @Override
  public void close() {
    connection.close();
  }
}
