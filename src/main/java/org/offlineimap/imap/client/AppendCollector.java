package org.offlineimap.imap.client;

import java.util.Optional;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidValidity;

/** Takes the UID from the OK of APPEND. On the reader thread only. */
final class AppendCollector implements Collector<Optional<Appended>> {
  @Override
  public boolean accept(Untagged data) {
    return false;
  }

  @Override
  public Optional<Appended> done(ResponseText ok) {
    if (ok.code() instanceof ResponseCode.AppendUid(long validity, var uids)
        && uids.size() == 1
        && validity >= 1
        && validity <= Uid.MAX) {
      return Optional.of(new Appended(new UidValidity(validity), new Uid(uids.first())));
    }
    return Optional.empty();
  }

  @Override
  public void malformed(ImapException.Malformed failure) {
    // The tagged OK is all there is to know.
  }
}
