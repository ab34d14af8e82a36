package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionState.OBSOLETE;
import static org.offlineimap.config.OptionType.BOOL;
import static org.offlineimap.config.OptionType.NAME;
import static org.offlineimap.config.OptionType.PYTHON;
import static org.offlineimap.config.OptionType.PYTHON_TEXTS;
import static org.offlineimap.config.OptionType.REPOSITORY_TYPE;
import static org.offlineimap.config.OptionType.TEXT;
import static org.offlineimap.config.SectionKind.REPOSITORY;

import java.util.List;

/** Every {@code [Repository ...]} (reference: configuration, 7). Immutable. */
final class RepositoryOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(REPOSITORY, "type", REPOSITORY_TYPE, CARRIED_OUT),
          new Option(REPOSITORY, "nametrans", PYTHON, CARRIED_OUT),
          new Option(REPOSITORY, "folderfilter", PYTHON, CARRIED_OUT),
          new Option(REPOSITORY, "folderincludes", PYTHON_TEXTS, CARRIED_OUT),
          new Option(REPOSITORY, "foldersort", PYTHON, CARRIED_OUT),
          new Option(REPOSITORY, "dynamic_folderfilter", BOOL, CARRIED_OUT),
          new Option(REPOSITORY, "createfolders", BOOL, CARRIED_OUT),
          new Option(REPOSITORY, "sync_deletes", BOOL, CARRIED_OUT),
          new Option(REPOSITORY, "readonly", BOOL, CARRIED_OUT),
          new Option(REPOSITORY, "startdate", NAME, CARRIED_OUT),
          new Option(REPOSITORY, "realdelete", TEXT, OBSOLETE));

  private RepositoryOptions() {}
}
