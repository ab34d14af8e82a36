package org.offlineimap.testing;

import java.io.IOException;

/**
 * A datagram socket like that of a service manager, held by python3 because the JDK has none; each
 * message is printed on lines of its own. Confined to one thread.
 */
public final class FakeServiceManager implements AutoCloseable {
  private static final String SCRIPT =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      a = sys.argv[1]
      s.bind('\\0' + a[1:] if a.startswith('@') else a)
      print('bound', flush=True)
      while True:
          print(s.recv(65536).decode(), flush=True)
      """;

  private final Process python;
  private final Output output;

  /** Listens at a path, or at {@code @} and a name in the abstract name space. */
  public FakeServiceManager(String address) throws IOException, InterruptedException {
    this.python =
        new ProcessBuilder("python3", "-c", SCRIPT, address).redirectErrorStream(true).start();
    this.output = new Output(python);
    output.until("bound");
  }

  /** What was told so far, up to a line that contains these words. */
  public Output told() {
    return output;
  }

  @Override
  public void close() {
    python.destroyForcibly();
  }
}
