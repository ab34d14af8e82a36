package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalRepository;

/** A directory of Maildir folders (formats 2 and 3). Thread-safe. */
public final class MaildirRepository implements LocalRepository {
  private final Store store;
  private final FolderTree tree;
  private final AccessTimes accessTimes;

  /** On the real disk. No I/O. */
  public MaildirRepository(MaildirSettings settings, MaildirHost host) {
    this(settings, host, MaildirDisk.real());
  }

  /** With every effect going through {@code disk}. No I/O. */
  public MaildirRepository(MaildirSettings settings, MaildirHost host, MaildirDisk disk) {
    this.store = new Store(settings, host, disk, new NameMint(host));
    this.tree = new FolderTree(store);
    this.accessTimes = new AccessTimes(store);
  }

  @Override
  public String name() {
    return store.settings().repository();
  }

  @Override
  public String type() {
    return store.settings().gmail() ? "GmailMaildir" : "Maildir";
  }

  @Override
  public String separator() {
    return store.settings().separator();
  }

  @Override
  public List<FolderName> listFolders() throws SyncException {
    try {
      List<FolderName> names = tree.names().stream().map(FolderName::new).toList();
      for (FolderName name : names) {
        accessTimes.note(tree.directory(name.text()));
      }
      return names;
    } catch (IOException e) {
      throw new SyncException.AccountFailure(
          SyncException.AccountFailure.Kind.CONFIG,
          name() + ": cannot read localfolders " + store.settings().root() + ": " + e,
          e);
    }
  }

  /**
   * Where the messages of a folder lie, there or not.
   *
   * @throws SyncException.FolderFailure a name that cannot be a folder's
   */
  public List<Path> messageDirectories(FolderName name) throws SyncException.FolderFailure {
    Path folder = tree.directory(name.text());
    return Arrays.stream(Place.values()).map(place -> folder.resolve(place.directory())).toList();
  }

  /** A root that cannot be looked at counts as there: the careful answer. */
  @Override
  public boolean rootExists() {
    return !Files.notExists(store.settings().root());
  }

  @Override
  public LocalFolder folder(FolderName name) {
    return new MaildirFolder(name, store, tree, accessTimes);
  }

  @Override
  public boolean createFolder(FolderName name) throws SyncException {
    return tree.create(name.text());
  }

  /**
   * Gives the files of a folder that carry the digest of its directory's name that of its visible
   * name; no file is replaced.
   */
  public void migrateDigests(FolderName folder, boolean dryRun, DigestMigration.Report report)
      throws SyncException {
    MaildirSettings.Format format = store.settings().format();
    String seen = format.visible().apply(folder.text());
    String visible = seen.equals(separator()) ? "" : seen;
    NameFormat names = new NameFormat(visible, format.letters(), format.infoMark());
    try {
      new DigestMigration(store, tree.directory(folder.text()), folder.text(), visible)
          .run(names, dryRun, report);
    } catch (IOException e) {
      throw new SyncException.FolderFailure(
          name() + ": the files of folder '" + folder + "' cannot be renamed: " + e, e, true);
    }
  }

  /** Holds nothing open. */
  @Override
  public void close() {}
}
