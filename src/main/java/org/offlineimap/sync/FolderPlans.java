package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;

/**
 * Lists and plans every folder that changed: the first of an account's three phases. Use from one
 * thread.
 *
 * @param anyUse whether the server tells special uses
 */
record FolderPlans(Pass pass, boolean anyUse) {
  /** Folders whose lists are compared beside each other. */
  private static final int AT_ONCE = 8;

  /** Folders that the server is asked about in one go. */
  private static final int ASKED_AT_ONCE = 100;

  /** The plans, in the order of the pairs; a folder that fails is reported and left out. */
  List<PlannedFolder> of(List<FolderPair> pairs) throws SyncException {
    List<PlannedFolder> planned = Collections.synchronizedList(new ArrayList<>());
    for (int from = 0; from < pairs.size() && !pass.stop().raised(); from += ASKED_AT_ONCE) {
      int to = Math.min(pairs.size(), from + ASKED_AT_ONCE);
      planTogether(ask(pairs.subList(from, to)), planned);
    }
    Map<FolderName, Integer> places = new HashMap<>();
    pairs.forEach(pair -> places.put(pair.name(), places.size()));
    List<PlannedFolder> sorted = new ArrayList<>(planned);
    sorted.sort(Comparator.comparing(folder -> places.getOrDefault(folder.work().name(), 0)));
    return sorted;
  }

  /** Asks about all of them, so that the answers cost one turnaround together. */
  private List<FolderSync> ask(List<FolderPair> pairs) throws SyncException {
    List<FolderSync> asked = new ArrayList<>();
    for (FolderPair pair : pairs) {
      FolderSync folder = folderSync(pair);
      if (folder.work().guarded(folder::ask)) {
        asked.add(folder);
      }
    }
    return asked;
  }

  private void planTogether(List<FolderSync> asked, List<PlannedFolder> planned)
      throws SyncException {
    try (TaskGroup tasks = new TaskGroup(AT_ONCE)) {
      for (FolderSync folder : asked) {
        tasks.fork(() -> {
          if (!pass.stop().raised()) {
            folder.work().guarded(() -> folder.prepare().ifPresent(planned::add));
          }
        });
      }
      tasks.join();
    }
  }

  private FolderSync folderSync(FolderPair pair) {
    FolderWork work =
        new FolderWork(
            pass,
            pair,
            pass.ends().remote().folder(pair.name()),
            pass.ends().local().folder(pair.local()));
    boolean exempt = Exempt.from(pair.remote(), anyUse, pass.ends().remote().separator());
    return new FolderSync(work, exempt);
  }
}
