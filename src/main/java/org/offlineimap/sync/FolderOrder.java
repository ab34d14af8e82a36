package org.offlineimap.sync;

import java.util.List;
import java.util.Locale;
import org.offlineimap.mail.SyncException.AccountFailure;

/** In which order folders are taken up. Thread-safe. */
@FunctionalInterface
public interface FolderOrder {
  /** By visible name, without regard to case. */
  FolderOrder USUAL = visible -> visible.stream().sorted(FolderOrder::compare).toList();

  private static int compare(String a, String b) {
    int order = a.toLowerCase(Locale.ROOT).compareTo(b.toLowerCase(Locale.ROOT));
    return order == 0 ? a.compareTo(b) : order;
  }

  /**
   * Sorts visible remote names.
   *
   * @throws AccountFailure the user's comparison fails
   */
  List<String> sorted(List<String> visible) throws AccountFailure;
}
