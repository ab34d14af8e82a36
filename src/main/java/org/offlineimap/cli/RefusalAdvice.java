package org.offlineimap.cli;

import java.util.List;
import java.util.regex.Pattern;
import org.offlineimap.imap.protocol.Quirk;

/** What to do when a server that takes no usual password has refused one. Has no state. */
final class RefusalAdvice {
  private static final Pattern APP_PASSWORD =
      Pattern.compile("(?i)application-specific password|app(lication)? password");

  private RefusalAdvice() {}

  /**
   * {@link Quirk#APP_PASSWORDS} and {@link Quirk#TOKENS_ONLY}; empty where nothing is known.
   *
   * @param words the host's name and what the server said
   * @param tokens it takes tokens, and none is configured
   */
  static String of(String words, boolean tokens) {
    List<Quirk> known = Quirk.of(words);
    StringBuilder advice = new StringBuilder();
    if (known.contains(Quirk.APP_PASSWORDS) || APP_PASSWORD.matcher(words).find()) {
      advice.append(
          "\n\tSuch a server wants a password made for this program (an app password): make one on"
              + " its web pages, and put it where the other one is.");
    }
    if (known.contains(Quirk.TOKENS_ONLY) || tokens) {
      advice.append(
          "\n\tThe server takes tokens, and may take no password at all: set oauth2_client_id,"
              + " oauth2_client_secret, oauth2_refresh_token and oauth2_request_url.");
    }
    return advice.toString();
  }
}
