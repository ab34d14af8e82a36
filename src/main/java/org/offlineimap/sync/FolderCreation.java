package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteRepository.ListedFolder;
import org.offlineimap.status.StatusKey;
import org.offlineimap.sync.FolderPair.Made;
import org.offlineimap.sync.plan.FolderMatch;
import org.offlineimap.sync.plan.NewFolder;
import org.offlineimap.sync.plan.Separators;

/**
 * Makes the folders that one side lacks. A folder's status is emptied before the folder is made: so
 * a new, empty folder is never taken for one whose messages were deleted, wherever a kill falls. A
 * folder that cannot be made is told and left out. Confined to a thread.
 */
final class FolderCreation {
  private final Pass pass;
  private final NameRules rules;
  private final Separators separators;

  FolderCreation(Pass pass, Separators separators) {
    this.pass = pass;
    this.rules = pass.ends().names();
    this.separators = separators;
  }

  /** The pair, its local folder made if need be; empty when it cannot be synchronised. */
  Optional<FolderPair> paired(ListedFolder remote, FolderMatch.Pair pair) throws SyncException {
    if (pair.exists()) {
      return Optional.of(pairOf(remote, pair.visible(), pair.local(), Made.NEITHER));
    }
    if (!pass.settings().local().mayCreate()) {
      pass.notice(remote.name(), "folder '" + remote.name() + "' has no local folder; skipped");
      return Optional.empty();
    }
    Wanted wanted =
        new Wanted(pair.local(), pass.ends().local().name(), keyOf(pair.visible()), pair.local());
    boolean made =
        attempt(remote.name(), wanted, () -> pass.ends().local().createFolder(pair.local()));
    return made
        ? Optional.of(pairOf(remote, pair.visible(), pair.local(), Made.LOCAL))
        : Optional.empty();
  }

  /**
   * Makes mailboxes for local folders that are nobody's image.
   *
   * @param taken all mailboxes that there are; what is made is added
   */
  List<FolderPair> onServer(Set<FolderName> fresh, Set<FolderName> taken) throws SyncException {
    List<FolderPair> pairs = new ArrayList<>();
    if (!pass.settings().remote().mayCreate()) {
      return pairs;
    }
    for (NewFolder folder : candidates(fresh)) {
      if (!pass.scope().folders().has(folder.remote(), folder.local())) {
        continue;
      }
      switch (folder.fate(taken, separators)) {
        case CREATE -> onServer(folder, taken).ifPresent(pairs::add);
        case FILTERED -> debug(folder);
        case TAKEN -> taken(folder);
        case ENDLESS -> endless(folder);
      }
    }
    return pairs;
  }

  /** What the local rule makes of them, and the remote rules of that in turn. */
  private List<NewFolder> candidates(Set<FolderName> fresh) throws SyncException {
    Map<FolderName, FolderName> mailboxes = new LinkedHashMap<>();
    rules
        .local()
        .visible(fresh)
        .forEach((local, visible) -> mailboxes.put(local, separators.toRemote(visible)));
    mailboxes.values().removeIf(mailbox -> mailbox.text().isEmpty());
    mailboxes.replaceAll((_, mailbox) -> pass.ends().remote().newName(mailbox));
    Map<FolderName, String> again = rules.remote().visible(mailboxes.values());
    Set<FolderName> wanted = rules.remote().wanted(mailboxes.values());
    List<NewFolder> folders = new ArrayList<>();
    mailboxes.forEach((local, remote) ->
        folders.add(
            new NewFolder(
                local,
                remote,
                again.getOrDefault(remote, remote.text()),
                wanted.contains(remote))));
    return folders;
  }

  private Optional<FolderPair> onServer(NewFolder folder, Set<FolderName> taken)
      throws SyncException {
    Optional<String> owner = rules.owners().claim(folder.local());
    if (owner.isPresent()) {
      return Optional.empty();
    }
    FolderName name = folder.remote();
    Made[] made = {Made.NEITHER};
    Wanted wanted =
        new Wanted(name, pass.ends().remote().name(), keyOf(folder.visibleAgain()), folder.local());
    boolean done =
        attempt(
            name,
            wanted,
            () -> made[0] = pass.ends().remote().createFolder(name) ? Made.REMOTE : Made.NEITHER);
    if (!done || pass.settings().dryRun()) {
      return Optional.empty();
    }
    taken.add(name);
    return Optional.of(
        pairOf(ListedFolder.of(name), folder.visibleAgain(), folder.local(), made[0]));
  }

  /** A folder to be made, and the status that goes with it. */
  private record Wanted(FolderName folder, String repository, StatusKey status, FolderName local) {}

  /** Makes a folder with an empty status, or says so in a dry run. */
  private boolean attempt(FolderName about, Wanted wanted, TaskGroup.Task make)
      throws SyncException {
    boolean dryRun = pass.settings().dryRun();
    FolderName created = wanted.folder();
    String repository = wanted.repository();
    try {
      boolean fresh = !dryRun && pass.ends().status().reset(wanted.status());
      if (!dryRun) {
        make.run();
      }
      pass.tell(new SyncEvent.FolderCreated(pass.account(), repository, created, dryRun));
      if (fresh) {
        String local = pass.ends().local().name();
        pass.tell(
            new SyncEvent.StatusCreated(pass.account(), Optional.empty(), local, wanted.local()));
      }
      return true;
    } catch (SyncException.FolderFailure e) {
      pass.failed(about, "Creating folder " + created + " on repository " + repository, e);
      return false;
    }
  }

  private void debug(NewFolder folder) {
    pass.tell(
        new SyncEvent.Debug(
            pass.account(),
            Optional.of(folder.remote()),
            "",
            "Not creating folder '"
                + folder.remote()
                + "' (repository '"
                + pass.ends().remote().name()
                + "') because the folderfilter there leaves it out"));
  }

  private void taken(NewFolder folder) {
    pass.warn(
        folder.remote(),
        "local folder '"
            + folder.local()
            + "' is left alone: it would be '"
            + folder.remote()
            + "' on the server, which is another local folder or is not synchronised");
  }

  private void endless(NewFolder folder) {
    String here = pass.ends().local().name();
    String there = pass.ends().remote().name();
    String text =
        "INFINITE FOLDER CREATION DETECTED! Folder '%s' (repository '%s') would be created as folder '%s' (repository '%s'). The latter becomes '%s' in return, leading to infinite folder creation cycles. SOLUTION: give [Repository %s] a nametrans that undoes the one of [Repository %s], or keep this folder on its side with the line  folderfilter = lambda f: f not in [%s]  in [Repository %s]. Nothing was created for it."
            .formatted(
                folder.local(),
                here,
                folder.remote(),
                there,
                separators.toLocal(folder.visibleAgain()),
                here,
                there,
                quoted(folder.local().text()),
                here);
    pass.failed(folder.remote(), "", new SyncException.FolderFailure(text, null, false));
  }

  /** As Python reads it. */
  static String quoted(String name) {
    return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private FolderPair pairOf(ListedFolder remote, String visible, FolderName local, Made made) {
    return new FolderPair(remote, visible, local, keyOf(visible), made, UidSet.empty());
  }

  private StatusKey keyOf(String visible) {
    return StatusKey.of(visible, separators.remote());
  }
}
