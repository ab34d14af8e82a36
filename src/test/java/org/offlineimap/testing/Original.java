package org.offlineimap.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The original OfflineIMAP as Debian packages it, a process of its own. Immutable. */
public final class Original {
  private static final long LIMIT_SECONDS = 240;
  private static final Path PROGRAM = Path.of("/usr/bin/offlineimap");

  private Original() {}

  /** Runs one pass with this rig's home and rc file. */
  public static Rig.Run run(Rig rig, Path home) throws IOException, InterruptedException {
    if (!Files.isExecutable(PROGRAM)) {
      fail("the original is not on this machine; apt-get install offlineimap3");
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(PROGRAM.toString(), "-c", rig.rc().toString(), "-o", "-u", "basic"))
            .redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the original still runs: " + output);
    }
    return new Rig.Run(process.exitValue(), output);
  }
}
