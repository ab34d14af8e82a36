package org.offlineimap.imap.client;

import org.offlineimap.imap.client.Mailbox.MailboxStatus;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.FolderName;

/** Gathers STATUS of one mailbox. On the reader thread only. */
final class StatusCollector implements Collector<MailboxStatus> {
  private final FolderName name;
  private MailboxStatus numbers = MailboxStatus.UNKNOWN;

  StatusCollector(FolderName name) {
    this.name = name;
  }

  @Override
  public boolean accept(Untagged data) {
    if (data instanceof Untagged.Status status
        && FolderName.ofMailbox(status.mailbox()).equals(name)) {
      numbers = ListCollector.numbers(status);
      return true;
    }
    return false;
  }

  @Override
  public MailboxStatus done(ResponseText ok) {
    return numbers;
  }
}
