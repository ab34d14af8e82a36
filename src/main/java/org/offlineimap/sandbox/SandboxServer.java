package org.offlineimap.sandbox;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An IMAP4rev1 server on loopback that keeps its mail in memory. Safe for any thread.
 *
 * <pre>
 * try (SandboxServer server = SandboxServer.builder().user("user", "secret").start()) {
 *   server.mailbox("user", "INBOX").deliver(octets, FlagSet.none(), date);
 *   ... server.port() ... server.lastSession().turnaroundsAfterLogin() ...
 * }
 * </pre>
 */
public final class SandboxServer implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final Set<Capability> capabilities;
  private final Users users;
  private final Optional<String> preauthenticated;
  private final Set<Behaviour> behaviours;
  private final boolean wantsClients;
  private final char separator;
  private final String prefix;
  private final long appendLimit;
  private final int messageLimit;
  private final int window;
  private final int connections;
  private final Duration grace;
  private final Clock clock;
  private final @Nullable SSLContext context;
  private final ServerSocket plain;
  private final @Nullable ServerSocket secure;
  private final Queue<FaultScript> scripts = new ConcurrentLinkedQueue<>();
  private final List<SessionLog> logs = new CopyOnWriteArrayList<>();
  private final List<Wire> wires = new CopyOnWriteArrayList<>();
  private final AtomicInteger peak = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<FaultScript> used = new CopyOnWriteArrayList<>();

  private SandboxServer(Builder builder) throws IOException {
    this.capabilities = Set.copyOf(builder.capabilities);
    this.users =
        new Users(
            builder.passwords,
            builder.tokens,
            builder.administrators,
            () ->
                new Store(builder.separator, builder.behaviours.contains(Behaviour.MODSEQ_STUCK)));
    this.preauthenticated = builder.preauthenticated;
    this.behaviours = Set.copyOf(builder.behaviours);
    this.separator = builder.separator;
    this.prefix = builder.prefix;
    this.appendLimit = builder.appendLimit;
    this.messageLimit = builder.messageLimit;
    this.window = builder.window;
    this.connections = builder.connections;
    this.grace = builder.grace;
    this.clock = builder.clock;
    this.context =
        builder.certificates.isPresent()
            ? builder.certificates.get().context(builder.clients)
            : null;
    this.wantsClients = builder.clients.isPresent();
    this.plain = new ServerSocket(builder.port, BACKLOG, loopback());
    this.secure = context == null ? null : new ServerSocket(builder.tlsPort, BACKLOG, loopback());
  }

  private static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }

  /** A server to be described. */
  public static Builder builder() {
    return new Builder();
  }

  /** What a server is like; without a user, there is {@code user} with password {@code secret}. */
  public static final class Builder {
    private final Set<Capability> capabilities = Capability.usual();
    private final Map<String, String> passwords = new LinkedHashMap<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Set<String> administrators = new HashSet<>();
    private final Set<Behaviour> behaviours = EnumSet.noneOf(Behaviour.class);
    private Optional<String> preauthenticated = Optional.empty();
    private Optional<Certificates> certificates = Optional.empty();
    private Optional<Certificates> clients = Optional.empty();
    private Clock clock = Clock.system(ZoneId.systemDefault());
    private Duration grace = Duration.ofMillis(5);
    private char separator = '/';
    private String prefix = "";
    private long appendLimit = Long.MAX_VALUE;
    private int messageLimit = Integer.MAX_VALUE;
    private int connections = Integer.MAX_VALUE;
    private int window = Integer.MAX_VALUE;
    private int port;
    private int tlsPort;

    private Builder() {}

    /** Adds a user. */
    @CanIgnoreReturnValue
    public Builder user(String name, String password) {
      passwords.put(name, password);
      return this;
    }

    /** The token by which a user logs in with XOAUTH2 and OAUTHBEARER. */
    @CanIgnoreReturnValue
    public Builder token(String user, String token) {
      tokens.put(user, token);
      return this;
    }

    /** Lets a user act as any other (the authorisation identity of RFC 4616). */
    @CanIgnoreReturnValue
    public Builder administrator(String user) {
      administrators.add(user);
      return this;
    }

    /** Greets with PREAUTH: the client is this user already. */
    @CanIgnoreReturnValue
    public Builder preauthenticated(String user) {
      preauthenticated = Optional.of(user);
      return this;
    }

    /** Asks clients for a certificate and accepts this one, whose common name is the user. */
    @CanIgnoreReturnValue
    public Builder clients(Certificates trusted) {
      clients = Optional.of(trusted);
      return this;
    }

    /** Behaves as some real servers do. */
    @CanIgnoreReturnValue
    public Builder behaving(Behaviour... wanted) {
      behaviours.addAll(List.of(wanted));
      return this;
    }

    /** Neither announces nor obeys these. */
    @CanIgnoreReturnValue
    public Builder without(Capability... unwanted) {
      capabilities.removeAll(List.of(unwanted));
      return this;
    }

    /** Announces and obeys these too, which a server does not have unless told. */
    @CanIgnoreReturnValue
    public Builder with(Capability... wanted) {
      capabilities.addAll(List.of(wanted));
      return this;
    }

    /** Announces APPENDLIMIT (RFC 7889) and refuses larger messages. */
    @CanIgnoreReturnValue
    public Builder appendLimit(long octets) {
      appendLimit = octets;
      return with(Capability.APPENDLIMIT);
    }

    /** Announces MESSAGELIMIT (RFC 9738), and carries a command out for the last so many only. */
    @CanIgnoreReturnValue
    public Builder messageLimit(int messages) {
      messageLimit = messages;
      return with(Capability.MESSAGELIMIT);
    }

    /** Greets no more clients at a time than this, and says BYE to others. */
    @CanIgnoreReturnValue
    public Builder connections(int most) {
      connections = most;
      return this;
    }

    /** Shows so many of each mailbox's newest messages only, until the client enables UIDONLY. */
    @CanIgnoreReturnValue
    public Builder window(int messages) {
      window = messages;
      return this;
    }

    /** What NAMESPACE tells and CREATE demands in front of each name, such as {@code INBOX.} */
    @CanIgnoreReturnValue
    public Builder prefix(String wanted) {
      prefix = wanted;
      return this;
    }

    /** The hierarchy separator; '/' unless told. */
    @CanIgnoreReturnValue
    public Builder separator(char wanted) {
      separator = wanted;
      return this;
    }

    /** Offers STARTTLS, and a second port for implicit TLS. */
    @CanIgnoreReturnValue
    public Builder certificates(Certificates wanted) {
      certificates = Optional.of(wanted);
      return this;
    }

    /** The plain port; 0, the default, takes a free one. */
    @CanIgnoreReturnValue
    public Builder port(int wanted) {
      port = wanted;
      return this;
    }

    /** The port for implicit TLS; 0, the default, takes a free one. */
    @CanIgnoreReturnValue
    public Builder tlsPort(int wanted) {
      tlsPort = wanted;
      return this;
    }

    /**
     * How long answers wait for more of the client's commands: so long a pause makes a turnaround.
     * 5 ms unless told; zero is fastest and may count what was pipelined as waited for.
     */
    @CanIgnoreReturnValue
    public Builder grace(Duration wanted) {
      grace = wanted;
      return this;
    }

    /** Where the internal date of an APPEND without a date comes from. */
    @CanIgnoreReturnValue
    public Builder clock(Clock wanted) {
      clock = wanted;
      return this;
    }

    /** Listens. */
    public SandboxServer start() throws IOException {
      if (passwords.isEmpty()) {
        user("user", "secret");
      }
      SandboxServer server = new SandboxServer(this);
      server.accept(server.plain, false);
      if (server.secure != null) {
        server.accept(server.secure, true);
      }
      return server;
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
        Wire wire = new Wire(talking, log, script, grace)) {
      wires.add(wire);
      if (live() > connections) {
        wire.write(
            "* BYE Too many simultaneous connections\r\n".getBytes(StandardCharsets.US_ASCII));
        wire.flush();
        return;
      }
      new Session(this, wire, log, script, tls).serve();
    } catch (IOException e) {
      log.ended(String.valueOf(e.getMessage()));
    } finally {
      log.end();
    }
  }

  private int live() {
    return (int) logs.stream().filter(log -> !log.hasEnded()).count();
  }

  /** The most connections that there were at one time. */
  public int mostConnections() {
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

  Optional<String> preauthenticated() {
    return preauthenticated;
  }

  boolean is(Behaviour behaviour) {
    return behaviours.contains(behaviour);
  }

  boolean has(Capability capability) {
    return capabilities.contains(capability);
  }

  int messageLimit() {
    return messageLimit;
  }

  int window() {
    return window;
  }

  long appendLimit() {
    return appendLimit;
  }

  String prefix() {
    return prefix;
  }

  Set<Capability> capabilities() {
    return capabilities;
  }

  boolean isTlsPossible() {
    return context != null;
  }

  Clock clock() {
    return clock;
  }

  Users users() {
    return users;
  }

  /** The address it listens on. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port for plain connections and STARTTLS. */
  public int port() {
    return plain.getLocalPort();
  }

  /** The port for implicit TLS; there is one only with certificates. */
  public int tlsPort() {
    if (secure == null) {
      throw new IllegalStateException("this server has no certificate");
    }
    return secure.getLocalPort();
  }

  /** The hierarchy separator. */
  public char separator() {
    return separator;
  }

  /** The mailbox of this name (Unicode, with the server's separator), made if it is not there. */
  public Mailbox mailbox(String user, String name) {
    Store store = users.store(user);
    Mailbox found = store.create(ModifiedUtf7.encode(name));
    return found.isSelectable() ? found : found.selectable(true);
  }

  /** The names of all selectable mailboxes, in Unicode, sorted by their names on the wire. */
  public List<String> mailboxNames(String user) {
    return users.store(user).all().stream()
        .filter(Mailbox::isSelectable)
        .map(Mailbox::name)
        .toList();
  }

  /** Removes a mailbox behind the client's back; false when there is none of this name. */
  public boolean removeMailbox(String user, String name) {
    Store store = users.store(user);
    Optional<Mailbox> found = store.find(ModifiedUtf7.encode(name));
    found.ifPresent(store::delete);
    return found.isPresent();
  }

  /** Gives the next connection that has none yet this script; scripts queue up. */
  public void nextConnection(FaultScript script) {
    scripts.add(script);
  }

  /** The log of each connection, oldest first. */
  public List<SessionLog> sessions() {
    return List.copyOf(logs);
  }

  /** The log of the newest connection. */
  public SessionLog lastSession() {
    return logs.getLast();
  }

  /** Stops listening and ends every connection. */
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
