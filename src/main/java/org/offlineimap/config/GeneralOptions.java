package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionType.BOOL;
import static org.offlineimap.config.OptionType.COUNT;
import static org.offlineimap.config.OptionType.LIST;
import static org.offlineimap.config.OptionType.PATH;
import static org.offlineimap.config.OptionType.UI;
import static org.offlineimap.config.OptionType.WHOLE;
import static org.offlineimap.config.SectionKind.GENERAL;

import java.util.List;

/** {@code [general]} (reference: configuration, 4). Immutable. */
final class GeneralOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(GENERAL, "accounts", LIST, CARRIED_OUT),
          new Option(GENERAL, "metadata", PATH, CARRIED_OUT),
          new Option(GENERAL, "maxsyncaccounts", COUNT, CARRIED_OUT),
          new Option(GENERAL, "ui", UI, CARRIED_OUT),
          new Option(GENERAL, "pythonfile", PATH, CARRIED_OUT),
          new Option(GENERAL, "python", PATH, CARRIED_OUT),
          new Option(GENERAL, "socktimeout", WHOLE, CARRIED_OUT),
          new Option(GENERAL, "fsync", BOOL, CARRIED_OUT),
          new Option(GENERAL, "ignore-readonly", BOOL, CARRIED_OUT),
          new Option(GENERAL, "utime_from_header", BOOL, CARRIED_OUT),
          new Option(GENERAL, "filename_use_mail_timestamp", BOOL, CARRIED_OUT),
          new Option(GENERAL, "dry-run", BOOL, CARRIED_OUT),
          new Option(GENERAL, "ignore-keyring", BOOL, CARRIED_OUT),
          new Option(GENERAL, "update-keyring", BOOL, CARRIED_OUT));

  private GeneralOptions() {}
}
