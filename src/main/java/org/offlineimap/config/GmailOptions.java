package org.offlineimap.config;

import static org.offlineimap.config.OptionState.HARMLESS_LATER;
import static org.offlineimap.config.OptionState.STOPS_ACCOUNT;
import static org.offlineimap.config.OptionType.TEXT;
import static org.offlineimap.config.SectionKind.GMAIL;

import java.util.List;

/** What only Gmail has (reference: configuration, 10). Immutable. */
final class GmailOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(GMAIL, "trashfolder", TEXT, HARMLESS_LATER),
          new Option(GMAIL, "spamfolder", TEXT, HARMLESS_LATER),
          new Option(GMAIL, "gmail_delete", TEXT, STOPS_ACCOUNT));

  private GmailOptions() {}
}
