package org.offlineimap.endtoend;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.offlineimap.sandbox.SandboxServer;

final class SandboxKillTest extends KillContract {
  private SandboxServer server;

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.builder().user("user", "secret").grace(Duration.ZERO).start();
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
  String user() {
    return "user";
  }

  @Override
  String password() {
    return "secret";
  }
}
