package org.offlineimap.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * A repository of type Maildir. Immutable.
 *
 * @param name the name, without the word {@code Repository}
 * @param folders what may be done with its folders
 * @param root the directory; it need not exist yet
 * @param separator the hierarchy separator in directory names; {@code /} means nested directories
 * @param customFlags IMAP keyword by lower-case info letter
 */
public record MaildirRepositoryConfig(
    String name, FolderRules folders, Path root, char separator, Map<Character, String> customFlags)
    implements RepositoryConfig {
  /** Copies the map. */
  public MaildirRepositoryConfig {
    customFlags = Map.copyOf(customFlags);
  }
}
