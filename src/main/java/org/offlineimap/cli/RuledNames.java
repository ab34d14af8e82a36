package org.offlineimap.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.offlineimap.config.FolderRules;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.PythonAnswers;
import org.offlineimap.sync.FolderNaming;

/**
 * One repository's rules for names, for one pass: what the file says in Python, or what {@code -f}
 * says instead. Thread-safe.
 */
final class RuledNames implements FolderNaming {
  private final FolderRules.Names rules;
  private final Optional<Set<String>> only;
  private final UnaryOperator<String> finish;
  private final PythonAnswers python;
  private final Map<FolderName, String> known = new ConcurrentHashMap<>();

  /**
   * Rules.
   *
   * @param only the names of {@code -f}, which stand in for the filter
   * @param finish what is done to each translated name
   */
  RuledNames(
      FolderRules.Names rules,
      Optional<List<String>> only,
      UnaryOperator<String> finish,
      PythonAnswers python) {
    this.rules = rules;
    this.only = only.map(Set::copyOf);
    this.finish = finish;
    this.python = python;
  }

  @Override
  public Map<FolderName, String> visible(Collection<FolderName> names) throws AccountFailure {
    List<FolderName> order = List.copyOf(names);
    List<String> texts = order.stream().map(FolderName::text).toList();
    Optional<PythonExpression> rule = rules.translation();
    List<String> translated =
        rule.isPresent() && !texts.isEmpty() ? python.translations(rule.get(), texts) : texts;
    Map<FolderName, String> visible = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      visible.put(order.get(i), finish.apply(translated.get(i)));
    }
    known.putAll(visible);
    return visible;
  }

  /** The visible name of a folder that {@link #visible} was asked about. */
  String visible(String name) {
    String visible = known.get(new FolderName(name));
    if (visible == null) {
      throw new IllegalStateException("nobody asked about the folder " + name);
    }
    return visible;
  }

  @Override
  public Set<FolderName> wanted(Collection<FolderName> names) throws AccountFailure {
    Set<FolderName> wanted = new HashSet<>(names);
    if (only.isPresent()) {
      wanted.removeIf(name -> !only.get().contains(name.text()));
      return wanted;
    }
    if (rules.filter().isEmpty() || names.isEmpty()) {
      return wanted;
    }
    Set<String> included = new HashSet<>(includes());
    List<FolderName> asked =
        names.stream().filter(name -> !included.contains(name.text())).toList();
    List<List<String>> arguments = new ArrayList<>();
    asked.forEach(name -> arguments.add(List.of(name.text())));
    List<Boolean> verdicts = python.verdicts(rules.filter().get(), arguments);
    for (int i = 0; i < asked.size(); i++) {
      if (!verdicts.get(i)) {
        wanted.remove(asked.get(i));
      }
    }
    return wanted;
  }

  /** {@code folderincludes}; nothing under {@code -f}. */
  List<String> includes() throws AccountFailure {
    return rules.includes().isEmpty() || only.isPresent()
        ? List.of()
        : python.texts(rules.includes().get());
  }

  @Override
  public Set<FolderName> stillWanted(Collection<FolderName> names) throws AccountFailure {
    return rules.dynamic() ? wanted(names) : new HashSet<>(names);
  }
}
