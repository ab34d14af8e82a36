package org.offlineimap.repository.imap;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Mailbox;
import org.offlineimap.imap.client.Mailbox.MailboxStatus;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteWatch;

/**
 * Asks for the numbers of all folders once a minute, and compares; between the questions INBOX may
 * be watched by IDLE. One thread.
 */
final class PollWatch implements RemoteWatch {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final ImapConnection connection;
  private final boolean idles;
  private final MailboxNames names;
  private final Failures failures;
  private final IdleWatch inbox;
  private Map<FolderName, MailboxStatus> last;

  /** With INBOX selected when {@code idles}. */
  PollWatch(ImapConnection connection, boolean idles, MailboxNames names, Failures failures)
      throws ImapException, InterruptedException {
    this.connection = connection;
    this.idles = idles;
    this.names = names;
    this.failures = failures;
    this.inbox = new IdleWatch(connection, Set.of(FolderName.INBOX), names, failures);
    this.last = numbers();
  }

  @Override
  public News await(Duration longest) throws SyncException, InterruptedException {
    Duration pause = longest.compareTo(EVERY) < 0 ? longest : EVERY;
    if (idles) {
      News news = inbox.await(pause);
      if (!news.isNone()) {
        return news;
      }
    } else {
      Thread.sleep(pause);
    }
    try {
      return compare(numbers());
    } catch (ImapException e) {
      throw failures.ofConnection("asking for news", e);
    }
  }

  private News compare(Map<FolderName, MailboxStatus> now) {
    Map<FolderName, MailboxStatus> before = last;
    last = now;
    if (!now.keySet().equals(before.keySet())) {
      return News.EVERYTHING;
    }
    Set<FolderName> changed = new HashSet<>();
    now.forEach((name, numbers) -> {
      if (!numbers.equals(before.get(name))) {
        changed.add(name);
      }
    });
    return new News(changed, false);
  }

  private Map<FolderName, MailboxStatus> numbers() throws ImapException, InterruptedException {
    boolean together = connection.capabilities().has("LIST-STATUS");
    List<Mailbox> mailboxes =
        connection.list("", "*", true).await().stream().filter(Mailbox::isSelectable).toList();
    Map<FolderName, Pending<MailboxStatus>> asked = new HashMap<>();
    for (Mailbox mailbox : mailboxes) {
      asked.put(
          names.folder(mailbox.name()),
          together ? mailbox::status : connection.status(mailbox.name()));
    }
    Map<FolderName, MailboxStatus> numbers = new HashMap<>();
    for (Map.Entry<FolderName, Pending<MailboxStatus>> each : asked.entrySet()) {
      numbers.put(each.getKey(), each.getValue().await());
    }
    return numbers;
  }

  @Override
  public void close() {
    connection.close();
  }
}
