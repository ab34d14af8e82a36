package org.offlineimap.imap.client;

import java.util.regex.Pattern;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.protocol.ResponseText;

/**
 * {@link Quirk#NOT_CONNECTED}: what a server says to everything when a login that it accepted leads
 * to no mailbox. As it may mean haste as well as a wrong password, it is no refusal of the login.
 * Has no state.
 */
final class LetInOnly {
  private static final Pattern WORDS =
      Pattern.compile("(?i)user is authenticated but not connected");

  private LetInOnly() {}

  static boolean isSaid(ResponseText text) {
    return WORDS.matcher(text.text()).find();
  }

  /** The same with what it means and what to do. */
  static ResponseText explained(ResponseText text) {
    return new ResponseText(
        text.code(),
        text.text()
            + " The server took the login and opens no mailbox for it. The password or the token"
            + " may be wrong all the same; the user may not use this mailbox (a shared one is"
            + " remoteuser = USER@DOMAIN\\MAILBOX); IMAP may be switched off for it, or not be"
            + " among the rights of the token; or the server was asked too often and wants a rest");
  }
}
