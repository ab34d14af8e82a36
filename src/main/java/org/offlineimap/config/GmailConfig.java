package org.offlineimap.config;

import java.util.Optional;

/**
 * What a repository of type Gmail has besides (reference: configuration, 10). Immutable.
 *
 * @param deleteToTrash {@code gmail_delete = trash}: a deleted message leaves all its labels;
 *     otherwise it only loses that of the folder
 * @param trash {@code trashfolder}; empty for the one that the server says is it
 * @param spam {@code spamfolder}; likewise
 */
public record GmailConfig(boolean deleteToTrash, Optional<String> trash, Optional<String> spam) {}
