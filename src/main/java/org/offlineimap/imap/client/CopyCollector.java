package org.offlineimap.imap.client;

import java.util.Optional;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.UidSet;

/**
 * Takes COPYUID from the OK of COPY, or from the one that MOVE sends before it (RFC 6851 4.3). Of
 * several moves under way each knows its own by the UIDs. On the reader thread only.
 */
final class CopyCollector implements Collector<Optional<Copied>> {
  private final UidSet asked;
  private Optional<Copied> places = Optional.empty();

  CopyCollector(UidSet asked) {
    this.asked = asked;
  }

  @Override
  public boolean accept(Untagged data) {
    if (data instanceof Untagged.Notice(var _, ResponseText(ResponseCode.CopyUid code, var _))) {
      Optional<Copied> told = CopyUids.read(code, asked);
      places = places.isPresent() ? places : told;
      return told.isPresent();
    }
    return false;
  }

  @Override
  public Optional<Copied> done(ResponseText ok) {
    if (ok.code() instanceof ResponseCode.CopyUid code) {
      places = CopyUids.read(code, asked).or(() -> places);
    }
    return places;
  }

  @Override
  public void malformed(ImapException.Malformed failure) {
    // The tagged OK tells that it was done, and what is not known is searched for.
  }
}
