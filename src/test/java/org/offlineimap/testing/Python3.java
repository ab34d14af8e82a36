package org.offlineimap.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The interpreter that {@code python3} leads to. On many machines the name is a script that looks
 * for one and takes a second for it, at every start. Thread-safe.
 */
public final class Python3 {
  private static final String PATH = find();

  private Python3() {}

  /** Its path. */
  public static String path() {
    return PATH;
  }

  private static String find() {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
      return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("these tests need python3", e);
    }
  }
}
