package org.offlineimap.config;

import java.util.List;
import java.util.Optional;

/**
 * A repository of type IMAP or Gmail. Immutable.
 *
 * @param name the name, without the word {@code Repository}
 * @param folders what may be done with its folders
 * @param server where it is
 * @param encryption how the connection is protected
 * @param login how to sign in
 * @param mailboxes which folders there are
 * @param maxConnections the most connections at a time, from 1
 * @param expunge whether deleted messages are expunged, not only marked
 * @param disabledExtensions capabilities that the server offers and that are not to be used
 * @param retryCount how often one message is tried over dropped connections, from 1
 * @param hold what becomes of connections between passes
 * @param gmail what only type Gmail has; empty for type IMAP
 */
public record ImapRepositoryConfig(
    String name,
    FolderRules folders,
    ServerConfig server,
    EncryptionConfig encryption,
    LoginConfig login,
    MailboxConfig mailboxes,
    int maxConnections,
    boolean expunge,
    List<String> disabledExtensions,
    int retryCount,
    HoldConfig hold,
    Optional<GmailConfig> gmail)
    implements RepositoryConfig {
  /** All that Gmail allows an account, watching ones too (reference: field 5). */
  static final int GMAIL_CONNECTIONS = 15;

  /** Copies the list. */
  public ImapRepositoryConfig {
    disabledExtensions = List.copyOf(disabledExtensions);
  }

  /** How many connections may watch folders beside those that carry mail. */
  public int mostWatches() {
    return gmail.isPresent() ? GMAIL_CONNECTIONS - maxConnections : Integer.MAX_VALUE;
  }
}
