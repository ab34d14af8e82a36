package org.offlineimap.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs of this machine. Without one of them the test that needs it is left out, or fails where
 * {@code CI=true} is in the environment. Has no state.
 */
public final class Installed {
  private static final long LIMIT_SECONDS = 60;

  private Installed() {}

  /** Demands a program; {@code pack} is the package of Debian that has it. */
  public static void demand(String program, String pack) {
    if (Stream.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
        .map(folder -> Path.of(folder, program))
        .noneMatch(Files::isExecutable)) {
      String text = program + " is not installed; on Debian: apt-get install " + pack;
      if ("true".equals(System.getenv("CI"))) {
        fail(text);
      }
      abort(text);
    }
  }

  /** Runs a program that must succeed, with this home and standard input; returns its output. */
  public static String run(Path home, String input, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    Path output = Files.createTempFile(home, "output", "");
    Process process = builder.redirectOutput(output.toFile()).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    } catch (IOException e) {
      // It needs no more; what it says tells why.
    }
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String text = Files.readString(output, ISO_8859_1);
    assertThat(ended).as("%s still runs: %s", command[0], text).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command[0], text).isZero();
    return text;
  }
}
