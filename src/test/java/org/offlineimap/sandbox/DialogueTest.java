package org.offlineimap.sandbox;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.offlineimap.testing.Dovecot;

/**
 * The dialogues beside this test: those in {@code both} are held with the embedded server and with
 * Dovecot, those in {@code own} are about what Dovecot does not have.
 */
final class DialogueTest {
  static Stream<Path> own() throws IOException {
    return Dialogue.all("both", "own");
  }

  static Stream<Path> both() throws IOException {
    return Dialogue.all("both");
  }

  @ParameterizedTest
  @MethodSource("own")
  void theEmbeddedServerSpeaksAsWritten(Path script) throws IOException {
    try (SandboxServer server = DialogueServer.start(script)) {
      Dialogue.run(script, () -> new Socket(server.host(), server.port()));
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void dovecotSpeaksAsWritten(Path script) throws IOException {
    try (Dovecot server = Dovecot.start()) {
      Dialogue.run(script, () -> new Socket(server.host(), server.port()));
    }
  }
}
