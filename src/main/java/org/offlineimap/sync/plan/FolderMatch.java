package org.offlineimap.sync.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.offlineimap.mail.FolderName;

/**
 * Which folders belong together, from plain names: the whole map of the remote names is made first
 * and must be one to one (reference: synchronisation 5, 13.34). Immutable.
 *
 * @param pairs the folders to synchronise, whose local one may be missing yet; by remote name
 * @param clashes several remote folders with one local name; they are left alone
 * @param unmappable remote folders whose names hold the local separator as a letter
 * @param unpaired local folders that are no image of any remote one, filtered ones included
 */
public record FolderMatch(
    List<Pair> pairs, List<Clash> clashes, List<FolderName> unmappable, Set<FolderName> unpaired) {
  /** Copies the collections. */
  public FolderMatch {
    pairs = List.copyOf(pairs);
    clashes = List.copyOf(clashes);
    unmappable = List.copyOf(unmappable);
    unpaired = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(unpaired));
  }

  /**
   * A remote folder as its rules see it.
   *
   * @param visible its name after the remote {@code nametrans}, with remote separators
   * @param wanted whether its filter lets it through
   */
  public record Origin(FolderName name, String visible, boolean wanted) {}

  /**
   * Two folders that belong together.
   *
   * @param exists whether the local one is there
   */
  public record Pair(FolderName remote, String visible, FolderName local, boolean exists) {}

  /** Remote folders that all would be one local folder. */
  public record Clash(FolderName local, List<FolderName> remote) {
    /** Copies the list. */
    public Clash {
      remote = List.copyOf(remote);
    }
  }

  /** Matches the listed folders of both sides. */
  public static FolderMatch of(
      Collection<Origin> remote, Collection<FolderName> local, Separators separators) {
    Map<FolderName, List<Origin>> images = new TreeMap<>();
    List<FolderName> unmappable = new ArrayList<>();
    Set<FolderName> occupied = new HashSet<>();
    for (Origin origin : remote) {
      if (separators.canMap(origin.name())) {
        FolderName image = separators.toLocal(origin.visible());
        images.computeIfAbsent(image, _ -> new ArrayList<>()).add(origin);
      } else {
        occupied.add(separators.toLocal(origin.visible()));
        if (origin.wanted()) {
          unmappable.add(origin.name());
        }
      }
    }
    occupied.addAll(images.keySet());
    Set<FolderName> unpaired = new LinkedHashSet<>(local.stream().sorted().toList());
    unpaired.removeAll(occupied);
    List<Clash> clashes = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    Set<FolderName> onDisk = new HashSet<>(local);
    images.forEach((image, origins) -> {
      List<Origin> wanted = origins.stream().filter(Origin::wanted).toList();
      if (wanted.size() > 1) {
        clashes.add(new Clash(image, wanted.stream().map(Origin::name).sorted().toList()));
      } else if (wanted.size() == 1) {
        Origin one = wanted.getFirst();
        pairs.add(new Pair(one.name(), one.visible(), image, onDisk.contains(image)));
      }
    });
    pairs.sort((a, b) -> a.remote().compareTo(b.remote()));
    return new FolderMatch(pairs, clashes, unmappable, unpaired);
  }
}
