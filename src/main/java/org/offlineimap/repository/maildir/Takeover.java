package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.offlineimap.mail.Uid;

/**
 * Gives a file of one folder a name in another: one rename, so that it is in one of them at any
 * instant, and its date stays.
 *
 * @param to the folder that takes
 * @param from the folder that gives
 */
record Takeover(MaildirFolder.Parts to, MaildirFolder.Parts from) {
  /**
   * Moves it; {@code touched} hears of both directories.
   *
   * @return false when it has vanished, is taken, or lies on another device
   */
  boolean move(Uid there, Uid here, BiConsumer<Place, Place> touched) throws IOException {
    boolean addressable =
        from.contents().find(Contents.uid(there)).filter(Located::addressable).isPresent();
    if (!addressable || to.contents().find(Contents.uid(here)).isPresent()) {
      return false;
    }
    try {
      boolean found = from.contents().apply(Contents.uid(there), at -> rename(at, here, touched));
      if (found) {
        from.contents().removed(there);
      }
      return found;
    } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
      to.store().warn("message " + there + " of " + from.directory() + " is fetched, because " + e);
      return false;
    }
  }

  private void rename(Located at, Uid here, BiConsumer<Place, Place> touched) throws IOException {
    String base = NameFormat.base(at.file());
    String name = to.format().taken(base, here) + at.file().substring(base.length());
    Located there = new Located(at.place(), name);
    Path target = there.in(to.directory());
    to.store().disk().rename(at.in(from.directory()), target);
    to.contents().moved(here, there);
    touched.accept(at.place(), at.place());
  }
}
