package org.offlineimap.testing;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.offlineimap.sandbox.Certificates;

/** One certificate for all tests that need any: making one takes a while. Thread-safe. */
public final class SharedCertificates {
  private static @Nullable Certificates made;
  private static @Nullable Certificates client;

  private SharedCertificates() {}

  /** Those of a client by the name of the server's usual user. */
  public static synchronized Certificates client() throws IOException {
    Certificates known = client;
    if (known == null) {
      known = Certificates.in(Files.createTempDirectory("certificates"), "user");
      client = known;
    }
    return known;
  }

  /** Those of a server on this machine. */
  public static synchronized Certificates get() throws IOException {
    Certificates known = made;
    if (known == null) {
      known = Certificates.in(Files.createTempDirectory("certificates"));
      made = known;
    }
    return known;
  }
}
