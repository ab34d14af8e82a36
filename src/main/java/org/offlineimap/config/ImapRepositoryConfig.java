package org.offlineimap.config;

/**
 * A repository of type IMAP. Immutable.
 *
 * @param name the name, without the word {@code Repository}
 * @param folders what may be done with its folders
 * @param server where it is
 * @param encryption how the connection is protected
 * @param login how to sign in
 * @param maxConnections the most connections at a time, from 1
 * @param expunge whether deleted messages are expunged, not only marked
 * @param retryCount how often one message is tried over dropped connections, from 1
 */
public record ImapRepositoryConfig(
    String name,
    FolderRules folders,
    ServerConfig server,
    EncryptionConfig encryption,
    LoginConfig login,
    int maxConnections,
    boolean expunge,
    int retryCount)
    implements RepositoryConfig {}
