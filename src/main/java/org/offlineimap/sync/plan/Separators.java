package org.offlineimap.sync.plan;

import org.offlineimap.mail.FolderName;

/**
 * The hierarchy separators of both sides, and how a name crosses from one to the other. Immutable.
 *
 * @param remote the server's; empty for a flat one
 * @param local the disk's
 */
public record Separators(String remote, String local) {
  /**
   * Whether a remote name can be had on disk and be told apart there: it may not hold the local
   * separator as a letter, save where that means nested directories (reference: formats 3).
   */
  public boolean canMap(FolderName remoteName) {
    return local.equals("/") || local.equals(remote) || !remoteName.text().contains(local);
  }

  /** The local folder that a visible remote name means. */
  public FolderName toLocal(String visible) {
    return new FolderName(owned(swap(owned(visible, remote), remote, local), local));
  }

  /** The mailbox that a visible local name means. */
  public FolderName toRemote(String visible) {
    return FolderName.ofMailbox(swap(owned(visible, local), local, remote));
  }

  /** A name that is nothing but its side's separator is the folder at the top. */
  private static String owned(String name, String separator) {
    return name.equals(separator) ? "" : name;
  }

  private static String swap(String name, String from, String to) {
    return from.isEmpty() || to.isEmpty() ? name : name.replace(from, to);
  }
}
