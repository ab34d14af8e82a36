package org.offlineimap.endtoend;

import static org.offlineimap.sandbox.Capability.*;

import java.io.IOException;
import java.time.Duration;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;

/** What a server lacks. */
enum Lacking {
  NOTHING,
  QUICK_RESYNC,
  MODIFICATION_SEQUENCES,
  EVERYTHING,
  /** Nothing, but a command may be about three messages only (RFC 9738). */
  LONG_COMMANDS,
  /** The same, and it is not announced. */
  LONG_COMMANDS_UNTOLD;

  /**
   * How many it may take until all is done: where a limit is met only when another mailbox is
   * selected already, that folder waits for the next pass.
   */
  int passes() {
    return this == LONG_COMMANDS_UNTOLD ? 3 : 1;
  }

  private boolean isLimited() {
    return this == LONG_COMMANDS || this == LONG_COMMANDS_UNTOLD;
  }

  Capability[] missing() {
    return switch (this) {
      case NOTHING, LONG_COMMANDS -> new Capability[0];
      case LONG_COMMANDS_UNTOLD -> new Capability[] {MESSAGELIMIT};
      case QUICK_RESYNC -> new Capability[] {QRESYNC};
      case MODIFICATION_SEQUENCES -> new Capability[] {QRESYNC, CONDSTORE, NOTIFY};
      case EVERYTHING ->
          new Capability[] {
            QRESYNC, CONDSTORE, NOTIFY, UIDPLUS, LIST_EXTENDED, LIST_STATUS, ESEARCH, SEARCHRES,
            MOVE, MULTIAPPEND, LITERAL_PLUS, ENABLE, OBJECTID, UNSELECT, BINARY, PARTIAL
          };
    };
  }

  /** An embedded server like this. */
  SandboxServer start() throws IOException {
    SandboxServer.Builder builder =
        SandboxServer.builder().user("user", "secret").grace(Duration.ZERO);
    if (isLimited()) {
      builder.messageLimit(3).with(UIDONLY);
    }
    return builder.without(missing()).start();
  }
}
