package org.offlineimap.config;

import java.util.List;
import java.util.Optional;

/**
 * {@code [Account NAME]} with its two repositories, complete and checked. Immutable.
 *
 * @param name the name, usable as a part of file names
 * @param remote the server's side
 * @param local the side that people read: a Maildir, or another server
 * @param quick 0: every pass is full; -1: every pass is quick; n: one full, then n quick ones
 * @param autorefreshMinutes time between passes; 0 for one pass only
 * @param utf8FolderNames whether names are decoded from modified UTF-7 everywhere
 * @param windowsCompatible whether {@code !} stands for {@code :} in file names
 * @param filterHeaders header fields that are left out of what is uploaded
 * @param plainStatus {@code status_backend = plain}
 * @param deletionGuard what holds deletions back; empty when switched off
 * @param window which messages take part
 * @param hooks commands around its passes
 * @param push what is watched between its passes
 * @param labels {@code synclabels}; empty where it is off, or means nothing
 * @param onlyFolders the untranslated remote names of {@code -f}; empty for all folders
 */
public record AccountConfig(
    String name,
    ImapRepositoryConfig remote,
    RepositoryConfig local,
    int quick,
    double autorefreshMinutes,
    boolean utf8FolderNames,
    boolean windowsCompatible,
    List<String> filterHeaders,
    boolean plainStatus,
    Optional<DeletionGuard> deletionGuard,
    WindowConfig window,
    HookConfig hooks,
    PushConfig push,
    Optional<LabelConfig> labels,
    Optional<List<String>> onlyFolders) {
  /** Copies the list. */
  public AccountConfig {
    filterHeaders = List.copyOf(filterHeaders);
    onlyFolders = onlyFolders.map(List::copyOf);
  }
}
