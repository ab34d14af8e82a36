package org.offlineimap.repository.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.Renaming;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.MessageFailure;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidPairs;
import org.offlineimap.mail.UidSet;

/**
 * The UID map of one folder: read when first needed, changed in memory, and written by {@link
 * #save} only. One thread at a time.
 */
final class MappedPairs {
  private final FolderName folder;
  private final MappedMemory memory;
  private final String separator;
  private @Nullable UidPairs pairs;
  private boolean unsaved;

  MappedPairs(FolderName folder, MappedMemory memory, String separator) {
    this.folder = folder;
    this.memory = memory;
    this.separator = separator;
  }

  UidPairs now() throws SyncException {
    UidPairs known = pairs;
    if (known == null) {
      known = memory.load(folder, separator);
      pairs = known;
    }
    return known;
  }

  /** Drops the pairs of the own messages that {@code kept} does not want; returns the rest. */
  UidPairs keep(LongPredicate kept) throws SyncException {
    UidPairs before = now();
    UidPairs rest = before.onlyLocal(kept);
    unsaved |= rest.size() != before.size();
    pairs = rest;
    return rest;
  }

  void add(UidPairs added) throws SyncException {
    pairs = now().with(added);
    unsaved = true;
  }

  /** One pair; no message may stand for two. */
  void assign(Uid own, Uid remote) throws SyncException {
    OptionalLong holder = now().local(remote.value());
    if (holder.isPresent() && holder.getAsLong() != own.value()) {
      throw new MessageFailure(
          "folder '%s': messages %s and %d would both be %s"
              .formatted(folder, own, holder.getAsLong(), remote),
          null);
    }
    add(new UidPairs.Builder().add(own.value(), remote.value()).build());
  }

  /** {@code OWN:OLD} becomes {@code OWN:NEW}, or {@code OWN:0} for a fresh message. */
  List<Renaming> renamings(Map<Uid, Optional<Uid>> wanted) throws SyncException {
    List<Renaming> renamings = new ArrayList<>();
    for (Map.Entry<Uid, Optional<Uid>> one : wanted.entrySet()) {
      OptionalLong own = now().local(one.getKey().value());
      if (own.isPresent()) {
        long next = one.getValue().map(Uid::value).orElse(0L);
        renamings.add(
            new Renaming(own.getAsLong() + ":" + one.getKey(), own.getAsLong() + ":" + next));
      }
    }
    return renamings;
  }

  void rename(List<Renaming> renamings) throws SyncException {
    UidPairs.Builder given = new UidPairs.Builder();
    UidSet renamed = UidSet.empty();
    for (Renaming renaming : renamings) {
      int colon = renaming.to().indexOf(':');
      long own = Long.parseLong(renaming.to().substring(0, colon));
      long remote = Long.parseLong(renaming.to().substring(colon + 1));
      renamed = renamed.union(UidSet.of(own));
      if (remote > 0) {
        given.add(own, remote);
      }
    }
    UidSet all = renamed;
    keep(own -> !all.contains(own));
    add(given.build());
  }

  void save() throws SyncException {
    if (unsaved) {
      memory.save(folder, separator, now());
      unsaved = false;
    }
  }
}
