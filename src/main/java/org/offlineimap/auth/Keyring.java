package org.offlineimap.auth;

import java.util.Optional;
import org.offlineimap.mail.SyncException.AccountFailure;

/** The system's keyring, as far as passwords of servers are concerned. Thread-safe. */
public interface Keyring {
  /** A keyring that knows nothing and keeps nothing. */
  Keyring NONE =
      new Keyring() {
        @Override
        public Optional<Secret> find(String host, String user) {
          return Optional.empty();
        }

        @Override
        public void worked(String host, String user, Secret password) {}
      };

  /** The password of {@code user} at {@code host}; empty where there is none, or no keyring. */
  Optional<Secret> find(String host, String user) throws AccountFailure;

  /** The server has just accepted this password. */
  void worked(String host, String user, Secret password) throws AccountFailure;
}
