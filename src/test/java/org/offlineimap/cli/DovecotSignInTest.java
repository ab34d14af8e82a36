package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.testing.Dovecot;

/** A server that others wrote, by every mechanism that it has, under TLS and STARTTLS. */
final class DovecotSignInTest {
  @TempDir Path home;

  private DoorRig rig(Dovecot dovecot, String lines) throws Exception {
    String common =
        "remotehost = localhost\nipv6 = no\nremoteuser = user\nsslcacertfile = %s\n%s"
            .formatted(dovecot.caFile(), lines);
    return new DoorRig(home, "", common);
  }

  @Test
  void everyMechanismOfDovecotSignsIn() throws Exception {
    try (Dovecot dovecot =
        Dovecot.with()
            .user("user", "sécret \"with\\ odd\" %")
            .line("auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256")
            .start()) {
      String tls = "remoteport = " + dovecot.tlsPort();
      String startTls = "ssl = no\nstarttls = yes\nremoteport = " + dovecot.port();
      for (String mechanism :
          List.of("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256")) {
        for (String way : List.of(tls, startTls)) {
          String lines =
              way + "\nremotepass = sécret \"with\\ odd\" %%\nauth_mechanisms = " + mechanism;
          try (DoorRig rig = rig(dovecot, lines);
              ImapConnection connection = rig.open()) {
            assertThat(connection.transport().isSecure()).isTrue();
            assertThat(connection.list("", "*", false).await()).isNotEmpty();
          }
        }
      }
      try (DoorRig rig = rig(dovecot, tls + "\nremotepass = wrong")) {
        assertThatThrownBy(() -> rig.open().close())
            .isInstanceOf(AccountFailure.class)
            .hasMessageStartingWith("All authentication types failed:\n\tSCRAM-SHA-256: ")
            .hasMessageContaining("\n\tPLAIN: ")
            .hasMessageNotContaining("LOGIN: ");
      }
    }
  }

  /** Dovecot asks this whether a token is good. */
  private static HttpServer introspection() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/info",
        exchange -> {
          boolean good = "access_token=good".equals(exchange.getRequestURI().getQuery());
          byte[] answer =
              (good ? "{\"username\":\"user\"}" : "{\"error\":\"invalid_token\"}").getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(good ? 200 : 401, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void tokensThatDovecotHasVerifiedSignIn() throws Exception {
    HttpServer tokens = introspection();
    // The server's own user reads the file.
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path described =
        Files.writeString(
            home.resolve("oauth2.conf"),
            "tokeninfo_url = http://127.0.0.1:%d/info?access_token=\nusername_attribute = username\n"
                .formatted(tokens.getAddress().getPort()));
    try (Dovecot dovecot =
        Dovecot.with()
            .line("auth_mechanisms = plain xoauth2 oauthbearer")
            .line("passdb {\n driver = oauth2\n mechanisms = xoauth2 oauthbearer")
            .line(" args = " + described + "\n}")
            .start()) {
      for (String mechanism : List.of("XOAUTH2", "OAUTHBEARER")) {
        String lines = "remoteport = " + dovecot.tlsPort() + "\nauth_mechanisms = " + mechanism;
        try (DoorRig rig = rig(dovecot, lines + "\noauth2_access_token = good");
            ImapConnection connection = rig.open()) {
          assertThat(connection.list("", "*", false).await()).isNotEmpty();
        }
        try (DoorRig rig = rig(dovecot, lines + "\noauth2_access_token = stale")) {
          assertThatThrownBy(() -> rig.open().close())
              .isInstanceOf(AccountFailure.class)
              .hasMessageContaining(mechanism)
              .hasMessageNotContaining("stale");
        }
      }
    } finally {
      tokens.stop(0);
    }
  }
}
