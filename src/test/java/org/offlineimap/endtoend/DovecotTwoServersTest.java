package org.offlineimap.endtoend;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.offlineimap.testing.Dovecot;

final class DovecotTwoServersTest extends TwoServersContract {
  private Dovecot server;

  @BeforeEach
  void start() throws IOException {
    server = Dovecot.with().user("far", "secret").user("near", "secret").start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  String password() {
    return "secret";
  }
}
