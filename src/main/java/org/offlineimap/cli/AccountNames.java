package org.offlineimap.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.imap.wire.ModifiedUtf7;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.PythonAnswers;
import org.offlineimap.sync.DirectoryOwners;
import org.offlineimap.sync.FolderOrder;
import org.offlineimap.sync.MessageRules;
import org.offlineimap.sync.NameRules;

/** One account's rules for names, for one pass. Thread-safe. */
final class AccountNames {
  private final RuledNames remote;
  private final RuledNames local;
  private final FolderOrder order;
  private final MessageRules messages;

  AccountNames(AccountConfig account, PythonAnswers python) {
    this.remote =
        new RuledNames(
            account.remote().folders().names(),
            account.onlyFolders(),
            account.remote().mailboxes().decodesNames()
                ? name -> ModifiedUtf7.decode(name).orElse(name)
                : UnaryOperator.identity(),
            python);
    this.local =
        new RuledNames(
            account.local().folders().names(), Optional.empty(), UnaryOperator.identity(), python);
    this.messages = new PythonMessageRules(account.remote().mailboxes(), python);
    Optional<PythonExpression> comparison = account.remote().folders().names().order();
    this.order =
        comparison.isPresent()
            ? visible -> python.sorted(comparison.get(), visible)
            : FolderOrder.USUAL;
  }

  /** What the engine asks. */
  NameRules rules(DirectoryOwners owners) {
    return new NameRules(remote, local, order, owners, messages);
  }

  /**
   * {@code folderincludes} of the server's side.
   *
   * @throws AccountFailure the user's code fails
   */
  List<String> includes() throws AccountFailure {
    return remote.includes();
  }

  /** The same of the local side. */
  List<String> localIncludes() throws AccountFailure {
    return local.includes();
  }

  /** What the folder digest of message files is made of (reference: formats 2.1). */
  String digested(String localFolder, String separator) {
    String visible = local.visible(localFolder);
    return visible.equals(separator) ? "" : visible;
  }
}
