package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.offlineimap.config.WrongFiles;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.ui.UserInterface.Terminal;

/** What the program does with each wrong file: it says so, with the line, and does nothing else. */
final class WrongFileRunTest {
  private static SandboxServer server;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException {
    server = SandboxServer.builder().start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  static Stream<Arguments> files() {
    return WrongFiles.all();
  }

  @Test
  void thereAreEnoughOfThem() {
    assertThat(files().count()).isGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("files")
  void endsWithOneMessageAndOneAndNoConnection(String text, String where, String what)
      throws IOException {
    Path rc = directory.resolve("rc");
    // Only the host: what is told about lines must stay as it is.
    Files.writeString(
        rc,
        text.replace("mail.example.org", "127.0.0.1")
            .replace("~/Mail", directory.resolve("mail").toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(new PrintStream(out, false, UTF_8), new PrintStream(err, false, UTF_8));
    List<String> line = new ArrayList<>(List.of("-c", rc.toString()));
    if (!text.contains("ui = ")) {
      line.addAll(List.of("-u", "basic"));
    }
    if (!text.contains("metadata") && text.contains("[general]")) {
      line.addAll(List.of("-k", "metadata=" + directory + "/meta"));
    }
    int exit = Program.run(terminal, line.toArray(String[]::new));
    String all = out.toString(UTF_8) + err.toString(UTF_8);
    assertThat(exit).as(all).isEqualTo(1);
    String told = where.replace("rc:", rc + ":");
    assertThat(all).contains(told).contains(what).doesNotContain("\tat ", "Establishing");
    String live = out.toString(UTF_8).split("ERROR: Exceptions occurred", 2)[0] + err;
    assertThat(live.split("error: ", -1)).as(all).hasSize(2);
    assertThat(server.sessions()).isEmpty();
    assertThat(directory.resolve("mail")).doesNotExist();
  }
}
