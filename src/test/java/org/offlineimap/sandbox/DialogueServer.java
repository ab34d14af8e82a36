package org.offlineimap.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The embedded server that a dialogue asks for in a line {@code #server: with=COMPRESS
 * without=MOVE,UIDPLUS appendlimit=100}. Has no state.
 */
final class DialogueServer {
  private static final String MARK = "#server: ";

  private DialogueServer() {}

  static SandboxServer start(Path script) throws IOException {
    SandboxServer.Builder builder = SandboxServer.builder();
    for (String line : Files.readAllLines(script)) {
      if (line.startsWith(MARK)) {
        for (String setting : List.of(line.substring(MARK.length()).split(" ", -1))) {
          apply(builder, setting.split("=", 2));
        }
      }
    }
    return builder.start();
  }

  private static void apply(SandboxServer.Builder builder, String[] setting) {
    switch (setting[0]) {
      case "with" -> builder.with(capabilities(setting[1]));
      case "without" -> builder.without(capabilities(setting[1]));
      case "appendlimit" -> builder.appendLimit(Long.parseLong(setting[1]));
      case "prefix" -> builder.prefix(setting[1]);
      case "separator" -> builder.separator(setting[1].charAt(0));
      default -> throw new IllegalArgumentException("no setting " + setting[0]);
    }
  }

  private static Capability[] capabilities(String names) {
    return List.of(names.split(",", -1)).stream()
        .map(Capability::valueOf)
        .toArray(Capability[]::new);
  }
}
