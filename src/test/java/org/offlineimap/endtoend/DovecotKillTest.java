package org.offlineimap.endtoend;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.offlineimap.testing.Dovecot;

final class DovecotKillTest extends KillContract {
  private Dovecot dovecot;

  @BeforeEach
  void start() throws IOException {
    dovecot = Dovecot.start();
  }

  @AfterEach
  void stop() throws IOException {
    dovecot.close();
  }

  @Override
  int port() {
    return dovecot.port();
  }

  @Override
  String user() {
    return "user";
  }

  @Override
  String password() {
    return "secret";
  }
}
