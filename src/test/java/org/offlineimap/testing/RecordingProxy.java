package org.offlineimap.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * Stands between a client and a plain server on loopback and keeps what the client said. Safe for
 * any thread.
 */
public final class RecordingProxy implements AutoCloseable {
  private static final Pattern CHANGES =
      Pattern.compile(
          "^\\S+ (UID )?(APPEND|STORE|EXPUNGE|CREATE|DELETE|RENAME|COPY|MOVE|CLOSE)\\b.*");
  private static final Pattern BODY =
      Pattern.compile("^\\S+ (UID )?FETCH .*(BODY|RFC822(?!\\.SIZE)|BINARY).*");

  private final ServerSocket door;
  private final int target;
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();

  /** Listens on a free loopback port and leads to {@code target}. */
  public RecordingProxy(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  /** Where clients connect. */
  public int port() {
    return door.getLocalPort();
  }

  /** Forgets what was said. */
  public void clear() {
    lines.clear();
  }

  /** Every line that clients sent. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** The commands among them that change the server, or fetch a body. */
  public List<String> transfers() {
    return lines.stream()
        .map(line -> line.toUpperCase(Locale.ROOT))
        .filter(line -> CHANGES.matcher(line).matches() || BODY.matcher(line).matches())
        .toList();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pump(client, server, true));
        Thread.ofVirtual().start(() -> pump(server, client, false));
      }
    } catch (IOException e) {
      // The door was closed: the test is over.
      lines.add("(closed)");
    }
  }

  private void pump(Socket from, Socket to, boolean recorded) {
    StringBuilder line = new StringBuilder();
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (recorded) {
          record(line, new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      lines.add("(" + e.getMessage() + ")");
    }
  }

  private void record(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        lines.add(line.toString().strip());
        line.setLength(0);
      } else {
        line.append(c);
      }
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
