package org.offlineimap.sync.plan;

import java.util.Set;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.UidSet;

/**
 * What the configuration, the server and the person allow in one folder.
 *
 * @param local what holds for the local side
 * @param remote what holds for the remote side
 * @param expunge false when deleting on the server only marks
 * @param guard the deletion guard
 * @param confirmed tokens of withheld deletions that the person lets go on
 * @param letters which flags can be synchronised
 * @param skipped what is not downloaded though it is missing here
 */
public record SyncPolicy(
    Rules local,
    Rules remote,
    boolean expunge,
    DeletionGuard guard,
    Set<String> confirmed,
    LetterMap letters,
    Skipped skipped) {

  /** Copies the tokens. */
  public SyncPolicy {
    confirmed = Set.copyOf(confirmed);
  }

  /**
   * One side's options (reference: configuration 8).
   *
   * @param readOnly nothing is changed on this side
   * @param syncDeletes what is deleted on this side is deleted on the other
   */
  public record Rules(boolean readOnly, boolean syncDeletes) {
    /** Both as they are by default. */
    public static final Rules DEFAULT = new Rules(false, true);
  }

  /** Everything as it is by default. */
  public static SyncPolicy defaults() {
    return new SyncPolicy(
        Rules.DEFAULT,
        Rules.DEFAULT,
        true,
        DeletionGuard.DEFAULT,
        Set.of(),
        LetterMap.systemOnly(),
        Skipped.NOTHING);
  }

  /**
   * Messages that stay on the server.
   *
   * @param ignored by {@code copy_ignore_eval}
   * @param quarantined because copying them failed before
   */
  public record Skipped(UidSet ignored, UidSet quarantined) {
    /** None. */
    public static final Skipped NOTHING = new Skipped(UidSet.empty(), UidSet.empty());
  }

  /** The rules of a side. */
  public Rules of(Side side) {
    return switch (side) {
      case LOCAL -> local;
      case REMOTE -> remote;
    };
  }
}
