package org.offlineimap.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The server's two ports and the connections that came in by them. Safe for any thread. */
final class Listener implements AutoCloseable {
  private static final int BACKLOG = 50;

  /**
   * How to listen.
   *
   * @param port the plain port, 0 for a free one
   * @param tlsPort the port for implicit TLS, 0 for a free one
   * @param connections how many are greeted at a time
   * @param grace how long answers wait for more commands
   */
  record Terms(int port, int tlsPort, int connections, Duration grace) {}

  private final Traits traits;
  private final Users users;
  private final Terms terms;
  private final @Nullable SSLContext context;
  private final boolean wantsClients;
  private final ServerSocket plain;
  private final @Nullable ServerSocket secure;
  private final Queue<FaultScript> scripts = new ConcurrentLinkedQueue<>();
  private final List<SessionLog> logs = new CopyOnWriteArrayList<>();
  private final List<Wire> wires = new CopyOnWriteArrayList<>();
  private final AtomicInteger peak = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<FaultScript> used = new CopyOnWriteArrayList<>();

  Listener(
      Traits traits,
      Users users,
      Terms terms,
      Optional<Certificates> certificates,
      Optional<Certificates> clients)
      throws IOException {
    this.traits = traits;
    this.users = users;
    this.terms = terms;
    this.context = certificates.isPresent() ? certificates.get().context(clients) : null;
    this.wantsClients = clients.isPresent();
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    this.plain = new ServerSocket(terms.port(), BACKLOG, loopback);
    this.secure = context == null ? null : new ServerSocket(terms.tlsPort(), BACKLOG, loopback);
  }

  /** Begins to take clients. */
  void start() {
    accept(plain, false);
    if (secure != null) {
      accept(secure, true);
    }
  }

  private void accept(ServerSocket listener, boolean tls) {
    Thread.ofVirtual()
        .name("sandbox accept")
        .start(() -> {
          while (!listener.isClosed()) {
            acceptOne(listener, tls);
          }
        });
  }

  /** What fails here is a client gone before it was greeted, or the end of listening. */
  private void acceptOne(ServerSocket listener, boolean tls) {
    try {
      serve(listener.accept(), tls);
    } catch (IOException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  private void serve(Socket socket, boolean tls) {
    FaultScript script = Optional.ofNullable(scripts.poll()).orElseGet(FaultScript::new);
    SessionLog log = new SessionLog();
    used.add(script);
    logs.add(log);
    peak.accumulateAndGet(live(), Math::max);
    Thread.ofVirtual().name("sandbox session").start(() -> session(socket, tls, script, log));
  }

  private void session(Socket socket, boolean tls, FaultScript script, SessionLog log) {
    try (Socket plainSocket = socket;
        Socket talking = tls ? secure(plainSocket) : plainSocket;
        Wire wire = new Wire(talking, log, script, terms.grace())) {
      wires.add(wire);
      if (isCrowded() && !traits.is(Behaviour.LOGINS_LIMITED)) {
        if (traits.is(Behaviour.FEW_CONNECTIONS)) {
          log.met(Behaviour.FEW_CONNECTIONS);
        }
        wire.write(
            "* BYE Too many simultaneous connections\r\n".getBytes(StandardCharsets.US_ASCII));
        wire.flush();
        return;
      }
      new Conversation(this, wire, log, script, tls).serve();
    } catch (IOException e) {
      log.ended(String.valueOf(e.getMessage()));
    } finally {
      log.end();
    }
  }

  /** Whether there are more connections than are allowed at a time. */
  boolean isCrowded() {
    return live() > terms.connections();
  }

  private int live() {
    return (int) logs.stream().filter(log -> !log.hasEnded()).count();
  }

  int mostConnections() {
    return peak.get();
  }

  /** The server's end of a TLS handshake on {@code socket}. */
  SSLSocket secure(Socket socket) throws IOException {
    if (context == null) {
      throw new IOException("this server has no certificate");
    }
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    secured.setUseClientMode(false);
    secured.setWantClientAuth(wantsClients);
    secured.startHandshake();
    return secured;
  }

  Traits traits() {
    return traits;
  }

  Users users() {
    return users;
  }

  boolean isTlsPossible() {
    return context != null;
  }

  int port() {
    return plain.getLocalPort();
  }

  int tlsPort() {
    if (secure == null) {
      throw new IllegalStateException("this server has no certificate");
    }
    return secure.getLocalPort();
  }

  void nextConnection(FaultScript script) {
    scripts.add(script);
  }

  List<SessionLog> sessions() {
    return List.copyOf(logs);
  }

  @Override
  public void close() throws IOException {
    plain.close();
    if (secure != null) {
      secure.close();
    }
    used.forEach(FaultScript::release);
    for (Wire wire : wires) {
      wire.close();
    }
  }
}
