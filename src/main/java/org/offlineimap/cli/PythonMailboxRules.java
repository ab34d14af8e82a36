package org.offlineimap.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.config.MbnamesConfig;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.daemon.MailboxItem;
import org.offlineimap.daemon.MailboxRules;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.PythonAnswers;
import org.offlineimap.python.PythonValue;

/** What {@code [mbnames]} says in Python. Thread-safe. */
final class PythonMailboxRules implements MailboxRules {
  private final MbnamesConfig config;
  private final PythonAnswers python;

  PythonMailboxRules(MbnamesConfig config, PythonAnswers python) {
    this.config = config;
    this.python = python;
  }

  @Override
  public Frame frame() throws AccountFailure {
    return new Frame(text(config.header()), text(config.separator()), text(config.footer()));
  }

  private String text(PythonExpression expression) throws AccountFailure {
    return python.text(expression).orElse("");
  }

  @Override
  public List<String> listed(String account, List<String> folders) throws AccountFailure {
    Optional<PythonExpression> filter = config.folderFilter();
    if (filter.isEmpty() || folders.isEmpty()) {
      return folders;
    }
    List<List<String>> arguments = folders.stream().map(name -> List.of(account, name)).toList();
    List<Boolean> verdicts = python.verdicts(filter.get(), arguments);
    List<String> listed = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      if (verdicts.get(i)) {
        listed.add(folders.get(i));
      }
    }
    return listed;
  }

  @Override
  public List<MailboxItem> sorted(List<MailboxItem> items) throws AccountFailure {
    Optional<PythonExpression> key = config.sortKey();
    if (key.isEmpty()) {
      return items.stream()
          .sorted(Comparator.comparing(MailboxItem::account).thenComparing(MailboxItem::folder))
          .toList();
    }
    List<PythonValue.Fields> fields = items.stream().map(PythonMailboxRules::fields).toList();
    return python.order(key.get(), fields).stream().map(items::get).toList();
  }

  private static PythonValue.Fields fields(MailboxItem item) {
    Map<String, PythonValue> fields = new LinkedHashMap<>();
    fields.put("localfolders", new PythonValue.None());
    item.fields().forEach((name, text) -> fields.put(name, new PythonValue.Text(text)));
    return new PythonValue.Fields(fields);
  }
}
