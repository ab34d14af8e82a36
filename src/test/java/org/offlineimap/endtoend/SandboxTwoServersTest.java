package org.offlineimap.endtoend;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.offlineimap.sandbox.SandboxServer;

final class SandboxTwoServersTest extends TwoServersContract {
  private SandboxServer server;

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.builder().user("far", "secret").user("near", "secret").start();
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
