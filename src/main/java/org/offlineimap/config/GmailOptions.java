package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionType.GMAIL_DELETE;
import static org.offlineimap.config.OptionType.TEXT;
import static org.offlineimap.config.SectionKind.GMAIL;

import java.util.List;

/** What only Gmail has (reference: configuration, 10). Immutable. */
final class GmailOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(GMAIL, "trashfolder", TEXT, CARRIED_OUT),
          new Option(GMAIL, "spamfolder", TEXT, CARRIED_OUT),
          new Option(GMAIL, "gmail_delete", GMAIL_DELETE, CARRIED_OUT));

  private GmailOptions() {}
}
