package org.offlineimap.imap.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Greets, under TLS from the start or after STARTTLS, with a certificate of the test resources; for
 * one connection after the other.
 */
final class SecureServer implements AutoCloseable {
  private final ServerSocket listener;
  private final @Nullable SSLContext context;
  private final boolean implicit;
  private final boolean asksClient;
  private final List<String> clients = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private SecureServer(@Nullable String certificate, boolean implicit, boolean asksClient)
      throws IOException, GeneralSecurityException {
    this.context = certificate == null ? null : context(certificate);
    this.implicit = implicit;
    this.asksClient = asksClient;
    this.listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofPlatform().daemon().name("secure-server").start(this::serveAll);
  }

  static SecureServer implicit(String certificate) throws IOException, GeneralSecurityException {
    return new SecureServer(certificate, true, false);
  }

  static SecureServer askingClients(String certificate)
      throws IOException, GeneralSecurityException {
    return new SecureServer(certificate, true, true);
  }

  static SecureServer startTls(String certificate) throws IOException, GeneralSecurityException {
    return new SecureServer(certificate, false, false);
  }

  static SecureServer plain() throws IOException, GeneralSecurityException {
    return new SecureServer(null, false, false);
  }

  static Path file(String name) {
    URL found = Objects.requireNonNull(SecureServer.class.getResource(name + ".pem"), name);
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(String certificate)
      throws IOException, GeneralSecurityException {
    SSLContext made = SSLContext.getInstance("TLS");
    TlsPolicy.Client files = new TlsPolicy.Client(file(certificate), Optional.empty());
    made.init(ClientKeys.load(files), new TrustManager[] {new TrustsAll()}, null);
    return made;
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public java.security.cert.X509Certificate[] getAcceptedIssuers() {
      return new java.security.cert.X509Certificate[0];
    }
  }

  private void serveAll() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        serve(socket);
      } catch (IOException e) {
        lines.add("ended: " + e.getMessage());
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    Socket talking = implicit ? secure(socket) : socket;
    say(talking, "* OK hi");
    boolean secured = implicit;
    BufferedReader in = reader(talking);
    String line = in.readLine();
    while (line != null) {
      lines.add(line);
      String tag = line.split(" ", 2)[0];
      if (line.endsWith("CAPABILITY")) {
        boolean offers = !secured && context != null;
        say(talking, "* CAPABILITY IMAP4rev1" + (offers ? " STARTTLS" : ""));
      }
      say(talking, tag + " OK done");
      if (line.endsWith("STARTTLS")) {
        talking = secure(socket);
        secured = true;
        in = reader(talking);
      }
      line = in.readLine();
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  private SSLSocket secure(Socket socket) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            Objects.requireNonNull(context)
                .getSocketFactory()
                .createSocket(socket, null, socket.getPort(), true);
    tls.setUseClientMode(false);
    tls.setNeedClientAuth(asksClient);
    tls.startHandshake();
    if (asksClient) {
      clients.add(tls.getSession().getPeerPrincipal().getName());
    }
    return tls;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Whom the clients' certificates named. */
  List<String> clients() {
    return clients;
  }

  /** What clients sent. */
  List<String> lines() {
    return lines;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
