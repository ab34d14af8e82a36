package org.offlineimap.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The run that the JVM's cache of classes is made from: a first synchronisation, one with changes
 * and two with nothing to do, in one process. The server of the demonstration is another process,
 * so that the cache holds nothing of it. Each side says with a line that it is the other's turn:
 *
 * <pre>
 *   serve DIRECTORY   starts; a line out; for each line in: changes something, a line out
 *   run DIRECTORY     for each line in: a synchronisation, a line out
 * </pre>
 *
 * Used by {@code launch/build.sh} only. Confined to the main thread.
 */
final class Rehearsal {
  private static final String BY_NAME = "Repository DemoRemote:remotehost=localhost";

  private static final String PLAIN = "Repository DemoRemote:auth_mechanisms=PLAIN";

  /** Most servers have a name, and a certificate that an authority has signed. */
  private static final String[][] ROUNDS = {
    {"-u", "quiet", "-k", BY_NAME},
    {"-u", "quiet", "-k", BY_NAME},
    {"-k", "general:ui=quiet", "-k", BY_NAME, "-k", PLAIN},
    {"-k", "general:ui=quiet", "-k", BY_NAME, "-k", PLAIN}
  };

  /** Before the third: a directory is trusted when it has been quiet for two seconds. */
  private static final Duration QUIET = Duration.ofMillis(2500);

  private static final String DONE = "done";

  private Rehearsal() {}

  /** Plays one of the two sides. */
  public static void main(String[] words) throws IOException, InterruptedException {
    boolean good =
        switch (words[0]) {
          case "serve" -> serve(words[1]);
          case "run" -> run(words[1]);
          default -> throw new IllegalArgumentException(words[0]);
        };
    System.exit(good ? 0 : 1);
  }

  private static BufferedReader turns() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
  }

  private static void say(PrintStream out) {
    out.println(DONE);
    out.flush();
  }

  private static boolean serve(String path) throws IOException {
    Optional<DemoDirectory> directory = DemoDirectory.prepare(Optional.of(path));
    if (directory.isEmpty()) {
      return false;
    }
    try (DemoServer server = DemoServer.start(directory.get())) {
      BufferedReader turns = turns();
      say(System.out);
      for (int round = 1; turns.readLine() != null; round++) {
        if (round == 1) {
          DemoChanges.make(server, directory.get().mail());
        }
        say(System.out);
      }
    }
    return true;
  }

  private static boolean run(String path) throws IOException, InterruptedException {
    String rc = Path.of(path).resolve("offlineimaprc").toString();
    BufferedReader turns = turns();
    for (int round = 0; round < ROUNDS.length; round++) {
      if (turns.readLine() == null) {
        return false;
      }
      if (round == 2) {
        Thread.sleep(QUIET);
      }
      List<String> words = new ArrayList<>(List.of("-c", rc, "-o"));
      words.addAll(List.of(ROUNDS[round]));
      if (Program.run(words.toArray(String[]::new)) != 0) {
        return false;
      }
      say(System.out);
    }
    return true;
  }
}
