package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionType.BOOL;
import static org.offlineimap.config.OptionType.MECHANISMS;
import static org.offlineimap.config.OptionType.NAME;
import static org.offlineimap.config.OptionType.PATH;
import static org.offlineimap.config.OptionType.PORT;
import static org.offlineimap.config.OptionType.PYTHON;
import static org.offlineimap.config.OptionType.TEXT;
import static org.offlineimap.config.OptionType.WHOLE;
import static org.offlineimap.config.SectionKind.IMAP;

import java.util.List;

/** A server and the way to sign in (reference: configuration, 9.1). Immutable. */
final class LoginOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(IMAP, "remotehost", NAME, CARRIED_OUT),
          new Option(IMAP, "remotehosteval", PYTHON, CARRIED_OUT),
          new Option(IMAP, "remoteport", PORT, CARRIED_OUT),
          new Option(IMAP, "remoteporteval", PYTHON, CARRIED_OUT),
          new Option(IMAP, "ipv6", BOOL, CARRIED_OUT),
          new Option(IMAP, "remoteuser", TEXT, CARRIED_OUT),
          new Option(IMAP, "remoteusereval", PYTHON, CARRIED_OUT),
          new Option(IMAP, "remotepass", TEXT, CARRIED_OUT),
          new Option(IMAP, "remotepasseval", PYTHON, CARRIED_OUT),
          new Option(IMAP, "remotepassfile", PATH, CARRIED_OUT),
          new Option(IMAP, "remotepasscmd", TEXT, CARRIED_OUT),
          new Option(IMAP, "remotepasscmd_timeout", WHOLE, CARRIED_OUT),
          new Option(IMAP, "remote_identity", TEXT, CARRIED_OUT),
          new Option(IMAP, "auth_mechanisms", MECHANISMS, CARRIED_OUT),
          new Option(IMAP, "preauthtunnel", TEXT, CARRIED_OUT),
          new Option(IMAP, "transporttunnel", TEXT, CARRIED_OUT));

  private LoginOptions() {}
}
