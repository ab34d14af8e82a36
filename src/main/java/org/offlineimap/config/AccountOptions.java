package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionType.BOOL;
import static org.offlineimap.config.OptionType.GUARD;
import static org.offlineimap.config.OptionType.LIST;
import static org.offlineimap.config.OptionType.MINUTES;
import static org.offlineimap.config.OptionType.NAME;
import static org.offlineimap.config.OptionType.PROXY;
import static org.offlineimap.config.OptionType.PUSH;
import static org.offlineimap.config.OptionType.STATUS_BACKEND;
import static org.offlineimap.config.OptionType.TEXT;
import static org.offlineimap.config.OptionType.WHOLE;
import static org.offlineimap.config.SectionKind.ACCOUNT;

import java.util.List;

/** {@code [Account ...]} (reference: configuration, 6). Immutable. */
final class AccountOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(ACCOUNT, "localrepository", NAME, CARRIED_OUT),
          new Option(ACCOUNT, "remoterepository", NAME, CARRIED_OUT),
          new Option(ACCOUNT, "autorefresh", MINUTES, CARRIED_OUT),
          new Option(ACCOUNT, "quick", WHOLE, CARRIED_OUT),
          new Option(ACCOUNT, "presynchook", TEXT, CARRIED_OUT),
          new Option(ACCOUNT, "postsynchook", TEXT, CARRIED_OUT),
          new Option(ACCOUNT, "maxsize", WHOLE, CARRIED_OUT),
          new Option(ACCOUNT, "maxage", NAME, CARRIED_OUT),
          new Option(ACCOUNT, "maildir-windows-compatible", BOOL, CARRIED_OUT),
          new Option(ACCOUNT, "status_backend", STATUS_BACKEND, CARRIED_OUT),
          new Option(ACCOUNT, "synclabels", BOOL, CARRIED_OUT),
          new Option(ACCOUNT, "labelsheader", TEXT, CARRIED_OUT),
          new Option(ACCOUNT, "ignorelabels", LIST, CARRIED_OUT),
          new Option(ACCOUNT, "filterheaders", LIST, CARRIED_OUT),
          new Option(ACCOUNT, "proxy", PROXY, CARRIED_OUT),
          new Option(ACCOUNT, "authproxy", PROXY, CARRIED_OUT),
          new Option(ACCOUNT, "utf8foldernames", BOOL, CARRIED_OUT),
          new Option(ACCOUNT, "deletion_guard", GUARD, CARRIED_OUT),
          new Option(ACCOUNT, "push", PUSH, CARRIED_OUT),
          new Option(ACCOUNT, "localpush", BOOL, CARRIED_OUT),
          new Option(ACCOUNT, "hooktimeout", WHOLE, CARRIED_OUT));

  private AccountOptions() {}
}
