package org.offlineimap.config;

import java.util.List;
import java.util.Optional;

/**
 * How many deletions of one folder may follow from absence alone (reference: beyond, 2). Immutable.
 *
 * @param sharePercent withheld when more than this share of the folder's status rows ...
 * @param count ... and more than this number of messages would go
 */
public record DeletionGuard(double sharePercent, long count) {
  /** What holds when the option is not written. */
  public static final DeletionGuard DEFAULT = new DeletionGuard(50, 50);

  /** Checks the ranges. */
  public DeletionGuard {
    if (!(sharePercent >= 0 && sharePercent <= 100) || count < 0) {
      throw new IllegalArgumentException("share " + sharePercent + ", count " + count);
    }
  }

  static boolean isOff(String text) {
    return Blanks.strip(text).equalsIgnoreCase("no");
  }

  /** Reads {@code SHARE, COUNT}. */
  static Optional<DeletionGuard> read(String text) {
    List<String> items = ValueSyntax.list(text);
    if (items.size() != 2) {
      return Optional.empty();
    }
    String share = items.getFirst();
    boolean signed = share.endsWith("%");
    Optional<Double> percent =
        ValueSyntax.decimal(signed ? share.substring(0, share.length() - 1) : share)
            .filter(value -> value >= 0 && value <= 100);
    Optional<Long> count = ValueSyntax.whole(items.getLast()).filter(value -> value >= 0);
    return percent.flatMap(value -> count.map(number -> new DeletionGuard(value, number)));
  }
}
