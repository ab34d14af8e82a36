package org.offlineimap.imap.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Makes a TCP connection to whichever of a host's addresses answers first (RFC 8305): they are
 * tried in turn, the next one begun when the last has failed or taken a quarter of a second.
 * Confined to a thread, which waits for the threads that it starts.
 */
final class Dialer {
  private static final int KEEPALIVE_IDLE_SECONDS = 60;
  private static final int KEEPALIVE_INTERVAL_SECONDS = 15;
  private static final int KEEPALIVE_COUNT = 4;

  private static final Duration HEAD_START = Duration.ofMillis(250);

  /** How one address answered. */
  private sealed interface Outcome {
    record Connected(Socket socket) implements Outcome {}

    record Failed(IOException cause) implements Outcome {}
  }

  private final List<InetAddress> addresses;
  private final int port;
  private final long deadline;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new ArrayList<>();
  private @Nullable IOException firstFailure;

  private Dialer(List<InetAddress> addresses, int port, Duration timeout) {
    this.addresses = addresses;
    this.port = port;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /**
   * Connects.
   *
   * @param ipv6 only IPv6 (true) or only IPv4 (false) addresses; both when empty
   */
  static Socket connect(String host, int port, Optional<Boolean> ipv6, Duration timeout)
      throws IOException, InterruptedException {
    List<InetAddress> wanted = new ArrayList<>();
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (ipv6.isEmpty()
          || (ipv6.get() ? address instanceof Inet6Address : address instanceof Inet4Address)) {
        wanted.add(address);
      }
    }
    if (wanted.isEmpty()) {
      String kind = ipv6.orElse(false) ? "IPv6" : "IPv4";
      throw new UnknownHostException(host + " has no " + kind + " address");
    }
    return new Dialer(alternating(wanted), port, timeout).race();
  }

  /** The system's order, but the two families in turn. */
  private static List<InetAddress> alternating(List<InetAddress> addresses) {
    Class<?> preferred = addresses.getFirst().getClass();
    List<InetAddress> first = addresses.stream().filter(preferred::isInstance).toList();
    List<InetAddress> second = addresses.stream().filter(a -> !preferred.isInstance(a)).toList();
    List<InetAddress> mixed = new ArrayList<>(addresses.size());
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      first.stream().skip(i).limit(1).forEach(mixed::add);
      second.stream().skip(i).limit(1).forEach(mixed::add);
    }
    return mixed;
  }

  private Socket race() throws IOException, InterruptedException {
    Socket winner = null;
    try {
      winner = winner();
      return winner;
    } finally {
      for (Socket socket : sockets) {
        if (!socket.equals(winner)) {
          socket.close();
        }
      }
    }
  }

  private Socket winner() throws IOException, InterruptedException {
    int begun = 0;
    int failed = 0;
    while (failed < addresses.size()) {
      if (begun < addresses.size()) {
        begin(addresses.get(begun++));
      }
      Outcome outcome = next(begun < addresses.size());
      switch (outcome) {
        case Outcome.Connected(var socket) -> {
          return socket;
        }
        case Outcome.Failed(var cause) -> {
          failed++;
          remember(cause);
        }
        case null -> {
          if (System.nanoTime() >= deadline) {
            throw new SocketTimeoutException("no answer");
          }
        }
      }
    }
    throw firstFailure == null ? new ConnectException("no address") : firstFailure;
  }

  private @Nullable Outcome next(boolean moreToBegin) throws InterruptedException {
    long left = Math.max(0, deadline - System.nanoTime());
    long patience = moreToBegin ? Math.min(left, HEAD_START.toNanos()) : left;
    return outcomes.poll(patience, TimeUnit.NANOSECONDS);
  }

  private void begin(InetAddress address) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setTcpNoDelay(true);
    keepAlive(socket);
    int millis = (int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    Thread.ofVirtual()
        .name("connect " + address)
        .start(() -> {
          try {
            socket.connect(new InetSocketAddress(address, port), millis);
            outcomes.add(new Outcome.Connected(socket));
          } catch (IOException e) {
            outcomes.add(new Outcome.Failed(e));
          }
        });
  }

  private void remember(IOException cause) {
    if (firstFailure == null) {
      firstFailure = cause;
    } else {
      firstFailure.addSuppressed(cause);
    }
  }

  /** A peer that vanished is noticed within two minutes, where the system lets us ask for that. */
  private static void keepAlive(Socket socket) throws IOException {
    socket.setKeepAlive(true);
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_INTERVAL_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_COUNT);
    }
  }
}
