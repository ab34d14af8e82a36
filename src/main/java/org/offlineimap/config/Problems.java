package org.offlineimap.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects findings, each once. Confined to the loading thread. */
final class Problems {
  private final Set<ConfigProblem> found = new LinkedHashSet<>();

  void error(Location at, String text) {
    found.add(ConfigProblem.error(at, text));
  }

  void warning(Location at, String text) {
    found.add(ConfigProblem.warning(at, text));
  }

  void notice(Location at, String text) {
    found.add(ConfigProblem.notice(at, text));
  }

  void addAll(Collection<ConfigProblem> others) {
    found.addAll(others);
  }

  boolean hasErrors() {
    return found.stream().anyMatch(ConfigProblem::isError);
  }

  /** By file and line; findings of one line in the order they were made. */
  List<ConfigProblem> inFileOrder() {
    if (found.size() < 2) {
      return List.copyOf(found);
    }
    return found.stream()
        .sorted(Comparator.comparing(ConfigProblem::file).thenComparingInt(ConfigProblem::line))
        .toList();
  }
}
