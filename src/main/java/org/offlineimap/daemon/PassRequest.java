package org.offlineimap.daemon;

import java.util.Locale;
import org.offlineimap.sync.FolderSelection;

/**
 * A pass that is due. Immutable.
 *
 * @param mode how thorough it is, and why it is done
 * @param folders which folder pairs it takes up
 * @param patient whether disappearances that wait for their counterpart go on waiting
 * @param told whether it is the hour, a signal or the server that asks for it; else the disk does,
 *     or the doubt of a watch that was down
 * @param remoteOnly whether only the server asks, or the doubt of a watch over it: where it says
 *     what it said when we left it, there is nothing to do
 */
public record PassRequest(
    Mode mode, FolderSelection folders, boolean patient, boolean told, boolean remoteOnly) {
  /** Why a pass is done; the words are those of {@code OFFLINEIMAPSYNCMODE}. */
  public enum Mode {
    FULL,
    QUICK,
    /** Somebody told of a change. */
    IDLE;

    /** The word as hooks see it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static PassRequest whole(Mode mode, boolean patient) {
    return new PassRequest(mode, FolderSelection.ALL, patient, true, false);
  }
}
