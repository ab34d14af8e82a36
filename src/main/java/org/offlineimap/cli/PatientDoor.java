package org.offlineimap.cli;

import java.time.Instant;
import java.util.Optional;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Throttling;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.imap.ImapRepository;

/** A door that stays shut as long as the server wants a rest. Thread-safe. */
final class PatientDoor implements ImapRepository.Door {
  private final ImapRepository.Door door;
  private final ServerPatience patience;

  PatientDoor(ImapRepository.Door door, ServerPatience patience) {
    this.door = door;
    this.patience = patience;
  }

  @Override
  public ImapConnection open() throws ImapException, InterruptedException, SyncException {
    patience.check();
    for (int attempt = 0; true; attempt++) {
      try {
        return door.open();
      } catch (ImapException e) {
        Optional<Throttling> throttling = Throttling.ofLogin(e);
        if (throttling.isEmpty()) {
          throw e;
        }
        String words = throttling.get().words();
        Optional<Instant> until = patience.obey(throttling.get().wait(attempt), words);
        if (until.isPresent()) {
          throw new ImapException.Throttled(
              until.get(), new ResponseText(new ResponseCode.None(), words));
        }
      }
    }
  }

  /** There is work to do over those that are open, so nobody waits for one more. */
  @Override
  public ImapConnection openFurther() throws ImapException, InterruptedException, SyncException {
    patience.check();
    return door.openFurther();
  }
}
