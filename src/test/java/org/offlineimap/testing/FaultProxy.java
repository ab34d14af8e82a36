package org.offlineimap.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network between a client and a server on loopback: connections can be cut, or frozen, which
 * leaves both ends open and lets no octet through any more, as a router does that has forgotten
 * them. Safe for any thread.
 */
public final class FaultProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final List<Pair> pairs = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger closedByClient = new AtomicInteger();

  /** Listens on a free loopback port and leads to {@code target}. */
  public FaultProxy(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("fault proxy").start(this::accept);
  }

  /** Where clients connect. */
  public int port() {
    return door.getLocalPort();
  }

  /** How many connections have been made through it so far. */
  public int accepted() {
    return accepted.get();
  }

  /** How many the client has ended. */
  public int closedByClient() {
    return closedByClient.get();
  }

  /** How many are open now. */
  public int open() {
    return pairs.size();
  }

  /** Cuts all connections. */
  public void cut() {
    pairs.forEach(Pair::close);
  }

  /** Cuts one of them, if there is one. */
  public void cutOne(Random chance) {
    List<Pair> now = List.copyOf(pairs);
    if (!now.isEmpty()) {
      now.get(chance.nextInt(now.size())).close();
    }
  }

  /** Freezes all connections that there are; later ones work. */
  public void freeze() {
    pairs.forEach(pair -> pair.frozen = true);
  }

  private void accept() {
    try {
      while (true) {
        Pair pair = new Pair(door.accept());
        pair.start();
      }
    } catch (IOException e) {
      // The door was closed: the test is over.
      cut();
    }
  }

  private final class Pair {
    private final Socket client;
    private final Socket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean frozen;

    Pair(Socket client) throws IOException {
      this.client = client;
      this.server = new Socket(InetAddress.getLoopbackAddress(), target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void start() {
      pairs.add(this);
      accepted.incrementAndGet();
      Thread.ofVirtual().start(() -> pump(client, server));
      Thread.ofVirtual().start(() -> pump(server, client));
    }

    private void pump(Socket from, Socket to) {
      byte[] octets = new byte[8192];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int n = in.read(octets); n >= 0; n = in.read(octets)) {
          // What is lost on the way is taken all the same: nobody at this end can tell.
          if (!frozen) {
            out.write(octets, 0, n);
          }
        }
        if (from.equals(client)) {
          closedByClient.incrementAndGet();
        } else if (frozen) {
          // Not even the end of the connection gets through.
          closed.await();
        }
      } catch (IOException e) {
        // One end is gone, and so is the other then.
        close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      close();
    }

    void close() {
      closed.countDown();
      pairs.remove(this);
      for (Socket socket : List.of(client, server)) {
        try {
          socket.close();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
