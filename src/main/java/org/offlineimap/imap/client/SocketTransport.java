package org.offlineimap.imap.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.jspecify.annotations.Nullable;

/** A TCP connection, in the clear or under TLS. Upgraded only before it is shared. */
final class SocketTransport implements Transport {
  private final Socket raw;
  private final ServerAddress server;
  private final String repository;
  private volatile Socket socket;
  private volatile boolean secure;

  private SocketTransport(Socket raw, ServerAddress server, String repository) {
    this.raw = raw;
    this.server = server;
    this.repository = repository;
    this.socket = raw;
  }

  /** Connects to the server, or to its proxy and through that. */
  static SocketTransport connect(ServerAddress server, String repository)
      throws ImapException, InterruptedException {
    Unreachable words = new Unreachable(server, repository);
    try {
      if (server.proxy().isPresent()) {
        return throughProxy(server, server.proxy().get(), repository);
      }
      Socket socket =
          Dialer.connect(server.host(), server.port(), server.ipv6(), server.connectTimeout());
      return new SocketTransport(socket, server, repository);
    } catch (IOException e) {
      throw words.failure(e);
    }
  }

  private static SocketTransport throughProxy(ServerAddress server, Proxy proxy, String repository)
      throws IOException, InterruptedException {
    Socket socket =
        Dialer.connect(proxy.host(), proxy.port(), server.ipv6(), server.connectTimeout());
    try {
      socket.setSoTimeout((int) server.connectTimeout().toMillis());
      new ProxyHandshake(proxy, socket.getInputStream(), socket.getOutputStream())
          .connectTo(server.host(), server.port());
      return new SocketTransport(socket, server, repository);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Whether the address connected to is a loopback address; a name proves nothing, nor does the
   * address of a proxy.
   */
  boolean isLoopback() {
    return server.proxy().isEmpty() && raw.getInetAddress().isLoopbackAddress();
  }

  /**
   * Changes to TLS. Ends the connection when that fails.
   *
   * @param unverified accept any certificate, and say so
   */
  void upgrade(boolean unverified) throws ImapException {
    try {
      SSLSocket tls = handshake(unverified);
      socket = tls;
      secure = true;
      if (unverified) {
        notice(tls);
      }
    } catch (SSLException | GeneralSecurityException e) {
      close();
      throw refused(e);
    } catch (IOException e) {
      close();
      throw new ImapException.Disconnected(
          "TLS with " + server.host() + " failed: " + e.getMessage(), e);
    }
  }

  private SSLSocket handshake(boolean unverified) throws IOException, GeneralSecurityException {
    Tls tls = server.tls();
    SSLContext context = unverified ? tls.unverified() : tls.context();
    SSLSocket wrapped =
        (SSLSocket)
            context.getSocketFactory().createSocket(raw, server.host(), raw.getPort(), true);
    SSLParameters parameters = wrapped.getSSLParameters();
    parameters.setProtocols(tls.policy().protocols().toArray(new String[0]));
    if (!unverified && tls.policy().asksAuthorities()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    wrapped.setSSLParameters(parameters);
    wrapped.startHandshake();
    return wrapped;
  }

  private ImapException refused(Exception e) {
    Optional<CertificateException> certificate = cause(e);
    if (certificate.isPresent()) {
      return new ImapException.TlsRefused(String.valueOf(certificate.get().getMessage()), e);
    }
    boolean implicit = server.encryption() == Encryption.IMPLICIT;
    // JSSE has no better sign that what came back was no TLS at all.
    boolean noTls = String.valueOf(e.getMessage()).startsWith("Unsupported or unrecognized SSL");
    String text =
        noTls && implicit ? noTls() : "TLS with " + server.host() + " failed: " + e.getMessage();
    return new ImapException.TlsRefused(text, e);
  }

  private String noTls() {
    return ("Could not connect via SSL to host '%s' and port %d for repository '%s': what answers"
            + " there does not speak TLS. Make sure you connect to the correct port (remoteport;"
            + " 993 with ssl = yes, 143 with ssl = no)")
        .formatted(server.host(), server.port(), repository);
  }

  private static Optional<CertificateException> cause(Throwable failure) {
    Throwable at = failure;
    while (at != null) {
      if (at instanceof CertificateException found) {
        return Optional.of(found);
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private void notice(SSLSocket tls) throws IOException, CertificateException {
    X509Certificate certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
    server
        .tls()
        .policy()
        .notices()
        .accept(
            "accepted an unverified certificate of "
                + server.host()
                + " on this machine; to pin it: cert_fingerprint = "
                + CertificateRefused.fingerprint(certificate, "SHA-256"));
  }

  @Override
  public Optional<Binding> binding() {
    return socket instanceof SSLSocket tls ? TlsBinding.of(tls) : Optional.empty();
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

  /** The original's words for a server that is not reached. */
  private record Unreachable(ServerAddress server, String repository) {
    ImapException failure(IOException cause) {
      return new ImapException.Disconnected(text(cause), cause);
    }

    private String text(@Nullable IOException cause) {
      if (server.proxy().isPresent()) {
        return "Could not connect to '%s:%d' for repository '%s' through the proxy %s: %s"
            .formatted(
                server.host(),
                server.port(),
                repository,
                server.proxy().get(),
                cause == null ? "no answer" : cause.getMessage());
      }
      return switch (cause) {
        case java.net.UnknownHostException _ ->
            ("Could not resolve name '%s' for repository '%s'. Make sure you have configured the"
                    + " server name correctly and that you are online.")
                .formatted(server.host(), repository);
        case java.net.ConnectException refused when isRefused(refused) ->
            ("Connection to host '%s:%d' for repository '%s' was refused. Make sure you have the"
                    + " right host and port configured and that you are actually able to access the"
                    + " network.")
                .formatted(server.host(), server.port(), repository);
        case null, default ->
            "Could not connect to remote server '%s:%d' for repository '%s'. %s"
                .formatted(
                    server.host(),
                    server.port(),
                    repository,
                    cause instanceof java.net.SocketTimeoutException
                        ? "Remote does not answer."
                        : String.valueOf(cause == null ? "" : cause.getMessage()));
      };
    }

    private static boolean isRefused(java.net.ConnectException e) {
      return String.valueOf(e.getMessage()).toLowerCase(java.util.Locale.ROOT).contains("refused");
    }
  }
}
