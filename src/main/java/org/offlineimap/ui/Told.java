package org.offlineimap.ui;

import java.util.List;
import org.offlineimap.event.SyncEvent;

/**
 * An event with what there is to say about it. Immutable.
 *
 * @param event what happened
 * @param thread the task it happened in, as ttyui names it; empty for the program itself
 * @param lines what a person reads, those below the threshold left out
 */
record Told(SyncEvent event, String thread, List<Line> lines) {
  Told {
    lines = List.copyOf(lines);
  }
}
