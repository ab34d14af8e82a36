package org.offlineimap.endtoend;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * A message of a {@link History}, named by its subject: octets of the wire as Latin-1, flags and
 * keywords as IMAP writes them, and the day of its arrival. Immutable.
 */
record HistoryMail(String octets, Set<String> marks, Instant date) {
  private static final String SUBJECT = "Subject: ";

  HistoryMail(String octets, Set<String> marks, Instant date) {
    this.octets = octets;
    this.marks = Set.copyOf(marks);
    this.date = date;
  }

  String name() {
    int from = octets.indexOf(SUBJECT) + SUBJECT.length();
    return octets.substring(from, octets.indexOf('\n', from)).strip();
  }

  HistoryMail marked(String mark, boolean on) {
    Set<String> changed = new TreeSet<>(marks);
    if (on) {
      changed.add(mark);
    } else {
      changed.remove(mark);
    }
    return new HistoryMail(octets, changed, date);
  }

  HistoryMail dated(Instant other) {
    return new HistoryMail(octets, marks, other);
  }

  @Override
  public String toString() {
    return name()
        + " "
        + new TreeSet<>(marks)
        + " "
        + octets.length()
        + "/"
        + octets.hashCode()
        + " "
        + date;
  }
}
