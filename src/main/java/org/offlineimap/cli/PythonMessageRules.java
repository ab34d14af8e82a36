package org.offlineimap.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.config.MailboxConfig;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.python.PythonAnswers;
import org.offlineimap.sync.MessageRules;

/** What a server's section says in Python about messages. Thread-safe. */
final class PythonMessageRules implements MessageRules {
  private final MailboxConfig config;
  private final PythonAnswers python;

  PythonMessageRules(MailboxConfig config, PythonAnswers python) {
    this.config = config;
    this.python = python;
  }

  @Override
  public Map<String, UidSet> ignored(Collection<String> visible) throws AccountFailure {
    Optional<PythonExpression> rule = config.ignored();
    Map<String, UidSet> ignored = new HashMap<>();
    if (rule.isPresent() && !visible.isEmpty()) {
      List<String> names = List.copyOf(visible);
      List<Set<Long>> numbers = python.numbers(rule.get(), names);
      for (int i = 0; i < names.size(); i++) {
        ignored.put(names.get(i), uids(numbers.get(i)));
      }
    }
    return ignored;
  }

  /** A number that no message can have ignores none. */
  private static UidSet uids(Set<Long> numbers) {
    return UidSet.of(
        numbers.stream()
            .mapToLong(Long::longValue)
            .filter(number -> number >= 1 && number <= Uid.MAX)
            .sorted()
            .toArray());
  }

  @Override
  public void newMail() throws AccountFailure {
    if (config.newMail().isPresent()) {
      python.run(config.newMail().get());
    }
  }
}
