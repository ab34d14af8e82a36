package org.offlineimap.repository.imap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Mailbox;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;

/**
 * Asks a server which mailboxes it has, and which of them are folders of this repository: LIST,
 * LSUB beside it for {@code subscribedonly}, and STATUS for what {@code folderincludes} names
 * besides (reference: configuration 7, 9.3). Confined to a thread.
 */
final class SelectedMailboxes {
  private final ImapSettings settings;
  private final Lane lane;
  private final EventSink events;

  SelectedMailboxes(ImapSettings settings, Lane lane, EventSink events) {
    this.settings = settings;
    this.lane = lane;
    this.events = events;
  }

  /**
   * What there is.
   *
   * @param folders to be synchronised
   * @param others that can be selected, but are not subscribed to
   * @param separator empty where no mailbox told one
   */
  record Found(List<Mailbox> folders, List<Mailbox> others, Optional<Character> separator) {}

  private record Asked(Pending<List<Mailbox>> all, Optional<Pending<List<Mailbox>>> subscribed) {}

  Found take() throws ImapException, InterruptedException, SyncException {
    Asked asked = lane.run(this::ask);
    List<Mailbox> all = MailboxStates.complete(lane, asked.all().await());
    refuseNothing(all);
    Set<FolderName> wanted = new HashSet<>();
    List<Mailbox> subscribed =
        asked.subscribed().isPresent() ? asked.subscribed().get().await() : all;
    subscribed.forEach(mailbox -> wanted.add(mailbox.name()));
    MailboxNames names = new MailboxNames(settings.readableNames());
    Map<FolderName, FolderName> included = new LinkedHashMap<>();
    settings
        .selection()
        .includes()
        .forEach(text -> {
          FolderName folder = FolderName.ofMailbox(text);
          included.put(names.mailbox(folder), folder);
        });
    wanted.addAll(included.keySet());
    List<Mailbox> folders = new ArrayList<>();
    List<Mailbox> others = new ArrayList<>();
    for (Mailbox mailbox : all) {
      included.remove(mailbox.name());
      if (mailbox.isSelectable()) {
        (wanted.contains(mailbox.name()) ? folders : others).add(mailbox);
      }
    }
    folders.addAll(unlisted(included));
    return new Found(folders, others, separator(all));
  }

  private Asked ask(ImapConnection connection) throws ImapException, InterruptedException {
    String reference = settings.selection().reference();
    Pending<List<Mailbox>> all = connection.list(reference, "*", true);
    return new Asked(
        all,
        settings.selection().subscribedOnly()
            ? Optional.of(connection.lsub(reference, "*"))
            : Optional.empty());
  }

  private void refuseNothing(List<Mailbox> all) throws SyncException {
    if (all.isEmpty() && !settings.selection().reference().isEmpty()) {
      throw new SyncException.RepositoryFailure(
          "Server '%s' returned no folders in '%s'"
              .formatted(settings.name(), settings.selection().reference()),
          null,
          false);
    }
  }

  private static Optional<Character> separator(List<Mailbox> all) {
    return all.stream().flatMap(mailbox -> mailbox.separator().stream()).findFirst();
  }

  /** What no list has, but {@code folderincludes} names: there if its status can be told. */
  private List<Mailbox> unlisted(Map<FolderName, FolderName> included)
      throws ImapException, InterruptedException, SyncException {
    Map<FolderName, Pending<Mailbox.MailboxStatus>> asked = new LinkedHashMap<>();
    for (FolderName mailbox : included.keySet()) {
      asked.put(mailbox, lane.run(connection -> connection.status(mailbox)));
    }
    List<Mailbox> found = new ArrayList<>();
    for (Map.Entry<FolderName, Pending<Mailbox.MailboxStatus>> one : asked.entrySet()) {
      try {
        found.add(new Mailbox(one.getKey(), Optional.empty(), Set.of(), one.getValue().await()));
      } catch (ImapException.Refused | ImapException.Rejected e) {
        events.accept(
            new SyncEvent.Warning(
                settings.account(),
                Optional.empty(),
                "Invalid folderinclude: '%s' (%s: %s)"
                    .formatted(included.get(one.getKey()), settings.name(), e.getMessage())));
      }
    }
    return found;
  }
}
