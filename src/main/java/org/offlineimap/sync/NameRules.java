package org.offlineimap.sync;

/**
 * All that the configuration says about an account's folder names. Immutable.
 *
 * @param remote the rules of the remote repository, for its own names
 * @param local the rules of the local repository, for its own names
 * @param order in which folders are taken up
 * @param owners whose a directory is
 */
public record NameRules(
    FolderNaming remote, FolderNaming local, FolderOrder order, DirectoryOwners owners) {
  /** No rules. */
  public static final NameRules NONE =
      new NameRules(
          FolderNaming.PLAIN, FolderNaming.PLAIN, FolderOrder.USUAL, DirectoryOwners.ALONE);
}
