package org.offlineimap.sandbox;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Traits traits;
  private final Users users;
  private final Listener listener;

  private SandboxServer(Builder builder) throws IOException {
    this.traits = builder.traits();
    this.users =
        new Users(
            builder.passwords,
            builder.tokens,
            builder.administrators,
            () -> new Store(traits.separator(), traits.behaviours()));
    this.listener =
        new Listener(traits, users, builder.terms(), builder.certificates, builder.clients);
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
      behaviours.forEach(each -> capabilities.removeAll(each.lacks()));
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
      server.listener.start();
      return server;
    }

    private Traits traits() {
      return new Traits(
          capabilities,
          behaviours,
          preauthenticated,
          separator,
          prefix,
          appendLimit,
          messageLimit,
          window,
          clock);
    }

    private Listener.Terms terms() {
      return new Listener.Terms(port, tlsPort, connections, grace);
    }
  }

  /** The most connections that there were at one time. */
  public int mostConnections() {
    return listener.mostConnections();
  }

  /** The address it listens on. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port for plain connections and STARTTLS. */
  public int port() {
    return listener.port();
  }

  /** The port for implicit TLS; there is one only with certificates. */
  public int tlsPort() {
    return listener.tlsPort();
  }

  /** The hierarchy separator. */
  public char separator() {
    return traits.separator();
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
    listener.nextConnection(script);
  }

  /** The log of each connection, oldest first. */
  public List<SessionLog> sessions() {
    return listener.sessions();
  }

  /** The log of the newest connection. */
  public SessionLog lastSession() {
    return listener.sessions().getLast();
  }

  /** Stops listening and ends every connection. */
  @Override
  public void close() throws IOException {
    listener.close();
  }
}
