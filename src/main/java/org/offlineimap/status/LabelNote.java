package org.offlineimap.status;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a row records of a message's labels (reference: formats 5.1). Immutable.
 *
 * @param labels as both sides last had them, in the server's spelling
 * @param modifiedSeconds when the file was changed last, since 1970; 0 where that was not recorded
 */
public record LabelNote(SortedSet<String> labels, long modifiedSeconds) {
  private static final String SEPARATOR = ", ";

  /** Copies the set. */
  public LabelNote {
    labels = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(labels));
  }

  static LabelNote of(String text, long modifiedSeconds) {
    SortedSet<String> labels = new TreeSet<>();
    for (String label : text.split(SEPARATOR, -1)) {
      if (!label.isBlank()) {
        labels.add(label.strip());
      }
    }
    return new LabelNote(labels, modifiedSeconds);
  }

  String text() {
    return String.join(SEPARATOR, labels);
  }
}
