package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.mail.Renaming;
import org.offlineimap.mail.Uid;

/**
 * Gives many files of a folder other UIDs in their names, or none. All that stays of a name is its
 * beginning and its info part. Confined to one thread.
 */
final class UidRenaming {
  private final MaildirFolder.Parts parts;

  UidRenaming(MaildirFolder.Parts parts) {
    this.parts = parts;
  }

  /** Says what the messages shall be called; ones that are gone are left out. */
  List<Renaming> plan(Map<Uid, Optional<Uid>> wanted) throws IOException {
    FolderScan scan = parts.contents().read();
    Set<String> taken = scan.bases();
    List<Renaming> renamings = new ArrayList<>();
    for (Map.Entry<Uid, Optional<Uid>> one : wanted.entrySet()) {
      Optional<Located> at = scan.known().find(one.getKey().value());
      if (at.isPresent() && !at.get().addressable()) {
        throw new IOException(
            "the name of the file " + at.get().in(parts.directory()) + " is not UTF-8; rename it");
      }
      if (at.isPresent()) {
        String from = NameFormat.base(at.get().file());
        renamings.add(new Renaming(from, free(from, one.getValue(), taken)));
      }
    }
    return renamings;
  }

  /** A name that nothing is called, not even a file that is about to lose its own. */
  private String free(String from, Optional<Uid> uid, Set<String> taken) {
    String to = parts.format().withUid(from, uid);
    while (!to.equals(from) && !taken.add(to)) {
      to = parts.format().withUid(parts.store().mint().next(), uid);
    }
    return to;
  }

  /** Carries them out, and tells which directories changed. */
  Set<Place> carryOut(List<Renaming> renamings) throws IOException {
    Map<String, String> wanted = new HashMap<>();
    renamings.forEach(one -> wanted.put(one.from(), one.to()));
    Set<Place> touched = EnumSet.noneOf(Place.class);
    for (Located at : parts.contents().read().all()) {
      String base = NameFormat.base(at.file());
      String to = wanted.getOrDefault(base, base);
      if (!to.equals(base)) {
        Located there = new Located(at.place(), to + at.file().substring(base.length()));
        parts.store().disk().rename(at.in(parts.directory()), there.in(parts.directory()));
        touched.add(at.place());
      }
    }
    parts.contents().read();
    return touched;
  }
}
