package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.offlineimap.mail.DirectoryStamp;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteRepository.ListedFolder;
import org.offlineimap.status.StatusKey;
import org.offlineimap.sync.plan.FolderMatch;
import org.offlineimap.sync.plan.Separators;

/**
 * Finds which folders belong together and has the missing ones made (reference: synchronisation 4,
 * 5). The user's rules are asked about all names at once, and their whole map is known before
 * anything is made. Confined to a thread.
 */
final class FolderPairing {
  private final Pass pass;
  private final NameRules rules;
  private final Separators separators;
  private final FolderCreation creation;

  FolderPairing(Pass pass) {
    this.pass = pass;
    this.rules = pass.ends().names();
    this.separators =
        new Separators(pass.ends().remote().separator(), pass.ends().local().separator());
    this.creation = new FolderCreation(pass, separators);
  }

  /** Pairs the listed folders that the pass is for, in the order of {@code foldersort}. */
  List<FolderPair> pair(List<ListedFolder> remote, List<FolderName> local) throws SyncException {
    Map<FolderName, ListedFolder> listed = new TreeMap<>();
    remote.forEach(folder -> listed.putIfAbsent(folder.name(), folder));
    Set<FolderName> hidden = new HashSet<>(pass.ends().remote().unlistedFolders());
    hidden.removeAll(listed.keySet());
    FolderMatch match = FolderMatch.of(origins(listed.keySet(), hidden), local, separators);
    match.unmappable().forEach(this::unmappable);
    match.clashes().forEach(this::clash);
    Set<FolderName> wantedHere = askLocal(match);
    List<FolderPair> pairs = new ArrayList<>();
    for (FolderMatch.Pair pair : oneDirectoryEach(oneStatusEach(match.pairs()))) {
      if (pass.scope().folders().has(pair.remote(), pair.local()) && isOurs(pair)) {
        ListedFolder folder = listed.getOrDefault(pair.remote(), ListedFolder.of(pair.remote()));
        creation.paired(folder, pair).ifPresent(pairs::add);
      }
    }
    Set<FolderName> fresh = new LinkedHashSet<>(match.unpaired());
    fresh.retainAll(wantedHere);
    fresh.removeIf(rules.owners()::isElsewhere);
    Set<FolderName> taken = new HashSet<>(listed.keySet());
    taken.addAll(hidden);
    pairs.addAll(creation.onServer(fresh, taken));
    pairs.removeIf(pair -> !wantedHere.contains(pair.local()));
    return ignoring(sorted(stillWanted(pairs)));
  }

  private List<FolderMatch.Origin> origins(Set<FolderName> listed, Set<FolderName> hidden)
      throws SyncException {
    List<FolderName> all = new ArrayList<>(listed);
    all.addAll(hidden);
    Map<FolderName, String> visible = rules.remote().visible(all);
    Set<FolderName> wanted = rules.remote().wanted(listed);
    List<FolderMatch.Origin> origins = new ArrayList<>();
    for (FolderName name : all) {
      String seen = visible.getOrDefault(name, name.text());
      boolean taken = wanted.contains(name) && listed.contains(name);
      origins.add(new FolderMatch.Origin(name, seen, taken));
    }
    return origins;
  }

  /** Asks the local rules about every folder that there is or will be; their names are kept. */
  private Set<FolderName> askLocal(FolderMatch match) throws SyncException {
    Set<FolderName> names = new LinkedHashSet<>(match.unpaired());
    match.pairs().forEach(pair -> names.add(pair.local()));
    rules.local().visible(names);
    return rules.local().wanted(names);
  }

  /** Two folders may not share a status file (reference: formats 1.2). */
  private List<FolderMatch.Pair> oneStatusEach(List<FolderMatch.Pair> pairs) {
    Map<StatusKey, List<FolderMatch.Pair>> byKey = new HashMap<>();
    for (FolderMatch.Pair pair : pairs) {
      StatusKey key = StatusKey.of(pair.visible(), separators.remote());
      byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(pair);
    }
    List<FolderMatch.Pair> alone = new ArrayList<>();
    for (FolderMatch.Pair pair : pairs) {
      List<FolderMatch.Pair> same =
          byKey.getOrDefault(StatusKey.of(pair.visible(), separators.remote()), List.of());
      if (same.size() < 2) {
        alone.add(pair);
      } else if (same.getFirst().equals(pair)) {
        List<FolderName> names = same.stream().map(FolderMatch.Pair::remote).toList();
        refuse(
            pair.remote(),
            "the remote folders "
                + names
                + " would share one status file; all of them are left alone until their names"
                + " differ in more than their separators");
      }
    }
    return alone;
  }

  /** Links can make one directory of two local folders (reference: beyond 6). */
  private List<FolderMatch.Pair> oneDirectoryEach(List<FolderMatch.Pair> pairs)
      throws SyncException {
    Map<String, List<FolderMatch.Pair>> byPlace = new LinkedHashMap<>();
    for (FolderMatch.Pair pair : pairs) {
      byPlace.computeIfAbsent(place(pair), _ -> new ArrayList<>()).add(pair);
    }
    List<FolderMatch.Pair> alone = new ArrayList<>();
    for (List<FolderMatch.Pair> same : byPlace.values()) {
      if (same.size() < 2) {
        alone.addAll(same);
      } else {
        refuse(
            same.getFirst().remote(),
            "the remote folders "
                + same.stream().map(FolderMatch.Pair::remote).toList()
                + " would share one directory, because the local folders "
                + same.stream().map(FolderMatch.Pair::local).toList()
                + " are links to it; all of them are left alone");
      }
    }
    return alone;
  }

  /** Where its messages lie; its name where nothing tells. */
  private String place(FolderMatch.Pair pair) throws SyncException {
    List<DirectoryStamp> stamps =
        pair.exists() ? pass.ends().local().folder(pair.local()).stamps() : List.of();
    return stamps.isEmpty()
        ? "name " + pair.local()
        : stamps.getLast().device() + ":" + stamps.getLast().inode();
  }

  /** A directory has one owner (reference: beyond 6). */
  private boolean isOurs(FolderMatch.Pair pair) throws SyncException {
    Optional<String> owner = rules.owners().claim(pair.local());
    owner.ifPresent(who ->
        refuse(
            pair.remote(),
            "folder '"
                + pair.remote()
                + "' is left alone: its local folder '"
                + pair.local()
                + "' "
                + who));
    return owner.isEmpty();
  }

  private void unmappable(FolderName name) {
    pass.warn(
        name,
        "Ignoring folder '"
            + name
            + "' due to unsupported '"
            + separators.local()
            + "' character serving as local separator.");
  }

  private void clash(FolderMatch.Clash clash) {
    refuse(
        clash.remote().getFirst(),
        "the remote folders "
            + clash.remote()
            + " all map to the local folder '"
            + clash.local()
            + "'; all of them are left alone until their names differ");
  }

  private void refuse(FolderName folder, String text) {
    pass.failed(folder, "", new SyncException.FolderFailure(text, null, false));
  }

  private List<FolderPair> stillWanted(List<FolderPair> pairs) throws SyncException {
    Collection<FolderName> remote = pairs.stream().map(FolderPair::name).toList();
    Collection<FolderName> local = pairs.stream().map(FolderPair::local).toList();
    Set<FolderName> there = rules.remote().stillWanted(remote);
    Set<FolderName> here = rules.local().stillWanted(local);
    return pairs.stream()
        .filter(pair -> there.contains(pair.name()) && here.contains(pair.local()))
        .toList();
  }

  private List<FolderPair> ignoring(List<FolderPair> pairs) throws SyncException {
    Map<String, UidSet> ignored =
        rules.messages().ignored(pairs.stream().map(FolderPair::visible).toList());
    return pairs.stream()
        .map(pair -> pair.ignoring(ignored.getOrDefault(pair.visible(), UidSet.empty())))
        .toList();
  }

  private List<FolderPair> sorted(List<FolderPair> pairs) throws SyncException {
    Map<String, FolderPair> byVisible = new HashMap<>();
    pairs.forEach(pair -> byVisible.put(pair.visible(), pair));
    List<FolderPair> sorted = new ArrayList<>();
    for (String visible : rules.order().sorted(List.copyOf(byVisible.keySet()))) {
      Optional.ofNullable(byVisible.get(visible)).ifPresent(sorted::add);
    }
    return sorted;
  }
}
