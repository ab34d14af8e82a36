package org.offlineimap.imap.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of reference configuration 9.2, certificate by certificate. */
final class TlsTest {
  private final List<String> notices = new ArrayList<>();

  private static TlsPolicy.Authorities ca(String name) {
    return new TlsPolicy.Authorities.Bundle(SecureServer.file(name));
  }

  private TlsPolicy policy(TlsPolicy.Authorities authorities, String... pins) {
    return new TlsPolicy(
        authorities, List.of(pins), Optional.empty(), TlsPolicy.BEST, notices::add);
  }

  private static ServerAddress address(SecureServer server, Encryption encryption, TlsPolicy tls) {
    return new ServerAddress(
        "127.0.0.1",
        server.port(),
        Optional.empty(),
        Duration.ofSeconds(60),
        Optional.empty(),
        encryption,
        new Tls(tls));
  }

  private static ImapConnection connect(SecureServer server, Encryption encryption, TlsPolicy tls)
      throws Exception {
    return Connector.connect(address(server, encryption, tls), ConnectionOptions.named("R"));
  }

  private static X509Certificate certificate(String name) throws Exception {
    try (var in = Files.newInputStream(SecureServer.file(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static String pin(String name, String digest) throws Exception {
    return CertificateRefused.fingerprint(certificate(name), digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IMPLICIT", "STARTTLS_DEMANDED", "STARTTLS_EXPECTED"})
  void aServerThatTheAuthorityVouchesForIsAccepted(Encryption encryption) throws Exception {
    try (SecureServer server =
            encryption == Encryption.IMPLICIT
                ? SecureServer.implicit("good")
                : SecureServer.startTls("good");
        ImapConnection connection = connect(server, encryption, policy(ca("ca")))) {
      assertThat(connection.transport().isSecure()).isTrue();
      assertThat(connection.capabilities().has("STARTTLS")).isFalse();
      assertThat(notices).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "good    | other-ca | is signed by an authority that is not trusted: O=OfflineIMAP"
            + " tests,CN=Test Authority",
        "other   | ca       | is not for '127.0.0.1' but for other.example.org",
        "expired | ca       | expired on 2021-01-01",
        "future  | ca       | is not valid before 2090-01-01",
        "self    | ca       | is self-signed"
      })
  void eachRefusalSaysWhyAndShowsTheCertificateAndTheLineThatPinsIt(
      String name, String authority, String why) throws Exception {
    X509Certificate shown = certificate(name);
    try (SecureServer server = SecureServer.implicit(name)) {
      assertThatThrownBy(() -> connect(server, Encryption.IMPLICIT, policy(ca(authority))).close())
          .isInstanceOf(ImapException.TlsRefused.class)
          .hasMessageContaining(why)
          .hasMessageContaining("subject: " + shown.getSubjectX500Principal().getName())
          .hasMessageContaining("issuer: " + shown.getIssuerX500Principal().getName())
          .hasMessageContaining("valid: " + CertificateRefused.day(shown.getNotBefore()))
          .hasMessageContaining("\n  cert_fingerprint = " + pin(name, "SHA-256") + "\n");
    }
  }

  @Test
  void thePlatformVouchesForNoneOfThese() throws Exception {
    TlsPolicy platform = policy(new TlsPolicy.Authorities.Platform());
    try (SecureServer server = SecureServer.implicit("good")) {
      assertThatThrownBy(() -> connect(server, Encryption.IMPLICIT, platform).close())
          .isInstanceOf(ImapException.TlsRefused.class)
          .hasMessageContaining("not trusted");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"})
  void aPinAloneAcceptsWhatNobodyVouchesFor(String digest) throws Exception {
    String spelled = pin("self", digest).toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
    TlsPolicy pinned = policy(new TlsPolicy.Authorities.Platform(), "00", spelled);
    try (SecureServer server = SecureServer.implicit("self");
        ImapConnection connection = connect(server, Encryption.IMPLICIT, pinned)) {
      assertThat(connection.transport().isSecure()).isTrue();
    }
  }

  @Test
  void aPinAndAnAuthorityMustBothHold() throws Exception {
    try (SecureServer server = SecureServer.implicit("good")) {
      connect(server, Encryption.IMPLICIT, policy(ca("ca"), pin("good", "SHA-256"))).close();
      assertThatThrownBy(() ->
              connect(server, Encryption.IMPLICIT, policy(ca("other-ca"), pin("good", "SHA-256")))
                  .close())
          .hasMessageContaining("not trusted");
      assertThatThrownBy(() ->
              connect(server, Encryption.IMPLICIT, policy(ca("ca"), pin("self", "SHA-256")))
                  .close())
          .isInstanceOf(ImapException.TlsRefused.class)
          .hasMessageStartingWith(
              "Server SSL fingerprint(s) '[('sha512', '" + pin("good", "SHA-512"))
          .hasMessageContaining(
              "('sha1', '" + pin("good", "SHA-1") + "')]' for hostname '127.0.0.1'")
          .hasMessageContaining(
              "does not match configured fingerprint(s) [" + pin("self", "SHA-256") + "].");
    }
  }

  @Test
  void onLoopbackStartTlsWithoutCaAndPinIsAcceptedWithANotice() throws Exception {
    TlsPolicy unconfigured = policy(new TlsPolicy.Authorities.Platform());
    try (SecureServer server = SecureServer.startTls("self");
        ImapConnection connection = connect(server, Encryption.STARTTLS_EXPECTED, unconfigured)) {
      assertThat(connection.transport().isSecure()).isTrue();
      assertThat(notices)
          .singleElement()
          .asString()
          .endsWith("cert_fingerprint = " + pin("self", "SHA-256"));
    }
  }

  @Test
  void onLoopbackStartTlsIsVerifiedOnceACaIsConfigured() throws Exception {
    try (SecureServer server = SecureServer.startTls("self")) {
      assertThatThrownBy(
              () -> connect(server, Encryption.STARTTLS_EXPECTED, policy(ca("ca"))).close())
          .hasMessageContaining("self-signed");
      assertThat(server.lines()).noneMatch(line -> line.contains("LOGIN"));
    }
  }

  @Test
  void withoutStartTlsOnlyLoopbackAndTheWordNoGoOnInTheClear() throws Exception {
    TlsPolicy platform = policy(new TlsPolicy.Authorities.Platform());
    try (SecureServer server = SecureServer.plain()) {
      for (Encryption encryption : List.of(Encryption.STARTTLS_EXPECTED, Encryption.NONE)) {
        try (ImapConnection connection = connect(server, encryption, platform)) {
          assertThat(connection.transport().isSecure()).isFalse();
        }
      }
      assertThatThrownBy(() -> connect(server, Encryption.STARTTLS_DEMANDED, platform).close())
          .isInstanceOf(ImapException.TlsRefused.class)
          .hasMessage("127.0.0.1 does not offer STARTTLS");
    }
  }

  @Test
  void asWrittenTheConnectionStaysInTheClearThoughStartTlsIsOffered() throws Exception {
    try (SecureServer server = SecureServer.startTls("good");
        ImapConnection connection = connect(server, Encryption.NONE, policy(ca("ca")))) {
      assertThat(connection.transport().isSecure()).isFalse();
      assertThat(server.lines()).noneMatch(line -> line.contains("STARTTLS"));
    }
  }

  @Test
  void tlsToAPortThatDoesNotSpeakItSaysWhatToLookAt() throws Exception {
    try (SecureServer server = SecureServer.plain()) {
      assertThatThrownBy(() -> connect(server, Encryption.IMPLICIT, policy(ca("ca"))).close())
          .isInstanceOf(ImapException.TlsRefused.class)
          .hasMessageContaining("does not speak TLS")
          .hasMessageContaining("remoteport");
    }
  }

  private TlsPolicy showing(String name) {
    return new TlsPolicy(
        ca("ca"),
        List.of(),
        Optional.of(new TlsPolicy.Client(SecureServer.file(name), Optional.empty())),
        TlsPolicy.BEST,
        notices::add);
  }

  @ParameterizedTest
  @ValueSource(strings = {"client-pkcs1", "client-ec", "client-pkcs8"})
  void aCertificateOfOursIsShownWhateverTheFormOfItsKey(String name) throws Exception {
    try (SecureServer server = SecureServer.askingClients("good");
        ImapConnection connection = connect(server, Encryption.IMPLICIT, showing(name))) {
      assertThat(connection.capabilities().has("IMAP4rev1")).isTrue();
      assertThat(server.clients()).containsExactly("O=OfflineIMAP tests,CN=user");
    }
  }

  @Test
  void aKeyWithAPassphraseIsRefusedWithTheWayOut() throws Exception {
    try (SecureServer server = SecureServer.askingClients("good")) {
      assertThatThrownBy(() -> connect(server, Encryption.IMPLICIT, showing("locked")).close())
          .isInstanceOf(ImapException.TlsRefused.class)
          .hasMessageContaining("has a passphrase")
          .hasMessageContaining("openssl pkey");
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, tls-server-end-point, 32", "TLSv1.3, tls-exporter, 32"})
  void theVersionIsTheOneAskedForAndGivesItsBinding(String version, String binding, int octets)
      throws Exception {
    TlsPolicy only =
        new TlsPolicy(ca("ca"), List.of(), Optional.empty(), List.of(version), notices::add);
    try (SecureServer server = SecureServer.implicit("good");
        ImapConnection connection = connect(server, Encryption.IMPLICIT, only)) {
      Transport.Binding found = connection.transport().binding().orElseThrow();
      assertThat(found.type()).isEqualTo(binding);
      assertThat(found.data().value()).hasSize(octets);
    }
  }

  @Test
  void aBundleWithoutCertificatesIsTold() throws Exception {
    TlsPolicy keysOnly = policy(new TlsPolicy.Authorities.Bundle(java.nio.file.Path.of("pom.xml")));
    try (SecureServer server = SecureServer.implicit("good")) {
      assertThatThrownBy(() -> connect(server, Encryption.IMPLICIT, keysOnly).close())
          .isInstanceOf(ImapException.TlsRefused.class)
          .hasMessageContaining("no certificate in pom.xml");
    }
  }

  @Test
  void preparingBesideOtherWorkChangesNothing() throws Exception {
    ServerAddress address;
    try (SecureServer server = SecureServer.implicit("good")) {
      address = address(server, Encryption.IMPLICIT, policy(ca("ca")));
      address.tls().prepare();
      address.tls().prepare();
      Connector.connect(address, ConnectionOptions.named("R")).close();
      Connector.connect(address, ConnectionOptions.named("R")).close();
    }
  }
}
