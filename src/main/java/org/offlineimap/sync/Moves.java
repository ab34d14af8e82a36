package org.offlineimap.sync;

import java.util.List;
import org.offlineimap.mail.SyncException;

/**
 * Messages that changed their folder: what left one on disk and appeared in another moves on the
 * server, and what left one on the server and appeared in another is renamed on disk; between two
 * servers, what moved on either moves on the other. No body crosses the wire, and dates stay. Comes
 * after all plans and before anything is copied or deleted (design 3). Stateless.
 */
final class Moves {
  private Moves() {}

  /** Finds and makes them; returns the folders with what is left to do. */
  static List<PlannedFolder> run(Pass pass, List<PlannedFolder> folders) throws SyncException {
    if (pass.stop().raised()) {
      return folders;
    }
    MoveLedger onDisk = new MoveLedger();
    boolean mapped =
        folders.stream().anyMatch(folder -> folder.work().local().numbered().isPresent());
    new DiskMoves(pass, onDisk)
        .make(
            mapped
                ? new MappedMoveSearch(onDisk).onLocalServer(folders)
                : new DiskMoveSearch(onDisk).among(folders));
    List<PlannedFolder> rest = onDisk.settle(folders);
    if (pass.stop().raised()) {
      return rest;
    }
    MoveLedger onServer = new MoveLedger();
    new ServerMoves(pass, onServer)
        .make(
            mapped
                ? new MappedMoveSearch(onServer).onRemoteServer(rest)
                : new ServerMoveSearch(onServer).among(rest));
    return onServer.settle(rest);
  }
}
