package org.offlineimap.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every option that an rc file may hold (reference: configuration, 4 to 11), one file for each
 * topic. An option with {@code STOPS_ACCOUNT} becomes {@code CARRIED_OUT} there on the day that it
 * is. Immutable.
 */
final class OptionTable {
  private static final List<Option> CUSTOM_FLAGS = customFlags();
  private static final List<Option> ALL = all();

  /** Options whose values, and what they refer to, never appear in a message. */
  private static final Set<String> SECRETS =
      Set.of(
          "proxy",
          "authproxy",
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
      flags.add(
          new Option(
              SectionKind.MAILDIR,
              "customflag_" + letter,
              OptionType.KEYWORD,
              OptionState.CARRIED_OUT));
    }
    return List.copyOf(flags);
  }

  private static List<Option> all() {
    List<Option> rows = new ArrayList<>(CUSTOM_FLAGS);
    rows.addAll(GeneralOptions.ROWS);
    rows.addAll(MbnamesOptions.ROWS);
    rows.addAll(AccountOptions.ROWS);
    rows.addAll(RepositoryOptions.ROWS);
    rows.addAll(MaildirOptions.ROWS);
    rows.addAll(LoginOptions.ROWS);
    rows.addAll(OauthOptions.ROWS);
    rows.addAll(EncryptionOptions.ROWS);
    rows.addAll(MailboxOptions.ROWS);
    rows.addAll(GmailOptions.ROWS);
    return List.copyOf(rows);
  }
}
