package org.offlineimap.repository.imap;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Mailbox;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.imap.wire.ModifiedUtf7;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteRepository;

/** An IMAP server as the remote repository, over connections made when needed. Thread-safe. */
public final class ImapRepository implements RemoteRepository {
  private final ImapSettings settings;
  private final MailboxNames names;
  private final Failures failures;
  private final Trash trash;
  private final Lanes lanes;
  private final Lane lane;
  private final EventSink events;
  private volatile String separator = "/";
  private volatile Set<FolderName> unlisted = Set.of();
  private final CaseTwins twins = new CaseTwins();

  /** Connects by {@code door}, not before it must. */
  public ImapRepository(ImapSettings settings, Door door, EventSink events) {
    this.settings = settings;
    this.names = new MailboxNames(settings.readableNames());
    this.failures = new Failures(settings.name());
    this.trash = new Trash(settings.gmail());
    this.events = events;
    this.lanes =
        new Lanes(
            settings,
            door,
            text ->
                events.accept(new SyncEvent.Warning(settings.account(), Optional.empty(), text)));
    this.lane = lanes.main();
  }

  /** Opens connections that are signed in. */
  @FunctionalInterface
  public interface Door {
    /** A new connection, signed in, capabilities known. */
    ImapConnection open() throws ImapException, InterruptedException, SyncException;

    /**
     * One more beside those that are open. A server may allow no more: that says nothing about a
     * password, and is not waited for.
     */
    default ImapConnection openFurther() throws ImapException, InterruptedException, SyncException {
      return open();
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String type() {
    return settings.gmail().isPresent() ? "Gmail" : "IMAP";
  }

  @Override
  public String separator() {
    return separator;
  }

  @Override
  public List<ListedFolder> listFolders() throws SyncException {
    try {
      SelectedMailboxes.Found found = new SelectedMailboxes(settings, lane, events).take();
      found.separator().ifPresent(told -> separator = told.toString());
      unlisted =
          Set.copyOf(found.others().stream().map(mailbox -> names.folder(mailbox.name())).toList());
      found
          .folders()
          .forEach(mailbox -> trash.noteListed(names.folder(mailbox.name()), mailbox.attributes()));
      found.folders().forEach(mailbox -> twins.add(mailbox.name()));
      found.others().forEach(mailbox -> twins.add(mailbox.name()));
      List<ListedFolder> folders = found.folders().stream().map(this::listed).toList();
      return List.copyOf(folders);
    } catch (ImapException e) {
      throw failures.ofConnection("listing the folders", e);
    } catch (InterruptedException e) {
      throw failures.interrupted(e);
    }
  }

  @Override
  public Set<FolderName> unlistedFolders() {
    return unlisted;
  }

  @Override
  public FolderName newName(FolderName name) {
    String reference = settings.selection().reference();
    String prefix =
        reference.isEmpty() || reference.endsWith(separator) ? reference : reference + separator;
    return name.text().startsWith(prefix) ? name : new FolderName(prefix + name.text());
  }

  private ListedFolder listed(Mailbox mailbox) {
    Mailbox.MailboxStatus status = mailbox.status();
    return new ListedFolder(
        names.folder(mailbox.name()),
        use(mailbox.attributes()),
        new FolderState(
            status.uidValidity(), status.uidNext(), status.messages(), status.highestModSeq()));
  }

  private static Use use(Set<String> attributes) {
    if (attributes.contains("\\trash")) {
      return Use.TRASH;
    }
    return attributes.contains("\\junk") ? Use.JUNK : Use.NONE;
  }

  @Override
  public RemoteFolder folder(FolderName name) {
    Target target =
        new Target(name, names.mailbox(name), trash.of(name).map(names::mailbox), settings);
    return new ImapFolder(target, lanes, failures, events);
  }

  @Override
  public boolean createFolder(FolderName name) throws SyncException {
    FolderName mailbox = names.mailbox(name);
    refuseUnencoded(mailbox);
    try {
      boolean made = create(mailbox);
      refuseTwin(name, mailbox);
      if (made) {
        subscribe(mailbox);
      }
      return made;
    } catch (ImapException.Refused e) {
      throw failures.ofFolder(name, "creating it" + advice(mailbox), e);
    } catch (ImapException e) {
      throw failures.ofFolder(name, "creating it", e);
    } catch (InterruptedException e) {
      throw failures.interrupted(e);
    }
  }

  /** {@link Quirk#PREFIX_DEMANDED}: what a user can do where a name was refused. */
  private String advice(FolderName mailbox) throws SyncException {
    return namespace()
        .map(Untagged.Namespace::prefix)
        .filter(prefix -> !mailbox.text().startsWith(prefix))
        .map(prefix -> {
          lane.met(Quirk.PREFIX_DEMANDED);
          return " (your own folders begin with '"
              + prefix
              + "' there: nametrans can put it in front)";
        })
        .orElse("");
  }

  /** False when it is there already. */
  private boolean create(FolderName mailbox)
      throws ImapException, InterruptedException, SyncException {
    try {
      lane.run(connection -> connection.create(mailbox)).await();
      return true;
    } catch (ImapException.Refused e) {
      if (e.code().is(ResponseCode.Known.ALREADYEXISTS)) {
        return false;
      }
      throw e;
    }
  }

  /** {@link Quirk#CASE_INSENSITIVE_NAMES}: two folders in one mailbox would be mixed. */
  private void refuseTwin(FolderName name, FolderName mailbox)
      throws ImapException, InterruptedException, SyncException {
    Optional<FolderName> twin = twins.of(mailbox);
    if (twin.isPresent()) {
      List<Mailbox> listed =
          lane.run(connection -> connection.list("", mailbox.text(), false)).await();
      if (listed.stream().noneMatch(each -> each.name().equals(mailbox))) {
        throw new SyncException.FolderFailure(
            "%s: folder '%s' is left alone: it differs from '%s' in case only, and this server takes both for one; rename it on disk"
                .formatted(settings.name(), name, names.folder(twin.get())),
            null,
            false);
      }
    }
    twins.add(mailbox);
  }

  /** Deletes a folder and all that is in it; only ever on a person's word. */
  public void deleteFolder(FolderName name) throws SyncException {
    FolderName mailbox = names.mailbox(name);
    refuseUnencoded(mailbox);
    try {
      lane.run(connection -> connection.delete(mailbox)).await();
    } catch (ImapException.Refused e) {
      throw notDeleted(name, "NO " + e.serverText(), e);
    } catch (ImapException.Rejected e) {
      throw notDeleted(name, "BAD " + e.serverText(), e);
    } catch (ImapException e) {
      throw failures.ofFolder(name, "deleting it", e);
    } catch (InterruptedException e) {
      throw failures.interrupted(e);
    }
  }

  private SyncException.FolderFailure notDeleted(
      FolderName name, String answer, ImapException cause) {
    return new SyncException.FolderFailure(
        "Folder '%s'[%s] could not be deleted. Server responded: %s"
            .formatted(name, settings.name(), answer),
        cause,
        false);
  }

  /** Without {@code utf8foldernames} a name is what the wire has (RFC 3501 5.1.3). */
  private void refuseUnencoded(FolderName mailbox) throws SyncException.FolderFailure {
    if (mailbox.text().chars().anyMatch(letter -> letter < ' ' || letter > '~')) {
      throw new SyncException.FolderFailure(
          "%s: '%s' is no mailbox name; without utf8foldernames it has to be written as '%s'"
              .formatted(settings.name(), mailbox, ModifiedUtf7.encode(mailbox.text())),
          null,
          false);
    }
  }

  /** A server without subscriptions refuses; the folder is there all the same. */
  private void subscribe(FolderName mailbox)
      throws ImapException, InterruptedException, SyncException {
    try {
      lane.run(connection -> connection.subscribe(mailbox)).await();
    } catch (ImapException.Refused | ImapException.Rejected e) {
      events.accept(
          new SyncEvent.Debug(
              settings.account(), Optional.empty(), "imap", "not subscribed: " + e.getMessage()));
    }
  }

  /** What the server offers, less what the user switched off. Connects when necessary. */
  public Set<String> capabilities() throws SyncException {
    try {
      return lane.run(connection -> connection.capabilities().names());
    } catch (ImapException e) {
      throw failures.ofConnection("asking for its capabilities", e);
    } catch (InterruptedException e) {
      throw failures.interrupted(e);
    }
  }

  /** Where the user's own mailboxes begin, where the server tells (RFC 2342). */
  public Optional<Untagged.Namespace> namespace() throws SyncException {
    try {
      return lane.run(connection ->
          connection.capabilities().has("NAMESPACE")
              ? connection.namespace().await()
              : Optional.empty());
    } catch (ImapException e) {
      throw failures.ofConnection("asking for its namespace", e);
    } catch (InterruptedException e) {
      throw failures.interrupted(e);
    }
  }

  @Override
  public void expectFetches(long messages) {
    lanes.expect(messages);
  }

  @Override
  public Traffic traffic() {
    return lanes.traffic();
  }

  @Override
  public void close() throws SyncException {
    try {
      lanes.close();
    } catch (ImapException e) {
      throw failures.ofConnection("signing out", e);
    } catch (InterruptedException e) {
      throw failures.interrupted(e);
    }
  }
}
