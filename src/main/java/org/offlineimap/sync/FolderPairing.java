package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteRepository.FolderState;
import org.offlineimap.repository.RemoteRepository.ListedFolder;
import org.offlineimap.repository.RemoteRepository.Use;
import org.offlineimap.status.StatusKey;
import org.offlineimap.sync.FolderPair.Made;

/**
 * Finds which folders belong together and makes the missing ones (reference: synchronisation 4, 5).
 * A folder's status is emptied before the folder is made: so a new, empty folder is never taken for
 * one whose messages were deleted, wherever a kill falls.
 */
final class FolderPairing {
  private final Pass pass;
  private final String remoteSeparator;
  private final String localSeparator;

  FolderPairing(Pass pass) {
    this.pass = pass;
    this.remoteSeparator = pass.ends().remote().separator();
    this.localSeparator = pass.ends().local().separator();
  }

  /** Pairs the listed folders that the pass is for, in the order of their remote names. */
  List<FolderPair> pair(List<ListedFolder> remote, List<FolderName> local) throws SyncException {
    Map<FolderName, List<ListedFolder>> images = images(remote);
    Set<FolderName> onDisk = new HashSet<>(local);
    List<FolderPair> pairs = new ArrayList<>();
    for (Map.Entry<FolderName, List<ListedFolder>> image : images.entrySet()) {
      List<ListedFolder> origins = image.getValue();
      if (origins.stream().noneMatch(origin -> isWanted(origin.name(), image.getKey()))) {
        continue;
      }
      if (origins.size() > 1) {
        clash(image.getKey(), origins);
      } else if (onDisk.contains(image.getKey())) {
        pairs.add(pairOf(origins.getFirst(), image.getKey(), Made.NEITHER));
      } else if (makeLocal(origins.getFirst(), image.getKey())) {
        pairs.add(pairOf(origins.getFirst(), image.getKey(), Made.LOCAL));
      }
    }
    Set<FolderName> taken = namesOf(remote);
    for (FolderName name : local.stream().sorted().toList()) {
      if (!images.containsKey(name) && !name.text().isEmpty() && isWanted(toRemote(name), name)) {
        makeRemote(name, taken, pairs);
      }
    }
    pairs.sort(java.util.Comparator.comparing(FolderPair::name));
    return pairs;
  }

  private boolean isWanted(FolderName remote, FolderName local) {
    return pass.scope().folders().has(remote, local);
  }

  private static Set<FolderName> namesOf(List<ListedFolder> folders) {
    Set<FolderName> names = new HashSet<>();
    folders.forEach(folder -> names.add(folder.name()));
    return names;
  }

  private Map<FolderName, List<ListedFolder>> images(List<ListedFolder> remote) {
    Map<FolderName, ListedFolder> once = new TreeMap<>();
    remote.forEach(folder -> once.putIfAbsent(folder.name(), folder));
    Map<FolderName, List<ListedFolder>> images = new TreeMap<>();
    for (ListedFolder folder : once.values()) {
      if (translatable(folder.name())) {
        images.computeIfAbsent(toLocal(folder.name()), n -> new ArrayList<>()).add(folder);
      } else {
        pass.warn(
            folder.name(),
            "folder '"
                + folder.name()
                + "' is left alone: its name contains '"
                + localSeparator
                + "', which separates folders on disk");
      }
    }
    return images;
  }

  private boolean translatable(FolderName remote) {
    return localSeparator.equals(remoteSeparator) || !remote.text().contains(localSeparator);
  }

  private FolderName toLocal(FolderName remote) {
    return new FolderName(swap(remote.text(), remoteSeparator, localSeparator));
  }

  private FolderName toRemote(FolderName local) {
    return FolderName.ofMailbox(swap(local.text(), localSeparator, remoteSeparator));
  }

  private static String swap(String name, String from, String to) {
    return from.isEmpty() || to.isEmpty() ? name : name.replace(from, to);
  }

  private void clash(FolderName local, List<ListedFolder> origins) {
    List<FolderName> names = origins.stream().map(ListedFolder::name).toList();
    SyncException cause =
        new SyncException.FolderFailure(
            "the remote folders "
                + names
                + " all map to the local folder '"
                + local
                + "'; all of them are left alone until their names differ",
            null,
            false);
    pass.failed(names.getFirst(), "", cause);
  }

  private boolean makeLocal(ListedFolder remote, FolderName local) throws SyncException {
    if (!pass.settings().local().mayCreate()) {
      pass.notice(remote.name(), "folder '" + remote.name() + "' has no local folder; skipped");
      return false;
    }
    if (!pass.settings().dryRun()) {
      pass.ends().status().reset(keyOf(remote.name()));
      pass.ends().local().createFolder(local);
    }
    created(pass.ends().local().name(), local);
    return true;
  }

  private void makeRemote(FolderName local, Set<FolderName> taken, List<FolderPair> pairs)
      throws SyncException {
    FolderName remote = toRemote(local);
    if (!pass.settings().remote().mayCreate()) {
      return;
    }
    if (taken.contains(remote) || !translatable(remote) || !toLocal(remote).equals(local)) {
      endless(local, remote);
      return;
    }
    created(pass.ends().remote().name(), remote);
    if (pass.settings().dryRun()) {
      return;
    }
    pass.ends().status().reset(keyOf(remote));
    Made made = pass.ends().remote().createFolder(remote) ? Made.REMOTE : Made.NEITHER;
    taken.add(remote);
    pairs.add(pairOf(new ListedFolder(remote, Use.NONE, FolderState.UNKNOWN), local, made));
  }

  private void endless(FolderName local, FolderName remote) {
    SyncException cause =
        new SyncException.FolderFailure(
            "INFINITE FOLDER CREATION DETECTED! Folder '"
                + local
                + "' (repository '"
                + pass.ends().local().name()
                + "') would be created as folder '"
                + remote
                + "' (repository '"
                + pass.ends().remote().name()
                + "'), which is not its image. It is left alone; rename one of them.",
            null,
            false);
    pass.failed(remote, "", cause);
  }

  private void created(String repository, FolderName name) {
    boolean dryRun = pass.settings().dryRun();
    pass.tell(new SyncEvent.FolderCreated(pass.account(), repository, name, dryRun));
  }

  private FolderPair pairOf(ListedFolder remote, FolderName local, Made made) {
    return new FolderPair(remote, local, keyOf(remote.name()), made);
  }

  private StatusKey keyOf(FolderName remote) {
    return StatusKey.of(remote.text(), remoteSeparator);
  }
}
