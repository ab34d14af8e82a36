package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionType.BOOL;
import static org.offlineimap.config.OptionType.COUNT;
import static org.offlineimap.config.OptionType.LIST;
import static org.offlineimap.config.OptionType.PYTHON;
import static org.offlineimap.config.OptionType.PYTHON_TEXTS;
import static org.offlineimap.config.OptionType.TEXT;
import static org.offlineimap.config.OptionType.WHOLE;
import static org.offlineimap.config.SectionKind.IMAP;

import java.util.List;

/** Folders and connections of a server (reference: configuration, 9.3). Immutable. */
final class MailboxOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(IMAP, "reference", TEXT, CARRIED_OUT),
          new Option(IMAP, "subscribedonly", BOOL, CARRIED_OUT),
          new Option(IMAP, "decodefoldernames", BOOL, CARRIED_OUT),
          new Option(IMAP, "maxconnections", COUNT, CARRIED_OUT),
          new Option(IMAP, "disable_extensions", LIST, CARRIED_OUT),
          new Option(IMAP, "singlethreadperfolder", BOOL, CARRIED_OUT),
          new Option(IMAP, "holdconnectionopen", BOOL, CARRIED_OUT),
          new Option(IMAP, "keepalive", WHOLE, CARRIED_OUT),
          new Option(IMAP, "idlefolders", PYTHON_TEXTS, CARRIED_OUT),
          new Option(IMAP, "usecompression", BOOL, CARRIED_OUT),
          new Option(IMAP, "expunge", BOOL, CARRIED_OUT),
          new Option(IMAP, "retrycount", COUNT, CARRIED_OUT),
          new Option(IMAP, "copy_ignore_eval", PYTHON, CARRIED_OUT),
          new Option(IMAP, "newmail_hook", PYTHON, CARRIED_OUT));

  private MailboxOptions() {}
}
