package org.offlineimap.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy that connects to one port of this machine, whatever it is asked for. Thread-safe.
 */
public final class TunnelProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final List<String> asked = new CopyOnWriteArrayList<>();

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

  /** How often it was asked. */
  public int connections() {
    return asked.size();
  }

  /** What it was asked for, each {@code HOST:PORT}. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void serve() {
    try {
      while (true) {
        Socket client = listener.accept();
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
      asked.add(target(head(client.getInputStream())));
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

  private static String head(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      text.append((char) octet);
      if (text.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    return text.toString();
  }

  private static String target(String head) {
    return head.startsWith("CONNECT ") ? head.split(" ", 3)[1] : head;
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
