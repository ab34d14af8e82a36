package org.offlineimap.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.offlineimap.config.AccountEntry;
import org.offlineimap.config.ConfigProblem;
import org.offlineimap.config.Configuration;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.python.PythonBridge;

/**
 * Has Python look at every expression of a configuration before anything is connected. An account
 * whose expressions are wrong does not start. Stateless.
 */
final class PythonCheck {
  private PythonCheck() {}

  /** The configuration with what Python found; a mistake in {@code [mbnames]} is among its own. */
  static Configuration of(Configuration read, PythonBridge bridge) {
    List<PythonExpression> all = new ArrayList<>(mbnames(read));
    for (AccountEntry entry : read.accounts()) {
      if (entry instanceof AccountEntry.Ready ready) {
        all.addAll(ready.python());
      }
    }
    Map<PythonExpression, String> wrong = bridge.check(all);
    if (wrong.isEmpty()) {
      return read;
    }
    List<ConfigProblem> own = new ArrayList<>(read.problems());
    own.addAll(problems(mbnames(read), wrong));
    List<AccountEntry> accounts = read.accounts().stream().map(one -> looked(one, wrong)).toList();
    return read.with(accounts, own);
  }

  private static List<PythonExpression> mbnames(Configuration read) {
    return read.mbnames().map(config -> config.expressions()).orElse(List.of());
  }

  private static AccountEntry looked(AccountEntry entry, Map<PythonExpression, String> wrong) {
    return switch (entry) {
      case AccountEntry.Stopped stopped -> stopped;
      case AccountEntry.Ready ready -> {
        List<ConfigProblem> found = problems(ready.python(), wrong);
        List<ConfigProblem> all = new ArrayList<>(ready.problems());
        all.addAll(found);
        yield found.isEmpty() ? ready : new AccountEntry.Stopped(ready.name(), all);
      }
    };
  }

  private static List<ConfigProblem> problems(
      List<PythonExpression> expressions, Map<PythonExpression, String> wrong) {
    return expressions.stream()
        .filter(wrong::containsKey)
        .map(one ->
            new ConfigProblem(
                one.at().source(),
                one.at().line(),
                ConfigProblem.Severity.ERROR,
                one.name() + ": " + wrong.get(one)))
        .toList();
  }
}
