package org.offlineimap.config;

/** {@code [Repository NAME]}. Immutable. */
public sealed interface RepositoryConfig permits ImapRepositoryConfig, MaildirRepositoryConfig {
  /** The name, without the word {@code Repository}. */
  String name();

  /** What both types have. */
  FolderRules folders();
}
