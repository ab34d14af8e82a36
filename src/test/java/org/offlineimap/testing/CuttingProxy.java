package org.offlineimap.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between a client and a plain server on loopback, and ends a connection at the octet that
 * it was told, so that any server can be lost at any moment. Safe for any thread.
 */
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final ConcurrentLinkedQueue<Cut> cuts = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();

  private record Cut(long sent, long answered) {
    static final Cut NEVER = new Cut(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Listens on a free loopback port and leads to {@code target}. */
  public CuttingProxy(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("cutting proxy").start(this::accept);
  }

  /** Where clients connect. */
  public int port() {
    return door.getLocalPort();
  }

  /** The next connection ends when the client has sent so many octets; the rest is lost. */
  public void cutAfterSent(long octets) {
    cuts.add(new Cut(octets, Long.MAX_VALUE));
  }

  /** The next connection ends when the server has answered so many octets; the rest is lost. */
  public void cutAfterAnswered(long octets) {
    cuts.add(new Cut(Long.MAX_VALUE, octets));
  }

  /** No connection to come is cut. */
  public void clear() {
    cuts.clear();
  }

  private void accept() {
    while (true) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        Cut cut = cuts.isEmpty() ? Cut.NEVER : cuts.remove();
        Thread.ofVirtual().start(() -> pump(client, server, cut.sent));
        Thread.ofVirtual().start(() -> pump(server, client, cut.answered));
      } catch (IOException e) {
        return; // The door was closed, or the server is gone: the test is over.
      }
    }
  }

  private static void pump(Socket from, Socket to, long limit) {
    byte[] buffer = new byte[1 << 14];
    long left = limit;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int n = in.read(buffer);
      while (n >= 0 && left > 0) {
        int passed = (int) Math.min(n, left);
        out.write(buffer, 0, passed);
        out.flush();
        left -= passed;
        n = left > 0 ? in.read(buffer) : -1;
      }
    } catch (IOException e) {
      return; // One side hung up, as it may at any time.
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
