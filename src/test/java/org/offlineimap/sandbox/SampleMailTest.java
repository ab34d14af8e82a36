package org.offlineimap.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleMailTest {
  @Test
  void givesTheSameMailForTheSameSeed() throws Exception {
    try (SandboxServer one = SandboxServer.builder().start();
        SandboxServer two = SandboxServer.builder().start()) {
      int count = SampleMail.fill(one, "user", 42);
      assertThat(SampleMail.fill(two, "user", 42)).isEqualTo(count).isBetween(250, 500);
      assertThat(one.mailboxNames("user")).contains("Gäste", "Archive/2024/Q1");
      for (String name : one.mailboxNames("user")) {
        List<StoredMessage> left = one.mailbox("user", name).messages();
        List<StoredMessage> right = two.mailbox("user", name).messages();
        assertThat(left.stream().map(StoredMessage::octets).toList())
            .containsExactlyElementsOf(right.stream().map(StoredMessage::octets).toList());
      }
    }
  }

  @Test
  void greetsOverTlsThatAClientCanVerify(@TempDir Path directory) throws Exception {
    Certificates certificates = Certificates.in(directory);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var pem = java.nio.file.Files.newInputStream(certificates.certificatePem());
        SandboxServer server = SandboxServer.builder().certificates(certificates).start()) {
      var made = CertificateFactory.getInstance("X.509").generateCertificate(pem);
      trusted.setCertificateEntry("ca", made);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      try (var socket =
          (SSLSocket) context.getSocketFactory().createSocket(server.host(), server.tlsPort())) {
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        assertThat(socket.getInputStream().read()).isEqualTo('*');
      }
    }
  }
}
