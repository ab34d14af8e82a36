package org.offlineimap.repository.imap;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<FolderName, RemoteRepository.FolderState> states = new ConcurrentHashMap<>();

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
    List<RemoteRepository.ListedFolder> listed = server.listFolders();
    states.clear();
    listed.forEach(folder -> states.put(folder.name(), folder.state()));
    return listed.stream().map(RemoteRepository.ListedFolder::name).toList();
  }

  @Override
  public RemoteRepository.FolderState state(FolderName name) {
    return states.getOrDefault(name, RemoteRepository.FolderState.UNKNOWN);
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
