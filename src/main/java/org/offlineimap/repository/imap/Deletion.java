package org.offlineimap.repository.imap;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.offlineimap.imap.client.Copying;
import org.offlineimap.imap.client.FetchItem;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.Removal;

/** Takes messages away from a mailbox, and no others. One thread at a time. */
final class Deletion {
  private final Workplace work;
  private final UidSet uids;
  private final UidSet marked;

  /** Of {@code uids}, of which those of {@code marked} are marked already. */
  Deletion(Workplace work, UidSet uids, UidSet marked) {
    this.work = work;
    this.uids = uids;
    this.marked = marked;
  }

  /** Sends what it takes. */
  RemoteFolder.Deleting begin(boolean expunge) throws SyncException {
    if (work.target().trash().isPresent()) {
      Removal moved = moveToTrash(work.target().trash().get());
      return () -> moved;
    }
    boolean exactly = expunge && work.inMailbox("deleting", c -> c.capabilities().has("UIDPLUS"));
    UidSet unmarked = uids.minus(marked);
    Marking sent =
        work.inMailbox(
            "deleting",
            connection ->
                new Marking(
                    unmarked.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                            connection.store(unmarked, true, FlagSet.of(SystemFlag.DELETED))),
                    exactly ? Optional.of(connection.uidExpunge(uids)) : Optional.empty(),
                    expunge && !exactly ? Optional.of(allMarked(connection)) : Optional.empty()));
    if (sent.search.isPresent()) {
      // What is marked meanwhile would be expunged too: no other folder's work comes in between.
      Removal removed = removal(sent);
      return () -> removed;
    }
    return () -> removal(sent);
  }

  /**
   * By a look at each message's flags: what a wrong answer to SEARCH leaves out would be expunged
   * ({@link Quirk#SEARCH_WRONG}).
   */
  private static Pending<UidSet> allMarked(ImapConnection connection)
      throws ImapException, InterruptedException {
    Set<Long> found = ConcurrentHashMap.newKeySet();
    return connection
        .fetchAll(
            EnumSet.of(FetchItem.FLAGS),
            fetch -> {
              boolean isMarked =
                  fetch.flags().map(flags -> flags.contains(SystemFlag.DELETED)).orElse(false);
              if (isMarked && fetch.uid().isPresent()) {
                found.add(fetch.uid().getAsLong());
              }
            })
        .map(_ -> UidSet.of(found.stream().mapToLong(Long::longValue).sorted().toArray()));
  }

  private Removal removal(Marking sent) throws SyncException {
    if (sent.store.isPresent() && !work.succeeds("deleting", sent.store.get())) {
      return new Removal(UidSet.empty(), marked);
    }
    boolean gone =
        sent.expunge.isPresent()
            ? work.succeeds("deleting", sent.expunge.get()) && expungedLate()
            : sent.search.isPresent() && expungeAlone(sent.search.get());
    return gone ? new Removal(uids, UidSet.empty()) : new Removal(UidSet.empty(), uids);
  }

  /** What was marked in a second command only, the EXPUNGE behind the first one left. */
  private boolean expungedLate() throws SyncException {
    boolean late = work.guarded("deleting", () -> work.lane().run(ImapConnection::hasCutCommands));
    return !late || work.succeeds("deleting", work.inMailbox("deleting", c -> c.uidExpunge(uids)));
  }

  /** Out of every label, whatever {@code expunge} says: what is in the trash can be taken back. */
  private Removal moveToTrash(FolderName trash) throws SyncException {
    if (!work.guarded("moving", () -> work.lane().run(c -> c.capabilities().has("MOVE")))) {
      throw new FolderFailure(
          "%s: folder '%s': gmail_delete = trash needs a server with MOVE; nothing was deleted"
              .formatted(work.target().settings().name(), work.target().folder()),
          null,
          false);
    }
    String what = "moving to '" + trash + "'";
    UidSet moved = UidSet.empty();
    for (Copying part : work.inMailbox(what, c -> c.transfer(uids, trash, true))) {
      if (work.succeeds(what, part.places())) {
        moved = moved.union(part.uids());
      }
    }
    return new Removal(moved, UidSet.empty());
  }

  /** What was sent in one go. */
  private record Marking(
      Optional<Pending<Void>> store,
      Optional<Pending<Void>> expunge,
      Optional<Pending<UidSet>> search) {}

  /** Without UIDPLUS: EXPUNGE takes what others marked too, so only when there is no such thing. */
  private boolean expungeAlone(Pending<UidSet> marked) throws SyncException {
    UidSet others = work.guarded("deleting", marked::await).minus(uids);
    return others.isEmpty()
        && work.succeeds("deleting", work.inMailbox("deleting", ImapConnection::expunge));
  }
}
