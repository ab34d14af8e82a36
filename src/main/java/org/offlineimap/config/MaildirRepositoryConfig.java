package org.offlineimap.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * A repository of type Maildir or GmailMaildir. Immutable.
 *
 * @param name the name, without the word {@code Repository}
 * @param gmail whether its type is GmailMaildir: a Maildir that may keep labels in its files
 * @param folders what may be done with its folders
 * @param root the directory; it need not exist yet
 * @param separator the hierarchy separator in directory names; {@code /} means nested directories
 * @param customFlags IMAP keyword by lower-case info letter
 * @param times what times files and directories get
 */
public record MaildirRepositoryConfig(
    String name,
    boolean gmail,
    FolderRules folders,
    Path root,
    char separator,
    Map<Character, String> customFlags,
    Times times)
    implements RepositoryConfig {
  /**
   * What times files and directories get.
   *
   * @param restoreAccess {@code restoreatime}
   * @param fromHeader {@code utime_from_header}
   * @param fromServer {@code utime_from_internaldate}
   * @param nameFromHeader {@code filename_use_mail_timestamp}
   */
  public record Times(
      boolean restoreAccess, boolean fromHeader, boolean fromServer, boolean nameFromHeader) {
    /** Those of the moment. */
    public static final Times OF_THE_MOMENT = new Times(false, false, false, false);
  }

  /** Copies the map. */
  public MaildirRepositoryConfig {
    customFlags = Map.copyOf(customFlags);
  }
}
