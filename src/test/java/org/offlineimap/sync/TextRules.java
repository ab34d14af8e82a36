package org.offlineimap.sync;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.offlineimap.mail.FolderName;

/** Rules for names as Java functions. */
record TextRules(UnaryOperator<String> rule, Predicate<String> filter, Predicate<String> later)
    implements FolderNaming {
  static TextRules renaming(UnaryOperator<String> rule) {
    return new TextRules(rule, _ -> true, _ -> true);
  }

  static TextRules filtering(Predicate<String> filter) {
    return new TextRules(n -> n, filter, _ -> true);
  }

  /** Rules of the server's side only. */
  static NameRules onServer(TextRules rules) {
    return new NameRules(rules, FolderNaming.PLAIN, FolderOrder.USUAL, DirectoryOwners.ALONE);
  }

  @Override
  public Map<FolderName, String> visible(Collection<FolderName> names) {
    Map<FolderName, String> visible = new LinkedHashMap<>();
    names.forEach(name -> visible.put(name, rule.apply(name.text())));
    return visible;
  }

  @Override
  public Set<FolderName> wanted(Collection<FolderName> names) {
    return names.stream().filter(name -> filter.test(name.text())).collect(Collectors.toSet());
  }

  @Override
  public Set<FolderName> stillWanted(Collection<FolderName> names) {
    return names.stream().filter(name -> later.test(name.text())).collect(Collectors.toSet());
  }
}
