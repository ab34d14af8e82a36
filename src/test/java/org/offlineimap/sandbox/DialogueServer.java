package org.offlineimap.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.offlineimap.testing.SharedCertificates;

/**
 * The embedded server that a dialogue asks for in a line {@code #server: with=COMPRESS
 * without=MOVE,UIDPLUS appendlimit=100}. Has no state.
 */
final class DialogueServer {
  private static final String MARK = "#server: ";

  private DialogueServer() {}

  static SandboxServer start(Path script) throws IOException {
    SandboxServer.Builder builder = SandboxServer.builder();
    boolean gmail = false;
    for (String setting : settings(script)) {
      gmail |= setting.contains("X_GM_EXT_1");
      apply(builder, setting.split("=", 2));
    }
    SandboxServer server = builder.start();
    for (String name : List.of("[Gmail]/All Mail:\\All", "[Gmail]/Trash:\\Trash")) {
      int colon = name.indexOf(':');
      if (gmail) {
        server.mailbox("user", name.substring(0, colon)).use(name.substring(colon + 1));
      }
    }
    return server;
  }

  /** How the server is asked to behave. */
  static Set<Behaviour> behaviours(Path script) throws IOException {
    Set<Behaviour> asked = EnumSet.noneOf(Behaviour.class);
    for (String setting : settings(script)) {
      if (setting.startsWith("behaving=")) {
        asked.addAll(List.of(behaviours(setting.substring("behaving=".length()))));
      }
    }
    return asked;
  }

  private static List<String> settings(Path script) throws IOException {
    return Files.readAllLines(script).stream()
        .filter(line -> line.startsWith(MARK))
        .flatMap(line -> Stream.of(line.substring(MARK.length()).split(" ", -1)))
        .toList();
  }

  private static void apply(SandboxServer.Builder builder, String[] setting) throws IOException {
    switch (setting[0]) {
      case "with" -> builder.with(capabilities(setting[1]));
      case "without" -> builder.without(capabilities(setting[1]));
      case "appendlimit" -> builder.appendLimit(Long.parseLong(setting[1]));
      case "messagelimit" -> builder.messageLimit(Integer.parseInt(setting[1]));
      case "window" -> builder.window(Integer.parseInt(setting[1]));
      case "user" -> builder.user(before(setting[1]), behind(setting[1]));
      case "token" -> builder.token(before(setting[1]), behind(setting[1]));
      case "connections" -> builder.connections(Integer.parseInt(setting[1]));
      case "certificate" -> builder.certificates(SharedCertificates.get());
      case "behaving" -> builder.behaving(behaviours(setting[1]));
      case "prefix" -> builder.prefix(setting[1]);
      case "separator" -> builder.separator(setting[1].charAt(0));
      default -> throw new IllegalArgumentException("no setting " + setting[0]);
    }
  }

  private static String before(String pair) {
    return pair.substring(0, pair.indexOf(':'));
  }

  private static String behind(String pair) {
    return pair.substring(pair.indexOf(':') + 1);
  }

  private static Behaviour[] behaviours(String names) {
    return Stream.of(names.split(",", -1)).map(Behaviour::valueOf).toArray(Behaviour[]::new);
  }

  private static Capability[] capabilities(String names) {
    return List.of(names.split(",", -1)).stream()
        .map(Capability::valueOf)
        .toArray(Capability[]::new);
  }
}
