package org.offlineimap.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP proxy that connects to one port of this machine, whatever it is asked for. Thread-safe.
 */
public final class TunnelProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final AtomicInteger accepted = new AtomicInteger();

  /** Leads to this port. */
  public TunnelProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 0, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().name("proxy").start(this::serve);
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How often it was connected to. */
  public int connections() {
    return accepted.get();
  }

  private void serve() {
    try {
      while (true) {
        Socket client = listener.accept();
        accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> tunnel(client));
      }
    } catch (IOException closed) {
      // The test is over.
      return;
    }
  }

  private void tunnel(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), target)) {
      skipHead(client.getInputStream());
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread up = Thread.ofVirtual().start(() -> pump(client, server));
      pump(server, client);
      up.join();
    } catch (IOException ended) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    int last = 0;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      last = last << 8 | octet;
      if (last == 0x0D0A0D0A) {
        return;
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
      to.shutdownOutput();
    } catch (IOException ended) {
      // The other direction ends by itself.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
