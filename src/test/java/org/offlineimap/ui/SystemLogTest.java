package org.offlineimap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The C library's own echo of what it sends to the system's log. */
final class SystemLogTest {
  /** Run as a process, because the echo goes to file descriptor 2. */
  static final class Speaker {
    private Speaker() {}

    /** Logs one message. */
    public static void main(String[] args) {
      SystemLog log = SystemLog.open(true);
      log.print(new Line(Level.WARNING, "", "100% über %s\0end"));
      System.out.print(ProcessHandle.current().pid());
    }
  }

  @Test
  void messagesBearTheNameAndTheProcess() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Speaker.class.getName())
            .start();
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    String pid = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(err).contains("offlineimap[" + pid + "]: 100% über %s end");
  }
}
