package org.offlineimap.imap.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.offlineimap.imap.client.Mailbox.MailboxStatus;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.FolderName;

/** Gathers LIST and the STATUS that comes with it. On the reader thread only. */
final class ListCollector implements Collector<List<Mailbox>> {
  private final boolean subscribed;
  private final Map<FolderName, Mailbox> mailboxes = new LinkedHashMap<>();
  private final Map<FolderName, MailboxStatus> states = new LinkedHashMap<>();

  ListCollector(boolean subscribed) {
    this.subscribed = subscribed;
  }

  @Override
  public boolean accept(Untagged data) {
    return switch (data) {
      case Untagged.ListEntry entry when entry.subscribed() == subscribed -> {
        FolderName name = FolderName.ofMailbox(entry.mailbox());
        mailboxes.put(
            name, new Mailbox(name, entry.separator(), entry.attributes(), MailboxStatus.UNKNOWN));
        yield true;
      }
      case Untagged.Status status
          when mailboxes.containsKey(FolderName.ofMailbox(status.mailbox())) -> {
        states.put(FolderName.ofMailbox(status.mailbox()), numbers(status));
        yield true;
      }
      default -> false;
    };
  }

  static MailboxStatus numbers(Untagged.Status status) {
    return new MailboxStatus(
        number(status, "MESSAGES"),
        number(status, "UIDNEXT"),
        number(status, "UIDVALIDITY"),
        number(status, "HIGHESTMODSEQ"));
  }

  private static OptionalLong number(Untagged.Status status, String item) {
    Long value = status.items().get(item);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  @Override
  public List<Mailbox> done(ResponseText ok) {
    return mailboxes.values().stream()
        .map(m ->
            new Mailbox(
                m.name(),
                m.separator(),
                m.attributes(),
                states.getOrDefault(m.name(), MailboxStatus.UNKNOWN)))
        .toList();
  }
}
