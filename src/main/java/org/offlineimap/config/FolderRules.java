package org.offlineimap.config;

import java.util.Optional;

/**
 * What a repository of any type allows to be done with its folders. Immutable.
 *
 * @param names the rules for their names
 * @param createFolders whether folders are created here; {@code readonly} forbids it too
 * @param propagateDeletions whether deletions made here reach the other side ({@code sync_deletes})
 * @param readonly whether nothing is changed here
 */
public record FolderRules(
    Names names, boolean createFolders, boolean propagateDeletions, boolean readonly) {
  /** Lets {@code readonly} forbid creation. */
  public FolderRules {
    createFolders = createFolders && !readonly;
  }

  /**
   * Rules for names, in Python.
   *
   * @param translation {@code nametrans}
   * @param filter {@code folderfilter}
   * @param includes {@code folderincludes}: names that are synchronised whatever the filter says
   * @param dynamic whether the filter is asked again right before a folder is taken up
   * @param order {@code foldersort}
   */
  public record Names(
      Optional<PythonExpression> translation,
      Optional<PythonExpression> filter,
      Optional<PythonExpression> includes,
      boolean dynamic,
      Optional<PythonExpression> order) {
    /** No rules. */
    public static final Names NONE =
        new Names(Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
  }
}
