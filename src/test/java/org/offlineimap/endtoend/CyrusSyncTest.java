package org.offlineimap.endtoend;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.offlineimap.testing.Cyrus;

@Tag("long")
final class CyrusSyncTest extends SyncContract {
  private Cyrus cyrus;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    cyrus = Cyrus.start();
  }

  @AfterEach
  void stop() throws IOException {
    cyrus.close();
  }

  @Override
  int port() {
    return cyrus.port();
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
