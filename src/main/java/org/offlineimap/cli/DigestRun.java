package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.AccountEntry;
import org.offlineimap.config.Configuration;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.MaildirRepositoryConfig;
import org.offlineimap.daemon.AccountLock;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.maildir.DigestMigration;
import org.offlineimap.repository.maildir.MaildirDisk;
import org.offlineimap.repository.maildir.MaildirRepository;
import org.offlineimap.sync.DirectoryOwners;

/**
 * {@code --migrate-fmd5-using-nametrans}: file names of all active accounts with Maildirs, as they
 * were before 6.3.5, become those of today (reference: cli 8). GmailMaildir is younger than that,
 * and left out. No network. Confined to the main thread.
 */
final class DigestRun {
  private final Configuration configuration;
  private final Wiring.RunContext run;

  DigestRun(Configuration configuration, Wiring.RunContext run) {
    this.configuration = configuration;
    this.run = run;
  }

  void run() {
    for (AccountEntry entry : configuration.accounts()) {
      switch (entry) {
        case AccountEntry.Stopped stopped ->
            fail(
                entry.name(),
                new SyncException.AccountFailure(
                    SyncException.AccountFailure.Kind.CONFIG,
                    String.join("\n", stopped.problems().stream().map(Object::toString).toList()),
                    null));
        case AccountEntry.Ready ready -> migrate(ready.config());
      }
    }
  }

  private void migrate(AccountConfig account) {
    AccountParts parts = new AccountParts(run, account);
    try {
      switch (account.local()) {
        case MaildirRepositoryConfig config when config.gmail() -> skip(account, config);
        case MaildirRepositoryConfig config -> {
          MaildirRepository maildir = parts.maildir(config, MaildirDisk.real());
          locked(account, () -> migrate(account, parts, maildir));
        }
        case ImapRepositoryConfig _ -> {}
      }
    } catch (SyncException e) {
      fail(account.name(), e);
    }
  }

  private void skip(AccountConfig account, MaildirRepositoryConfig config) {
    run.events()
        .accept(
            new SyncEvent.Notice(
                account.name(),
                Optional.empty(),
                config.name() + " is a GmailMaildir; its file names are left as they are"));
  }

  @FunctionalInterface
  private interface Work {
    void run() throws SyncException;
  }

  /** Nobody synchronises meanwhile. A dry run changes nothing, and so may look at any time. */
  private void locked(AccountConfig account, Work work) throws SyncException {
    if (run.general().dryRun()) {
      work.run();
      return;
    }
    Metadata.prepare(run.general().metadata());
    try (AccountLock _ = AccountLock.acquire(run.general().metadata(), account.name())) {
      work.run();
    } catch (IOException e) {
      throw new SyncException.AccountFailure(
          SyncException.AccountFailure.Kind.LOCKED,
          "The lock file of account " + account.name() + " could not be removed: " + e,
          e);
    }
  }

  private void migrate(AccountConfig account, AccountParts parts, MaildirRepository maildir)
      throws SyncException {
    List<FolderName> folders = maildir.listFolders();
    parts.names(DirectoryOwners.ALONE).local().visible(folders);
    for (FolderName folder : folders) {
      try {
        maildir.migrateDigests(folder, run.general().dryRun(), new Told(account.name(), folder));
      } catch (SyncException.FolderFailure e) {
        run.events().accept(new SyncEvent.Failed(account.name(), Optional.of(folder), "", e));
      }
    }
  }

  /** Turns what happens to each file into events. */
  private final class Told implements DigestMigration.Report {
    private final String account;
    private final Optional<FolderName> folder;

    Told(String account, FolderName folder) {
      this.account = account;
      this.folder = Optional.of(folder);
    }

    @Override
    public void migrates(Path file, String digest) {
      run.events()
          .accept(
              new SyncEvent.Notice(
                  account, folder, "Migrating file '%s' to FMD5 '%s'".formatted(file, digest)));
    }

    @Override
    public void inconsistent(Path file, String before, String after) {
      run.events()
          .accept(
              new SyncEvent.Warning(
                  account,
                  folder,
                  "Inconsistent FMD5 for file '%s': Neither '%s' nor '%s' found"
                      .formatted(file, before, after)));
    }

    @Override
    public void withoutDigest(Path file) {
      run.events()
          .accept(
              new SyncEvent.Debug(account, folder, "maildir", "File '" + file + "' has no FMD5"));
    }
  }

  private void fail(String account, SyncException cause) {
    run.events().accept(new SyncEvent.Failed(account, Optional.empty(), "", cause));
  }
}
