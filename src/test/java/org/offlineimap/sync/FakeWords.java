package org.offlineimap.sync;

import java.util.Optional;
import org.offlineimap.testing.FakeMail;
import org.offlineimap.testing.FakeRemote;

/** Small acts upon a world. */
final class FakeWords {
  private FakeWords() {}

  /** Puts another message in the place of one. */
  static void replaceRemote(World world, long uid, String text) {
    FakeRemote.Mailbox inbox = world.remote.mailbox("INBOX");
    inbox.mails.put(uid, new FakeMail(text, World.flags(""), Optional.of(uid)));
    inbox.modSeq++;
  }
}
