package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionType.PYTHON;
import static org.offlineimap.config.OptionType.TEXT;
import static org.offlineimap.config.SectionKind.IMAP;

import java.util.List;

/** OAuth2 tokens (reference: configuration, 9.1). Immutable. */
final class OauthOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(IMAP, "oauth2_client_id", TEXT, CARRIED_OUT),
          new Option(IMAP, "oauth2_client_id_eval", PYTHON, CARRIED_OUT),
          new Option(IMAP, "oauth2_client_secret", TEXT, CARRIED_OUT),
          new Option(IMAP, "oauth2_client_secret_eval", PYTHON, CARRIED_OUT),
          new Option(IMAP, "oauth2_refresh_token", TEXT, CARRIED_OUT),
          new Option(IMAP, "oauth2_refresh_token_eval", PYTHON, CARRIED_OUT),
          new Option(IMAP, "oauth2_access_token", TEXT, CARRIED_OUT),
          new Option(IMAP, "oauth2_access_token_eval", PYTHON, CARRIED_OUT),
          new Option(IMAP, "oauth2_request_url", TEXT, CARRIED_OUT));

  private OauthOptions() {}
}
