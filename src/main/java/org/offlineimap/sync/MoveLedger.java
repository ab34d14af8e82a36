package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.sync.plan.Moved;

/** What moves have done to each folder, and which folders failed at it. One thread. */
final class MoveLedger {
  private final Map<PlannedFolder, Share> shares = new HashMap<>();
  private final Set<PlannedFolder> failed = new HashSet<>();

  /** One folder's share. */
  private static final class Share {
    private UidSet arrived = UidSet.empty();
    private UidSet leftDisk = UidSet.empty();
    private UidSet leftServer = UidSet.empty();
    private UidSet copied = UidSet.empty();
    private UidSet copiedHere = UidSet.empty();
    private final Set<String> sent = new HashSet<>();
  }

  private Share of(PlannedFolder folder) {
    return shares.computeIfAbsent(folder, _ -> new Share());
  }

  /** This message of the server needs no download. */
  void arrived(PlannedFolder folder, Uid uid) {
    of(folder).arrived = of(folder).arrived.union(UidSet.of(uid.value()));
  }

  /** This message of the disk needs no upload now. */
  void sent(PlannedFolder folder, Fresh message) {
    of(folder).sent.add(message.key());
  }

  /** This one goes up after all. */
  void unsent(PlannedFolder folder, Fresh message) {
    of(folder).sent.remove(message.key());
  }

  /** This message has left the disk. */
  void leftDisk(PlannedFolder folder, Uid uid) {
    of(folder).leftDisk = of(folder).leftDisk.union(UidSet.of(uid.value()));
  }

  /** These messages are not to be deleted on the server in this run. */
  void leftServer(PlannedFolder folder, UidSet uids) {
    of(folder).leftServer = of(folder).leftServer.union(uids);
  }

  /** These are, because they are elsewhere by now. */
  void copied(PlannedFolder folder, UidSet uids) {
    of(folder).copied = of(folder).copied.union(uids);
    of(folder).leftServer = of(folder).leftServer.minus(uids);
  }

  /** These are to be deleted on the local side, because they are elsewhere there by now. */
  void copiedHere(PlannedFolder folder, UidSet uids) {
    of(folder).copiedHere = of(folder).copiedHere.union(uids);
  }

  /** Runs a step of a folder's; when it fails, the folder takes no further part. */
  boolean guarded(PlannedFolder folder, TaskGroup.Task step) throws SyncException {
    boolean well = !failed.contains(folder) && folder.work().guarded(step);
    if (!well) {
      failed.add(folder);
    }
    return well;
  }

  boolean hasFailed(PlannedFolder folder) {
    return failed.contains(folder);
  }

  /** The folders that did not fail, with what is left to do. */
  List<PlannedFolder> settle(List<PlannedFolder> folders) {
    List<PlannedFolder> rest = new ArrayList<>();
    for (PlannedFolder folder : folders) {
      if (!failed.contains(folder)) {
        Share share = shares.get(folder);
        rest.add(share == null ? folder : settled(folder, share));
      }
    }
    return rest;
  }

  private static PlannedFolder settled(PlannedFolder folder, Share share) {
    List<Fresh> fresh =
        folder.outgoing().stream().filter(message -> !share.sent.contains(message.key())).toList();
    Moved moved =
        new Moved(
            share.arrived,
            share.sent.size(),
            share.leftDisk,
            share.leftServer,
            new Moved.Copied(share.copiedHere, share.copied));
    return folder.without(moved, fresh);
  }
}
