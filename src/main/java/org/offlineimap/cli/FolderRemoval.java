package org.offlineimap.cli;

import java.util.Optional;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.AccountEntry;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.imap.ImapRepository;

/**
 * {@code --delete-folder}: deletes one folder on the server of one account (reference: cli 7). What
 * lies on disk stays. Confined to the main thread.
 */
final class FolderRemoval {
  private final AccountEntry account;
  private final Wiring.RunContext run;
  private final ServerLinks servers;

  FolderRemoval(AccountEntry account, Wiring.RunContext run, ServerLinks servers) {
    this.account = account;
    this.run = run;
    this.servers = servers;
  }

  void run(FolderName folder) {
    switch (account) {
      case AccountEntry.Stopped stopped ->
          fail(
              folder,
              new SyncException.AccountFailure(
                  SyncException.AccountFailure.Kind.CONFIG,
                  String.join("\n", stopped.problems().stream().map(Object::toString).toList()),
                  null));
      case AccountEntry.Ready ready -> remove(ready.config(), folder);
    }
  }

  private void remove(AccountConfig config, FolderName folder) {
    if (run.general().dryRun()) {
      say("would try to remove '%s' on remote of '%s' account".formatted(folder, config.name()));
      return;
    }
    try {
      refuseReadOnly(config, folder);
      try (ImapRepository server = servers.look(config)) {
        server.deleteFolder(folder);
        say("Folder '" + folder + "' deleted.");
        say(
            "Its local folder is untouched. Unless that is removed too, the next run makes the"
                + " folder on the server again.");
      }
    } catch (SyncException e) {
      fail(folder, e);
    }
  }

  private static void refuseReadOnly(AccountConfig config, FolderName folder) throws SyncException {
    if (config.remote().folders().readonly()) {
      throw new SyncException.FolderFailure(
          "Folder '%s'[%s] could not be deleted: the repository is readonly"
              .formatted(folder, config.remote().name()),
          null,
          false);
    }
  }

  private void say(String text) {
    run.events().accept(new SyncEvent.Notice(account.name(), Optional.empty(), text));
  }

  private void fail(FolderName folder, SyncException cause) {
    run.events().accept(new SyncEvent.Failed(account.name(), Optional.of(folder), "", cause));
  }
}
