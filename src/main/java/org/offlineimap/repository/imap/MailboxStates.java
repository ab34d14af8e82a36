package org.offlineimap.repository.imap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Mailbox;
import org.offlineimap.imap.client.Mailbox.MailboxStatus;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;

/**
 * Asks for the numbers that LIST did not bring along, all in one turnaround (RFC 5819 says what it
 * would save). Only where there are mod-sequences: elsewhere the numbers spare no listing.
 * Stateless.
 */
final class MailboxStates {
  private MailboxStates() {}

  /** The same mailboxes, each with its numbers where the server tells them. */
  static List<Mailbox> complete(Lane lane, List<Mailbox> mailboxes)
      throws ImapException, InterruptedException, SyncException {
    Map<FolderName, Pending<MailboxStatus>> asked =
        lane.run(connection -> ask(connection, mailboxes));
    List<Mailbox> complete = new ArrayList<>();
    for (Mailbox mailbox : mailboxes) {
      Pending<MailboxStatus> answer = asked.get(mailbox.name());
      complete.add(answer == null ? mailbox : with(mailbox, answer));
    }
    return complete;
  }

  private static Map<FolderName, Pending<MailboxStatus>> ask(
      ImapConnection connection, List<Mailbox> mailboxes)
      throws ImapException, InterruptedException {
    Map<FolderName, Pending<MailboxStatus>> asked = new LinkedHashMap<>();
    if (connection.capabilities().hasModSequences()) {
      for (Mailbox mailbox : mailboxes) {
        if (mailbox.isSelectable() && mailbox.status().equals(MailboxStatus.UNKNOWN)) {
          asked.put(mailbox.name(), connection.status(mailbox.name()));
        }
      }
    }
    return asked;
  }

  /** A mailbox that refuses to tell is looked at when it is selected. */
  private static Mailbox with(Mailbox mailbox, Pending<MailboxStatus> answer)
      throws ImapException, InterruptedException {
    try {
      return new Mailbox(mailbox.name(), mailbox.separator(), mailbox.attributes(), answer.await());
    } catch (ImapException.Refused | ImapException.Rejected | ImapException.Malformed e) {
      return mailbox;
    }
  }
}
