package org.offlineimap.sandbox;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.offlineimap.testing.Dovecot;

/** The dialogues beside this test, held with the embedded server and with Dovecot. */
final class DialogueTest {
  static Stream<Path> dialogues() throws IOException {
    return Dialogue.all();
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void theEmbeddedServerSpeaksAsWritten(Path script) throws IOException {
    try (SandboxServer server = SandboxServer.builder().start();
        Socket socket = new Socket(server.host(), server.port())) {
      Dialogue.run(script, socket);
    }
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void dovecotSpeaksAsWritten(Path script) throws IOException {
    try (Dovecot server = Dovecot.start();
        Socket socket = new Socket(server.host(), server.port())) {
      Dialogue.run(script, socket);
    }
  }
}
