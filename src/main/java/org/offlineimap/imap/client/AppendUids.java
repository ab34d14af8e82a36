package org.offlineimap.imap.client;

import java.util.List;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidValidity;

/**
 * Reads the uid-set of APPENDUID, whose order is that of the messages sent (RFC 4315 3). Stateless.
 */
final class AppendUids {
  private AppendUids() {}

  /**
   * Where each message is; none when it makes no sense: another number of them, or UIDs that do not
   * rise, as those of messages stored in one go must (RFC 9051 2.3.1.1).
   */
  static List<Appended> read(ResponseCode.AppendUid code, int messages) {
    try {
      UidValidity validity = new UidValidity(code.uidValidity());
      List<Uid> uids = CopyUids.inOrder(code.uids(), messages);
      boolean rising = uids.size() == messages;
      for (int i = 1; i < uids.size(); i++) {
        rising &= uids.get(i - 1).value() < uids.get(i).value();
      }
      return rising ? uids.stream().map(uid -> new Appended(validity, uid)).toList() : List.of();
    } catch (IllegalArgumentException e) {
      return List.of(); // What the server stored is found by its content then.
    }
  }
}
