package org.offlineimap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Files of the project that are made of its own definitions. They are checked in, so that they can
 * be installed as they are; {@code -Dofflineimap.write=true} writes them anew. Stateless.
 */
public final class Generated {
  private Generated() {}

  /** Fails unless {@code file} holds {@code text}, or writes it when that is asked for. */
  public static void isCurrent(String file, String text) throws IOException {
    Path path = Path.of(file);
    if (Boolean.getBoolean("offlineimap.write")) {
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, text);
    }
    assertThat(path)
        .as("%s is not current: run this test with -Dofflineimap.write=true", file)
        .hasContent(text);
  }
}
