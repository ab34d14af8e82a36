package org.offlineimap.repository.imap;

import java.util.List;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalRepository;
import org.offlineimap.repository.RemoteRepository;

/**
 * An IMAP server as the local repository: its folders are addressed by the remote server's UIDs
 * through a map (reference: synchronisation 9). Thread-safe.
 */
public final class MappedRepository implements LocalRepository {
  private final RemoteRepository server;
  private final MappedMemory memory;
  private final boolean expunge;

  /**
   * Over a server.
   *
   * @param expunge whether deleted messages are removed, or only marked
   */
  public MappedRepository(RemoteRepository server, MappedMemory memory, boolean expunge) {
    this.server = server;
    this.memory = memory;
    this.expunge = expunge;
  }

  @Override
  public String name() {
    return server.name();
  }

  /** As the original calls it. */
  @Override
  public String type() {
    return "MappedIMAP";
  }

  @Override
  public String separator() {
    return server.separator();
  }

  @Override
  public List<FolderName> listFolders() throws SyncException {
    return server.listFolders().stream().map(RemoteRepository.ListedFolder::name).toList();
  }

  @Override
  public LocalFolder folder(FolderName name) {
    return new MappedFolder(
        server.folder(name), new MappedFolder.Means(memory, server.separator(), expunge));
  }

  /** A name that is empty stands for the root, which a server always has. */
  @Override
  public boolean createFolder(FolderName name) throws SyncException {
    return !name.text().isEmpty() && server.createFolder(name);
  }

  @Override
  public void close() throws SyncException {
    server.close();
  }
}
