package org.offlineimap.mail;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The header field that holds a message's labels, and how they stand in it (reference:
 * configuration 10). Immutable.
 *
 * @param name of the field, as it is written
 */
public record LabelHeader(String name) {
  private static final Set<String> SEPARATED_BY_BLANKS = Set.of("X-Label", "Keywords");

  private String separator() {
    return SEPARATED_BY_BLANKS.contains(name) ? " " : ",";
  }

  /** Whether a label can stand in the field and be read again. */
  public boolean holds(String label) {
    return !label.isEmpty()
        && label.equals(label.strip())
        && !label.contains(separator())
        && label.chars().noneMatch(letter -> letter < ' ' || letter == 0x7f);
  }

  /** The labels in the value of one field. */
  public SortedSet<String> parse(String value) {
    SortedSet<String> labels = new TreeSet<>();
    for (String label : value.split(separator(), -1)) {
      if (!label.isBlank()) {
        labels.add(label.strip());
      }
    }
    return labels;
  }

  /** The field, without its line end; none for no labels. */
  public Optional<String> line(Collection<String> labels) {
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of(name + ": " + String.join(separator(), new TreeSet<>(labels)));
  }
}
