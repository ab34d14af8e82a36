package org.offlineimap.imap.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.offlineimap.imap.protocol.Command.Octets;

/** The proxy is told the name; this machine could not have resolved it. */
final class ProxyTest {
  private static final String NAME = "mail.example.invalid";

  /** Understands all three kinds, notes what it is asked for, and connects to one server only. */
  private static final class TestProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final boolean wantsPassword;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    TestProxy(int target, boolean wantsPassword) throws IOException {
      this.listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
      this.target = target;
      this.wantsPassword = wantsPassword;
      Thread.ofPlatform().daemon().name("test-proxy").start(this::serveAll);
    }

    private void serveAll() {
      while (!listener.isClosed()) {
        try (Socket client = listener.accept();
            Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), target)) {
          if (serve(new DataInputStream(client.getInputStream()), client.getOutputStream())) {
            Thread back = Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
            back.join();
          }
        } catch (IOException e) {
          asked.add("ended: " + e.getMessage());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private static void pump(Socket from, Socket to) {
      try (to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // One side has gone; closing the other tells it.
        assertThat(e).isNotNull();
      }
    }

    private boolean serve(DataInputStream in, OutputStream out) throws IOException {
      int first = in.read();
      return switch (first) {
        case 5 -> socks5(in, out);
        case 4 -> socks4(in, out);
        default -> http((char) first, in, out);
      };
    }

    private boolean socks5(DataInputStream in, OutputStream out) throws IOException {
      byte[] methods = in.readNBytes(in.read());
      boolean offered = new String(methods, ISO_8859_1).indexOf('\2') >= 0;
      if (wantsPassword && !offered) {
        out.write(new byte[] {5, (byte) 0xFF});
        return false;
      }
      out.write(new byte[] {5, (byte) (wantsPassword ? 2 : 0)});
      if (wantsPassword) {
        in.read();
        String user = new String(in.readNBytes(in.read()), UTF_8);
        String password = new String(in.readNBytes(in.read()), UTF_8);
        boolean good = (user + ":" + password).equals("pu:pw:ö");
        out.write(new byte[] {1, (byte) (good ? 0 : 1)});
        if (!good) {
          return false;
        }
      }
      in.readNBytes(4);
      String host = new String(in.readNBytes(in.read()), UTF_8);
      asked.add(host + ":" + in.readUnsignedShort());
      out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
      return true;
    }

    private boolean socks4(DataInputStream in, OutputStream out) throws IOException {
      in.read();
      int port = in.readUnsignedShort();
      in.readNBytes(4);
      String user = untilNul(in);
      asked.add(untilNul(in) + ":" + port);
      boolean good = !wantsPassword || user.equals("pu");
      out.write(new byte[] {0, (byte) (good ? 0x5A : 0x5D), 0, 0, 0, 0, 0, 0});
      return good;
    }

    private static String untilNul(InputStream in) throws IOException {
      StringBuilder text = new StringBuilder();
      for (int octet = in.read(); octet > 0; octet = in.read()) {
        text.append((char) octet);
      }
      return text.toString();
    }

    private boolean http(char first, InputStream in, OutputStream out) throws IOException {
      StringBuilder head = new StringBuilder().append(first);
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      asked.add(head.substring("CONNECT ".length(), head.indexOf(" HTTP")));
      String credentials = Base64.getEncoder().encodeToString("pu:pw:ö".getBytes(UTF_8));
      boolean good =
          !wantsPassword || head.indexOf("Proxy-Authorization: Basic " + credentials) > 0;
      String status = good ? "200 fine" : "407 who are you";
      out.write(("HTTP/1.1 " + status + "\r\nVia: test\r\n\r\n").getBytes(ISO_8859_1));
      return good;
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  private static ServerAddress address(
      TestProxy proxy, Proxy.Kind kind, boolean credentials, Encryption encryption) {
    Proxy through =
        new Proxy(
            kind,
            "127.0.0.1",
            proxy.listener.getLocalPort(),
            credentials ? Optional.of("pu") : Optional.empty(),
            credentials ? Optional.of(new Octets("pw:ö".getBytes(UTF_8))) : Optional.empty());
    return new ServerAddress(
        NAME,
        14_300,
        Optional.empty(),
        Duration.ofSeconds(60),
        Optional.of(through),
        encryption,
        new Tls(TlsPolicy.platform()));
  }

  private static ImapConnection connect(TestProxy proxy, Proxy.Kind kind, boolean credentials)
      throws Exception {
    return Connector.connect(
        address(proxy, kind, credentials, Encryption.NONE), ConnectionOptions.named("R"));
  }

  @ParameterizedTest
  @EnumSource
  void theServersNameGoesToTheProxyUnresolved(Proxy.Kind kind) throws Exception {
    try (SecureServer server = SecureServer.plain();
        TestProxy proxy = new TestProxy(server.port(), false);
        ImapConnection connection = connect(proxy, kind, false)) {
      assertThat(connection.capabilities().has("IMAP4rev1")).isTrue();
      assertThat(proxy.asked).containsExactly(NAME + ":14300");
    }
  }

  @ParameterizedTest
  @EnumSource
  void credentialsAreShownWhereTheProxyWantsThem(Proxy.Kind kind) throws Exception {
    try (SecureServer server = SecureServer.plain();
        TestProxy proxy = new TestProxy(server.port(), true)) {
      connect(proxy, kind, true).close();
      assertThatThrownBy(() -> connect(proxy, kind, false).close())
          .isInstanceOf(ImapException.Disconnected.class)
          .hasMessageStartingWith(
              "Could not connect to '" + NAME + ":14300' for repository 'R' through the proxy ")
          .hasMessageNotContaining("pw:ö");
    }
  }

  @Test
  void aProxyOnThisMachineMakesNoLoopbackOfTheServerBehindIt() throws Exception {
    try (SecureServer server = SecureServer.plain();
        TestProxy proxy = new TestProxy(server.port(), false)) {
      ServerAddress address =
          address(proxy, Proxy.Kind.SOCKS5, false, Encryption.STARTTLS_EXPECTED);
      assertThatThrownBy(() -> Connector.connect(address, ConnectionOptions.named("R")))
          .isInstanceOf(ImapException.TlsRefused.class)
          .hasMessage(
              NAME + " does not offer STARTTLS; to go on in the clear all the same: starttls = no");
      assertThatThrownBy(
              () -> Connector.dial(address(proxy, Proxy.Kind.HTTP, false, Encryption.NONE), "R"))
          .isInstanceOf(ImapException.TlsRefused.class)
          .hasMessageContaining("by TLS only");
    }
  }

  @Test
  void withoutAProxyTheReasonsHaveTheirOwnWords() throws Exception {
    int closed;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      closed = gone.getLocalPort();
    }
    assertThatThrownBy(() -> direct("127.0.0.1", closed, Optional.empty()))
        .hasMessageStartingWith(
            "Connection to host '127.0.0.1:" + closed + "' for repository 'R' was refused.");
    assertThatThrownBy(() -> direct(NAME, 143, Optional.empty()))
        .hasMessageStartingWith("Could not resolve name '" + NAME + "' for repository 'R'.");
    assertThatThrownBy(() -> direct("127.0.0.1", closed, Optional.of(true)))
        .hasMessageContaining("Could not resolve name '127.0.0.1'");
  }

  @Test
  void bothFamiliesOfAnAddressAreTried() throws Exception {
    try (SecureServer server = SecureServer.plain();
        ImapConnection connection = direct("localhost", server.port(), Optional.empty())) {
      assertThat(connection.transport().remoteAddress()).contains("127.0.0.1");
    }
  }

  private static ImapConnection direct(String host, int port, Optional<Boolean> ipv6)
      throws Exception {
    return Connector.connect(
        new ServerAddress(
            host,
            port,
            ipv6,
            Duration.ofSeconds(60),
            Optional.empty(),
            Encryption.NONE,
            new Tls(TlsPolicy.platform())),
        ConnectionOptions.named("R"));
  }
}
