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
 * @param slowLine which connections are compressed on the way; empty for none
 */
public record ImapSettings(
    String account,
    String name,
    boolean readableNames,
    boolean readOnly,
    Selection selection,
    Connections connections,
    Optional<Gmail> gmail,
    Optional<SlowLine> slowLine) {
  /** With all mailboxes of a server that is not Gmail, over one connection. */
  public ImapSettings(String account, String name, boolean readableNames, boolean readOnly) {
    this(
        account,
        name,
        readableNames,
        readOnly,
        Selection.ALL,
        Connections.ONE,
        Optional.empty(),
        Optional.empty());
  }

  /** The same over so many connections. */
  public ImapSettings over(Connections wanted) {
    return new ImapSettings(
        account, name, readableNames, readOnly, selection, wanted, gmail, slowLine);
  }

  /** The same with such connections compressed. */
  public ImapSettings compressing(SlowLine slow) {
    return new ImapSettings(
        account, name, readableNames, readOnly, selection, connections, gmail, Optional.of(slow));
  }

  /**
   * A connection that is worth compressing where the server can.
   *
   * @param below octets in a second
   * @param toCome octets that are to come at least
   */
  public record SlowLine(long below, long toCome) {
    /** A server compresses about 30 MB/s: on a faster line that costs more than it saves. */
    public static final SlowLine USUAL = new SlowLine(2_000_000, 4L << 20);
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
