package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionState.HARMLESS_LATER;
import static org.offlineimap.config.OptionState.OBSOLETE;
import static org.offlineimap.config.OptionState.STOPS_ACCOUNT;
import static org.offlineimap.config.OptionType.BOOL;
import static org.offlineimap.config.OptionType.COUNT;
import static org.offlineimap.config.OptionType.FINGERPRINTS;
import static org.offlineimap.config.OptionType.GUARD;
import static org.offlineimap.config.OptionType.KEYWORD;
import static org.offlineimap.config.OptionType.LIST;
import static org.offlineimap.config.OptionType.MECHANISMS;
import static org.offlineimap.config.OptionType.MINUTES;
import static org.offlineimap.config.OptionType.NAME;
import static org.offlineimap.config.OptionType.ONE_CHARACTER;
import static org.offlineimap.config.OptionType.PATH;
import static org.offlineimap.config.OptionType.PORT;
import static org.offlineimap.config.OptionType.PYTHON;
import static org.offlineimap.config.OptionType.PYTHON_TEXT;
import static org.offlineimap.config.OptionType.PYTHON_TEXTS;
import static org.offlineimap.config.OptionType.REPOSITORY_TYPE;
import static org.offlineimap.config.OptionType.STATUS_BACKEND;
import static org.offlineimap.config.OptionType.TEMPLATE;
import static org.offlineimap.config.OptionType.TEXT;
import static org.offlineimap.config.OptionType.TLS_LEVEL;
import static org.offlineimap.config.OptionType.TLS_VERSION;
import static org.offlineimap.config.OptionType.UI;
import static org.offlineimap.config.OptionType.WHOLE;
import static org.offlineimap.config.SectionKind.ACCOUNT;
import static org.offlineimap.config.SectionKind.GENERAL;
import static org.offlineimap.config.SectionKind.GMAIL;
import static org.offlineimap.config.SectionKind.IMAP;
import static org.offlineimap.config.SectionKind.MAILDIR;
import static org.offlineimap.config.SectionKind.MBNAMES;
import static org.offlineimap.config.SectionKind.REPOSITORY;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every option that an rc file may hold (reference: configuration, 4 to 11). An option with {@code
 * STOPS_ACCOUNT} becomes {@code CARRIED_OUT} here on the day that it is. Immutable.
 */
final class OptionTable {
  private static final List<Option> GENERAL_OPTIONS =
      List.of(
          new Option(GENERAL, "accounts", LIST, CARRIED_OUT),
          new Option(GENERAL, "metadata", PATH, CARRIED_OUT),
          new Option(GENERAL, "maxsyncaccounts", COUNT, CARRIED_OUT),
          new Option(GENERAL, "ui", UI, CARRIED_OUT),
          new Option(GENERAL, "pythonfile", PATH, HARMLESS_LATER),
          new Option(GENERAL, "python", PATH, HARMLESS_LATER),
          new Option(GENERAL, "socktimeout", WHOLE, CARRIED_OUT),
          new Option(GENERAL, "fsync", BOOL, CARRIED_OUT),
          new Option(GENERAL, "ignore-readonly", BOOL, CARRIED_OUT),
          new Option(GENERAL, "utime_from_header", BOOL, STOPS_ACCOUNT),
          new Option(GENERAL, "filename_use_mail_timestamp", BOOL, STOPS_ACCOUNT),
          new Option(GENERAL, "dry-run", BOOL, CARRIED_OUT),
          new Option(GENERAL, "ignore-keyring", BOOL, HARMLESS_LATER),
          new Option(GENERAL, "update-keyring", BOOL, HARMLESS_LATER));

  private static final List<Option> MBNAMES_OPTIONS =
      List.of(
          new Option(MBNAMES, "enabled", BOOL, HARMLESS_LATER),
          new Option(MBNAMES, "filename", PATH, CARRIED_OUT),
          new Option(MBNAMES, "header", PYTHON_TEXT, CARRIED_OUT),
          new Option(MBNAMES, "peritem", TEMPLATE, CARRIED_OUT),
          new Option(MBNAMES, "sep", PYTHON_TEXT, CARRIED_OUT),
          new Option(MBNAMES, "footer", PYTHON_TEXT, CARRIED_OUT),
          new Option(MBNAMES, "folderfilter", PYTHON, CARRIED_OUT),
          new Option(MBNAMES, "sort_keyfunc", PYTHON, CARRIED_OUT),
          new Option(MBNAMES, "incremental", BOOL, CARRIED_OUT));

  private static final List<Option> ACCOUNT_OPTIONS =
      List.of(
          new Option(ACCOUNT, "localrepository", NAME, CARRIED_OUT),
          new Option(ACCOUNT, "remoterepository", NAME, CARRIED_OUT),
          new Option(ACCOUNT, "autorefresh", MINUTES, HARMLESS_LATER),
          new Option(ACCOUNT, "quick", WHOLE, CARRIED_OUT),
          new Option(ACCOUNT, "presynchook", TEXT, STOPS_ACCOUNT),
          new Option(ACCOUNT, "postsynchook", TEXT, STOPS_ACCOUNT),
          new Option(ACCOUNT, "maxsize", WHOLE, STOPS_ACCOUNT),
          new Option(ACCOUNT, "maxage", NAME, STOPS_ACCOUNT),
          new Option(ACCOUNT, "maildir-windows-compatible", BOOL, CARRIED_OUT),
          new Option(ACCOUNT, "status_backend", STATUS_BACKEND, CARRIED_OUT),
          new Option(ACCOUNT, "synclabels", BOOL, STOPS_ACCOUNT),
          new Option(ACCOUNT, "labelsheader", TEXT, HARMLESS_LATER),
          new Option(ACCOUNT, "ignorelabels", LIST, HARMLESS_LATER),
          new Option(ACCOUNT, "filterheaders", LIST, STOPS_ACCOUNT),
          new Option(ACCOUNT, "proxy", TEXT, STOPS_ACCOUNT),
          new Option(ACCOUNT, "authproxy", TEXT, HARMLESS_LATER),
          new Option(ACCOUNT, "utf8foldernames", BOOL, CARRIED_OUT),
          new Option(ACCOUNT, "deletion_guard", GUARD, CARRIED_OUT),
          new Option(ACCOUNT, "push", TEXT, HARMLESS_LATER),
          new Option(ACCOUNT, "localpush", BOOL, HARMLESS_LATER),
          new Option(ACCOUNT, "hooktimeout", WHOLE, HARMLESS_LATER));

  private static final List<Option> REPOSITORY_OPTIONS =
      List.of(
          new Option(REPOSITORY, "type", REPOSITORY_TYPE, CARRIED_OUT),
          new Option(REPOSITORY, "nametrans", PYTHON, STOPS_ACCOUNT),
          new Option(REPOSITORY, "folderfilter", PYTHON, STOPS_ACCOUNT),
          new Option(REPOSITORY, "folderincludes", PYTHON_TEXTS, CARRIED_OUT),
          new Option(REPOSITORY, "foldersort", PYTHON, HARMLESS_LATER),
          new Option(REPOSITORY, "dynamic_folderfilter", BOOL, HARMLESS_LATER),
          new Option(REPOSITORY, "createfolders", BOOL, CARRIED_OUT),
          new Option(REPOSITORY, "sync_deletes", BOOL, CARRIED_OUT),
          new Option(REPOSITORY, "readonly", BOOL, CARRIED_OUT),
          new Option(REPOSITORY, "startdate", NAME, STOPS_ACCOUNT),
          new Option(REPOSITORY, "realdelete", TEXT, OBSOLETE));

  private static final List<Option> MAILDIR_OPTIONS =
      List.of(
          new Option(MAILDIR, "localfolders", PATH, CARRIED_OUT),
          new Option(MAILDIR, "sep", ONE_CHARACTER, CARRIED_OUT),
          new Option(MAILDIR, "restoreatime", BOOL, HARMLESS_LATER),
          new Option(MAILDIR, "utime_from_header", BOOL, STOPS_ACCOUNT),
          new Option(MAILDIR, "filename_use_mail_timestamp", BOOL, STOPS_ACCOUNT),
          new Option(MAILDIR, "utime_from_internaldate", BOOL, STOPS_ACCOUNT));

  private static final List<Option> IMAP_OPTIONS =
      List.of(
          new Option(IMAP, "remotehost", NAME, CARRIED_OUT),
          new Option(IMAP, "remotehosteval", PYTHON, STOPS_ACCOUNT),
          new Option(IMAP, "remoteport", PORT, CARRIED_OUT),
          new Option(IMAP, "remoteporteval", PYTHON, STOPS_ACCOUNT),
          new Option(IMAP, "ipv6", BOOL, HARMLESS_LATER),
          new Option(IMAP, "remoteuser", TEXT, CARRIED_OUT),
          new Option(IMAP, "remoteusereval", PYTHON, STOPS_ACCOUNT),
          new Option(IMAP, "remotepass", TEXT, CARRIED_OUT),
          new Option(IMAP, "remotepasseval", PYTHON, STOPS_ACCOUNT),
          new Option(IMAP, "remotepassfile", PATH, CARRIED_OUT),
          new Option(IMAP, "remotepasscmd", TEXT, STOPS_ACCOUNT),
          new Option(IMAP, "remotepasscmd_timeout", WHOLE, HARMLESS_LATER),
          new Option(IMAP, "remote_identity", TEXT, CARRIED_OUT),
          new Option(IMAP, "auth_mechanisms", MECHANISMS, CARRIED_OUT),
          new Option(IMAP, "preauthtunnel", TEXT, STOPS_ACCOUNT),
          new Option(IMAP, "transporttunnel", TEXT, STOPS_ACCOUNT),
          new Option(IMAP, "oauth2_client_id", TEXT, STOPS_ACCOUNT),
          new Option(IMAP, "oauth2_client_id_eval", PYTHON, STOPS_ACCOUNT),
          new Option(IMAP, "oauth2_client_secret", TEXT, STOPS_ACCOUNT),
          new Option(IMAP, "oauth2_client_secret_eval", PYTHON, STOPS_ACCOUNT),
          new Option(IMAP, "oauth2_refresh_token", TEXT, STOPS_ACCOUNT),
          new Option(IMAP, "oauth2_refresh_token_eval", PYTHON, STOPS_ACCOUNT),
          new Option(IMAP, "oauth2_access_token", TEXT, STOPS_ACCOUNT),
          new Option(IMAP, "oauth2_access_token_eval", PYTHON, STOPS_ACCOUNT),
          new Option(IMAP, "oauth2_request_url", TEXT, STOPS_ACCOUNT),
          new Option(IMAP, "ssl", BOOL, CARRIED_OUT),
          new Option(IMAP, "starttls", BOOL, CARRIED_OUT),
          new Option(IMAP, "sslcacertfile", PATH, CARRIED_OUT),
          new Option(IMAP, "cert_fingerprint", FINGERPRINTS, CARRIED_OUT),
          new Option(IMAP, "sslclientcert", PATH, STOPS_ACCOUNT),
          new Option(IMAP, "sslclientkey", PATH, STOPS_ACCOUNT),
          new Option(IMAP, "ssl_version", TLS_VERSION, HARMLESS_LATER),
          new Option(IMAP, "tls_level", TLS_LEVEL, HARMLESS_LATER),
          new Option(IMAP, "reference", TEXT, STOPS_ACCOUNT),
          new Option(IMAP, "subscribedonly", BOOL, STOPS_ACCOUNT),
          new Option(IMAP, "decodefoldernames", BOOL, STOPS_ACCOUNT),
          new Option(IMAP, "maxconnections", COUNT, CARRIED_OUT),
          new Option(IMAP, "disable_extensions", LIST, STOPS_ACCOUNT),
          new Option(IMAP, "singlethreadperfolder", BOOL, HARMLESS_LATER),
          new Option(IMAP, "holdconnectionopen", BOOL, HARMLESS_LATER),
          new Option(IMAP, "keepalive", WHOLE, HARMLESS_LATER),
          new Option(IMAP, "idlefolders", PYTHON, HARMLESS_LATER),
          new Option(IMAP, "usecompression", BOOL, HARMLESS_LATER),
          new Option(IMAP, "expunge", BOOL, CARRIED_OUT),
          new Option(IMAP, "retrycount", COUNT, CARRIED_OUT),
          new Option(IMAP, "copy_ignore_eval", PYTHON, STOPS_ACCOUNT),
          new Option(IMAP, "newmail_hook", PYTHON, STOPS_ACCOUNT));

  private static final List<Option> GMAIL_OPTIONS =
      List.of(
          new Option(GMAIL, "trashfolder", TEXT, HARMLESS_LATER),
          new Option(GMAIL, "spamfolder", TEXT, HARMLESS_LATER),
          new Option(GMAIL, "gmail_delete", TEXT, STOPS_ACCOUNT));

  private static final List<Option> CUSTOM_FLAGS = customFlags();
  private static final List<Option> ALL = all();

  /** Options whose values, and what they refer to, never appear in a message. */
  private static final Set<String> SECRETS =
      Set.of(
          "remotepass",
          "remotepasseval",
          "remotepasscmd",
          "oauth2_client_secret",
          "oauth2_client_secret_eval",
          "oauth2_refresh_token",
          "oauth2_refresh_token_eval",
          "oauth2_access_token",
          "oauth2_access_token_eval");

  private OptionTable() {}

  /** All rows, {@code customflag_a} to {@code customflag_z} included. */
  static List<Option> rows() {
    return ALL;
  }

  /** The row of an option in a section of one of these kinds. */
  static Optional<Option> find(Collection<SectionKind> kinds, String name) {
    return ALL.stream()
        .filter(row -> row.name().equals(name) && kinds.contains(row.kind()))
        .findFirst();
  }

  /** The kinds of section that know an option of this name. */
  static List<SectionKind> kindsOf(String name) {
    return ALL.stream().filter(row -> row.name().equals(name)).map(Option::kind).toList();
  }

  /** The names known in sections of these kinds. */
  static List<String> namesIn(Collection<SectionKind> kinds) {
    return ALL.stream().filter(row -> kinds.contains(row.kind())).map(Option::name).toList();
  }

  static boolean isSecret(String option) {
    return SECRETS.contains(option);
  }

  private static List<Option> customFlags() {
    List<Option> flags = new ArrayList<>();
    for (char letter = 'a'; letter <= 'z'; letter++) {
      flags.add(new Option(MAILDIR, "customflag_" + letter, KEYWORD, CARRIED_OUT));
    }
    return List.copyOf(flags);
  }

  private static List<Option> all() {
    List<Option> rows = new ArrayList<>(CUSTOM_FLAGS);
    rows.addAll(GENERAL_OPTIONS);
    rows.addAll(MBNAMES_OPTIONS);
    rows.addAll(ACCOUNT_OPTIONS);
    rows.addAll(REPOSITORY_OPTIONS);
    rows.addAll(MAILDIR_OPTIONS);
    rows.addAll(IMAP_OPTIONS);
    rows.addAll(GMAIL_OPTIONS);
    return List.copyOf(rows);
  }
}
