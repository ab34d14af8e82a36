package org.offlineimap.imap.client;

import java.util.List;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;

/** Takes the UIDs from the OK of APPEND. On the reader thread only. */
final class AppendCollector implements Collector<List<Appended>> {
  private final int messages;

  /** For a command with so many messages. */
  AppendCollector(int messages) {
    this.messages = messages;
  }

  @Override
  public boolean accept(Untagged data) {
    return false;
  }

  @Override
  public List<Appended> done(ResponseText ok) {
    return ok.code() instanceof ResponseCode.AppendUid code
        ? AppendUids.read(code, messages)
        : List.of();
  }

  @Override
  public void malformed(ImapException.Malformed failure) {
    // The tagged OK is all there is to know.
  }
}
