package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionType.BOOL;
import static org.offlineimap.config.OptionType.ONE_CHARACTER;
import static org.offlineimap.config.OptionType.PATH;
import static org.offlineimap.config.SectionKind.MAILDIR;

import java.util.List;

/** A repository of type Maildir (reference: configuration, 8). Immutable. */
final class MaildirOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(MAILDIR, "localfolders", PATH, CARRIED_OUT),
          new Option(MAILDIR, "sep", ONE_CHARACTER, CARRIED_OUT),
          new Option(MAILDIR, "restoreatime", BOOL, CARRIED_OUT),
          new Option(MAILDIR, "utime_from_header", BOOL, CARRIED_OUT),
          new Option(MAILDIR, "filename_use_mail_timestamp", BOOL, CARRIED_OUT),
          new Option(MAILDIR, "utime_from_internaldate", BOOL, CARRIED_OUT));

  private MaildirOptions() {}
}
