package org.offlineimap.sync;

/**
 * All that the configuration says about an account's folder names, and what else it says in Python.
 * Immutable.
 *
 * @param remote the rules of the remote repository, for its own names
 * @param local the rules of the local repository, for its own names
 * @param order in which folders are taken up
 * @param owners whose a directory is
 * @param messages what it says about messages
 */
public record NameRules(
    FolderNaming remote,
    FolderNaming local,
    FolderOrder order,
    DirectoryOwners owners,
    MessageRules messages) {
  /** Rules for names only. */
  public NameRules(
      FolderNaming remote, FolderNaming local, FolderOrder order, DirectoryOwners owners) {
    this(remote, local, order, owners, MessageRules.NONE);
  }

  /** No rules. */
  public static final NameRules NONE =
      new NameRules(
          FolderNaming.PLAIN, FolderNaming.PLAIN, FolderOrder.USUAL, DirectoryOwners.ALONE);
}
