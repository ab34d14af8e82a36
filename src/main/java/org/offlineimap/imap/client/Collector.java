package org.offlineimap.imap.client;

import java.io.IOException;
import java.util.OptionalLong;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.imap.wire.Literal;

/** Gathers the data that answers one command. Called on the reader thread only. */
interface Collector<T> {
  /** Whether this data was for the command; then nobody else sees it. */
  boolean accept(Untagged data);

  /** Whether this body was for the command, and has been taken. */
  default boolean receive(OptionalLong uid, String section, Literal body) throws IOException {
    return false;
  }

  /** The answer, at the tagged OK. */
  T done(ResponseText ok) throws ImapException;

  /** The answer at a tagged NO, where a part of it is worth having; by default an exception. */
  default T refused(ImapException.Refused refusal) throws ImapException {
    throw refusal;
  }

  /** A response was not understood while the command ran; by default the command has failed. */
  default void malformed(ImapException.Malformed failure) throws ImapException {
    throw failure;
  }

  /** For commands whose only answer is OK. */
  static Collector<Void> nothing() {
    return nothing(() -> {});
  }

  /** The same, with what is to be done the moment that the OK was read. */
  static Collector<Void> nothing(Runnable atOk) {
    return new Collector<>() {
      @Override
      public boolean accept(Untagged data) {
        return false;
      }

      @SuppressWarnings("NullAway") // Void has no other value.
      @Override
      public Void done(ResponseText ok) {
        atOk.run();
        return null;
      }

      @Override
      public void malformed(ImapException.Malformed failure) {
        // The tagged OK is all there is to know.
      }
    };
  }
}
