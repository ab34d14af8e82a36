package org.offlineimap.config;

import java.util.List;

/**
 * What a repository of any type allows to be done with its folders. Immutable.
 *
 * @param includes names that are synchronised whatever a filter says
 * @param createFolders whether folders are created here; {@code readonly} forbids it too
 * @param propagateDeletions whether deletions made here reach the other side ({@code sync_deletes})
 * @param readonly whether nothing is changed here
 */
public record FolderRules(
    List<String> includes, boolean createFolders, boolean propagateDeletions, boolean readonly) {
  /** Copies the list. */
  public FolderRules {
    includes = List.copyOf(includes);
    createFolders = createFolders && !readonly;
  }
}
