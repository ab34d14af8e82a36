package org.offlineimap.endtoend;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.offlineimap.testing.Courier;

/** Courier has every mailbox below INBOX, and none of the extensions that save time. */
@Tag("long")
final class CourierSyncTest extends SyncContract {
  private Courier courier;

  @BeforeEach
  void start() throws IOException {
    courier = Courier.start();
  }

  @AfterEach
  void stop() throws IOException {
    courier.close();
  }

  @Override
  int port() {
    return courier.port();
  }

  @Override
  String user() {
    return "user";
  }

  @Override
  String password() {
    return "secret";
  }

  @Override
  String prefix() {
    return "INBOX.";
  }

  @Override
  String separator() {
    return ".";
  }

  /** It ends each message's last line, and drops a CR that ends none. */
  @Override
  boolean keeps(String message) {
    return message.endsWith("\n") && !message.replace("\r\n", "").contains("\r");
  }
}
