package org.offlineimap.imap.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.offlineimap.imap.protocol.Command.Octets;

/**
 * Asks a proxy for a connection to a server, by the server's name. Reads nothing past the proxy's
 * answer. Confined to a thread.
 */
final class ProxyHandshake {
  /** The proxy refused, and did not merely fall silent. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_HEAD = 16_384;

  private static final int SOCKS4_GRANTED = 0x5A;
  private static final int NO_AUTHENTICATION = 0;
  private static final int PASSWORD = 2;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;

  private final Proxy proxy;
  private final InputStream in;
  private final OutputStream out;

  ProxyHandshake(Proxy proxy, InputStream in, OutputStream out) {
    this.proxy = proxy;
    this.in = in;
    this.out = out;
  }

  void connectTo(String host, int port) throws IOException {
    switch (proxy.kind()) {
      case SOCKS5 -> socks5(host, port);
      case SOCKS4 -> socks4(host, port);
      case HTTP -> http(host, port);
    }
  }

  // ---- SOCKS 5 (RFC 1928, RFC 1929) ----

  private void socks5(String host, int port) throws IOException {
    byte[] methods =
        proxy.user().isPresent()
            ? new byte[] {5, 2, NO_AUTHENTICATION, PASSWORD}
            : new byte[] {5, 1, NO_AUTHENTICATION};
    send(methods);
    byte[] chosen = exactly(2);
    if (chosen[0] != 5) {
      throw new Refused("it does not speak SOCKS5");
    }
    if (chosen[1] == PASSWORD && proxy.user().isPresent()) {
      authenticate(proxy.user().get());
    } else if (chosen[1] != NO_AUTHENTICATION) {
      throw new Refused(
          "it wants a user name and a password: proxy = SOCKS5:USER:PASSWORD@HOST:PORT");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(new byte[] {5, 1, 0, NAME});
    writeShort(request, host);
    request.write(port >> 8);
    request.write(port);
    send(request.toByteArray());
    byte[] answer = exactly(4);
    if (answer[1] != 0) {
      throw new Refused(socks5Reason(answer[1]));
    }
    skipAddress(answer[3]);
  }

  private void authenticate(String user) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(1);
    writeShort(request, user);
    byte[] password = proxy.password().map(Octets::value).orElse(new byte[0]);
    request.write(Math.min(password.length, LONGEST_NAME));
    request.write(password, 0, Math.min(password.length, LONGEST_NAME));
    Arrays.fill(password, (byte) 0);
    send(request.toByteArray());
    if (exactly(2)[1] != 0) {
      throw new Refused("it refused the user name or the password");
    }
  }

  private static void writeShort(ByteArrayOutputStream out, String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    if (octets.length == 0 || octets.length > LONGEST_NAME) {
      throw new IOException("a name is empty or longer than 255 octets");
    }
    out.write(octets.length);
    out.writeBytes(octets);
  }

  private void skipAddress(int type) throws IOException {
    int length =
        switch (type) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> exactly(1)[0] & 0xFF;
          default -> throw new Refused("its answer has an address of kind " + type);
        };
    exactly(length + 2);
  }

  private static String socks5Reason(int code) {
    return switch (code) {
      case 2 -> "its rules do not allow this connection";
      case 3 -> "it says: network unreachable";
      case 4 -> "it says: host unreachable, or no such host";
      case 5 -> "it says: connection refused";
      case 6 -> "it says: TTL expired";
      case 7, 8 -> "it says: not supported";
      default -> "it failed, with code " + code;
    };
  }

  // ---- SOCKS 4A ----

  private void socks4(String host, int port) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    // An address 0.0.0.x that cannot be means: the name follows.
    request.writeBytes(new byte[] {4, 1, (byte) (port >> 8), (byte) port, 0, 0, 0, 1});
    request.writeBytes(proxy.user().orElse("").getBytes(StandardCharsets.UTF_8));
    request.write(0);
    request.writeBytes(host.getBytes(StandardCharsets.UTF_8));
    request.write(0);
    send(request.toByteArray());
    byte[] answer = exactly(8);
    if (answer[0] != 0 || answer[1] != SOCKS4_GRANTED) {
      throw new Refused("it refused or could not connect, with code " + (answer[1] & 0xFF));
    }
  }

  // ---- HTTP CONNECT ----

  private void http(String host, int port) throws IOException {
    String target = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    StringBuilder head =
        new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
    if (proxy.user().isPresent()) {
      byte[] password = proxy.password().map(Octets::value).orElse(new byte[0]);
      String words = proxy.user().get() + ":" + new String(password, StandardCharsets.UTF_8);
      head.append("Proxy-Authorization: Basic ")
          .append(Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8)))
          .append("\r\n");
    }
    send(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    String status = head().lines().findFirst().orElse("");
    if (!status.matches("HTTP/1\\.[01] 2\\d\\d.*")) {
      throw new Refused(
          status.matches("HTTP/1\\.[01] 407.*")
              ? "it wants a user name and a password: proxy = HTTP:USER:PASSWORD@HOST:PORT"
              : "it says: " + status);
    }
  }

  /** Octet by octet up to the empty line, since the server's words may follow at once. */
  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      if (head.length() > LONGEST_HEAD) {
        throw new Refused("it does not speak HTTP");
      }
      head.append((char) (exactly(1)[0] & 0xFF));
    }
    return head.toString();
  }

  private void send(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  private byte[] exactly(int octets) throws IOException {
    byte[] read = in.readNBytes(octets);
    if (read.length < octets) {
      throw new EOFException("it closed the connection");
    }
    return read;
  }
}
