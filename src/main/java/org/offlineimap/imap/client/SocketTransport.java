package org.offlineimap.imap.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** A TCP connection, in the clear or under TLS. Upgraded only before it is shared. */
final class SocketTransport implements Transport {
  private final Socket raw;
  private final String host;
  private volatile Socket socket;
  private volatile boolean secure;

  private SocketTransport(Socket raw, String host) {
    this.raw = raw;
    this.host = host;
    this.socket = raw;
  }

  /** Tries all addresses of the host in turn. */
  static SocketTransport connect(ServerAddress server) throws ImapException {
    IOException last = null;
    try {
      for (InetAddress address : InetAddress.getAllByName(server.host())) {
        if (!wanted(address, server.ipv6())) {
          continue;
        }
        try {
          return connect(address, server);
        } catch (IOException e) {
          if (last != null) {
            e.addSuppressed(last);
          }
          last = e;
        }
      }
    } catch (IOException e) {
      last = e;
    }
    String reason = last == null ? "no address of the wanted kind" : last.getMessage();
    throw new ImapException.Disconnected(
        "cannot connect to " + server.host() + ":" + server.port() + ": " + reason, last);
  }

  private static boolean wanted(InetAddress address, Optional<Boolean> ipv6) {
    return ipv6.isEmpty()
        || (ipv6.get() ? address instanceof Inet6Address : address instanceof Inet4Address);
  }

  private static SocketTransport connect(InetAddress address, ServerAddress server)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(
          new InetSocketAddress(address, server.port()), (int) server.connectTimeout().toMillis());
      return new SocketTransport(socket, server.host());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Whether the address connected to is a loopback address; a name proves nothing. */
  boolean isLoopback() {
    return raw.getInetAddress().isLoopbackAddress();
  }

  /**
   * Changes to TLS. Ends the connection when that fails.
   *
   * @param unverified accept any certificate, and say so
   */
  void upgrade(TlsPolicy policy, boolean unverified) throws ImapException {
    try {
      SSLSocket tls =
          (SSLSocket)
              context(policy, unverified)
                  .getSocketFactory()
                  .createSocket(raw, host, raw.getPort(), true);
      if (!unverified && checksAuthorities(policy)) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
      }
      tls.startHandshake();
      socket = tls;
      secure = true;
      if (unverified) {
        notice(policy, tls);
      }
    } catch (SSLException | GeneralSecurityException e) {
      close();
      throw new ImapException.TlsRefused("TLS with " + host + " failed: " + reason(e), e);
    } catch (IOException e) {
      close();
      throw new ImapException.Disconnected("TLS with " + host + " failed: " + e.getMessage(), e);
    }
  }

  private static String reason(Exception e) {
    Throwable at = e;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage());
  }

  /** A pin alone accepts a self-signed certificate; a pin and an authority must both hold. */
  private static boolean checksAuthorities(TlsPolicy policy) {
    return policy.pins().isEmpty() || policy.caFile().isPresent();
  }

  private static SSLContext context(TlsPolicy policy, boolean unverified)
      throws IOException, GeneralSecurityException {
    Optional<javax.net.ssl.X509ExtendedTrustManager> authorities =
        !unverified && checksAuthorities(policy)
            ? Optional.of(TrustAnchors.trustManager(policy.caFile()))
            : Optional.empty();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new PinnedTrust(authorities, policy.pins())}, null);
    return context;
  }

  private void notice(TlsPolicy policy, SSLSocket tls) throws IOException, CertificateException {
    X509Certificate certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
    policy
        .notices()
        .accept(
            "accepted an unverified certificate of "
                + host
                + " on this machine; to pin it: cert_fingerprint = "
                + PinnedTrust.fingerprint(certificate, "SHA-256"));
  }

  @Override
  public InputStream input() throws IOException {
    return socket.getInputStream();
  }

  @Override
  public OutputStream output() throws IOException {
    return socket.getOutputStream();
  }

  @Override
  public void readTimeout(Duration timeout) throws IOException {
    socket.setSoTimeout((int) timeout.toMillis());
  }

  @Override
  public String localAddress() {
    return String.valueOf(raw.getLocalSocketAddress());
  }

  @Override
  public String remoteAddress() {
    return String.valueOf(raw.getRemoteSocketAddress());
  }

  @Override
  public boolean isSecure() {
    return secure;
  }

  /** Closes the TCP connection itself: an orderly end of TLS could wait for a blocked writer. */
  @Override
  public void close() {
    try {
      raw.close();
    } catch (IOException e) {
      // It is gone either way, and nobody could do anything about it.
    }
  }
}
