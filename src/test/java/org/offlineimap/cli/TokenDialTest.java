package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.auth.Dial;
import org.offlineimap.config.AccountEntry;
import org.offlineimap.config.ConfigReader;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.Overrides;
import org.offlineimap.config.Surroundings;
import org.offlineimap.imap.client.TlsPolicy;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.SharedCertificates;
import org.offlineimap.testing.TunnelProxy;

/** What leads to a token endpoint: TLS, verified, through {@code authproxy}. */
final class TokenDialTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path home;

  private ImapRepositoryConfig config(int proxy) throws Exception {
    Path rc =
        Files.writeString(
            home.resolve("rc"),
            """
            [general]
            accounts = A
            [Account A]
            localrepository = L
            remoterepository = R
            authproxy = HTTP:127.0.0.1:%d
            [Repository L]
            type = Maildir
            localfolders = ~/Mail
            [Repository R]
            type = IMAP
            remotehost = mail.invalid
            """
                .formatted(proxy));
    AccountEntry entry =
        new ConfigReader(Surroundings.ofThisProcess())
            .read(rc, Overrides.NONE)
            .accounts()
            .getFirst();
    return switch (entry) {
      case AccountEntry.Ready ready -> ready.config().remote();
      case AccountEntry.Stopped stopped -> throw new AssertionError(stopped.problems());
    };
  }

  private static SandboxServer server() throws Exception {
    return SandboxServer.builder().certificates(SharedCertificates.get()).start();
  }

  @Test
  void speaksTlsToTheEndpointThroughTheProxy() throws Exception {
    TlsPolicy policy =
        new TlsPolicy(
            new TlsPolicy.Authorities.Bundle(SharedCertificates.get().certificatePem()),
            List.of(),
            Optional.empty(),
            TlsPolicy.BEST,
            _ -> {});
    try (SandboxServer server = server();
        TunnelProxy proxy = new TunnelProxy(server.tlsPort());
        Dial.Line line =
            new TokenDial(config(proxy.port()), LIMIT, policy).to("localhost", 443, true)) {
      BufferedReader answers = new BufferedReader(new InputStreamReader(line.input(), US_ASCII));
      assertThat(answers.readLine()).startsWith("* OK");
      assertThat(proxy.asked()).containsExactly("localhost:443");
    }
  }

  @Test
  void anEndpointThatNobodyVouchesForGetsNothing() throws Exception {
    try (SandboxServer server = server();
        TunnelProxy proxy = new TunnelProxy(server.tlsPort())) {
      TokenDial dial = new TokenDial(config(proxy.port()), LIMIT);
      assertThatThrownBy(() -> dial.to("localhost", 443, true).close())
          .isInstanceOfSatisfying(
              AccountFailure.class, e -> assertThat(e.kind()).isEqualTo(AccountFailure.Kind.TLS))
          .hasMessageStartingWith("R: the token endpoint: ");
    }
  }
}
