package org.offlineimap.repository.imap;

import java.util.Optional;
import org.offlineimap.mail.FolderName;

/**
 * What an IMAP repository needs to know.
 *
 * @param account whose it is, for events
 * @param name in the configuration
 * @param readableNames {@code utf8foldernames}
 * @param selection which mailboxes are folders
 * @param readOnly nothing is ever changed: mailboxes are opened with EXAMINE
 * @param connections how many may be open at the same time
 * @param gmail what is different for Gmail; empty for other servers
 */
public record ImapSettings(
    String account,
    String name,
    boolean readableNames,
    boolean readOnly,
    Selection selection,
    Connections connections,
    Optional<Gmail> gmail) {
  /** With all mailboxes of a server that is not Gmail, over one connection. */
  public ImapSettings(String account, String name, boolean readableNames, boolean readOnly) {
    this(account, name, readableNames, readOnly, Selection.ALL, Connections.ONE, Optional.empty());
  }

  /** The same over so many connections. */
  public ImapSettings over(Connections wanted) {
    return new ImapSettings(account, name, readableNames, readOnly, selection, wanted, gmail);
  }

  /**
   * How many connections are used.
   *
   * @param most {@code maxconnections}
   * @param busy messages under way on each, before one more is worth its login
   */
  public record Connections(int most, long busy) {
    /** One, whatever there is to do. */
    public static final Connections ONE = upTo(1);

    private static final long BUSY = 400;

    /** Refuses what leaves no connection. */
    public Connections {
      if (most < 1 || busy < 1) {
        throw new IllegalArgumentException("no connections: " + most + ", " + busy);
      }
    }

    /** At most so many, the further ones when there is much to do. */
    public static Connections upTo(int most) {
      return new Connections(Math.max(1, most), BUSY);
    }
  }

  /**
   * Deleting at Gmail.
   *
   * @param toTrash deleting moves to the trash, out of every label
   * @param trash its name, where the configuration gives one
   * @param spam the name of the spam folder, likewise
   */
  public record Gmail(boolean toTrash, Optional<FolderName> trash, Optional<FolderName> spam) {}
}
