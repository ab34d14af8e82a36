package org.offlineimap.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MechanismTest {
  private static SandboxServer.Builder all() {
    return SandboxServer.builder()
        .user("user", "secret")
        .user("other", "else")
        .administrator("other")
        .token("user", "tok")
        .with(
            Capability.AUTH_LOGIN,
            Capability.AUTH_CRAM_MD5,
            Capability.AUTH_SCRAM_SHA_1,
            Capability.AUTH_SCRAM_SHA_256,
            Capability.AUTH_XOAUTH2,
            Capability.AUTH_OAUTHBEARER,
            Capability.AUTH_EXTERNAL);
  }

  /** A client's end that speaks base64. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Client(Socket socket) throws IOException {
      this.socket = socket;
      this.in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(in.readLine()).startsWith("* ");
    }

    /** Sends a line and answers the next one; a challenge comes decoded, with {@code + } kept. */
    String say(String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      String answer = in.readLine();
      return answer.startsWith("+ ") ? "+ " + decoded(answer.substring(2)) : answer;
    }

    private static String decoded(String base64) {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Client client(SandboxServer server) throws IOException {
    return new Client(new Socket(server.host(), server.port()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, |user|secret, OK",
    "PLAIN, |user|wrong, NO [AUTHENTICATIONFAILED]",
    "PLAIN, user|other|else, OK",
    "PLAIN, other|user|secret, NO [AUTHORIZATIONFAILED]",
    "XOAUTH2, user=user^auth=Bearer tok^^, OK",
    "OAUTHBEARER, 'n,a=user,^host=h^port=1^auth=Bearer tok^^', OK",
    "OAUTHBEARER, 'n,a=user,^auth=Bearer tok^^', OK",
    "EXTERNAL, '', NO [AUTHENTICATIONFAILED]",
    "GSSAPI, x, NO [CANNOT]"
  })
  void judgesTheFirstMessage(String mechanism, String message, String wanted) throws IOException {
    try (SandboxServer server = all().start();
        Client client = client(server)) {
      String sent = base64(message.replace('|', '\0').replace('^', '\u0001'));
      String given = sent.isEmpty() ? "=" : sent;
      String answer = client.say("a AUTHENTICATE " + mechanism + " " + given);
      assertThat(answer.startsWith("+ ") ? client.say("") : answer).startsWith("a " + wanted);
      assertThat(server.lastSession().mechanisms()).containsExactly(mechanism);
    }
  }

  @Test
  void tellsWhyATokenIsRefusedAndWaitsForTheEmptyAnswer() throws IOException {
    try (SandboxServer server = all().start();
        Client client = client(server)) {
      String wrong = base64("user=user\u0001auth=Bearer old\u0001\u0001");
      assertThat(client.say("a AUTHENTICATE XOAUTH2 " + wrong)).startsWith("+ {\"status\":\"400\"");
      assertThat(client.say("")).startsWith("a NO [AUTHENTICATIONFAILED]");
      String newer = base64("n,a=user,\u0001auth=Bearer old\u0001\u0001");
      assertThat(client.say("b AUTHENTICATE OAUTHBEARER " + newer)).contains("invalid_token");
      assertThat(client.say("AQ==")).startsWith("b NO [AUTHENTICATIONFAILED]");
    }
  }

  @Test
  void asksForNameAndPasswordOneByOne() throws IOException {
    try (SandboxServer server = all().start();
        Client client = client(server)) {
      assertThat(client.say("a AUTHENTICATE LOGIN")).isEqualTo("+ Username:");
      assertThat(client.say(base64("user"))).isEqualTo("+ Password:");
      assertThat(client.say("*")).startsWith("a BAD");
      client.say("b AUTHENTICATE LOGIN");
      client.say(base64("user"));
      assertThat(client.say(base64("secret"))).startsWith("b OK");
    }
  }

  @Test
  void provesAPasswordByItsDigest() throws IOException {
    try (SandboxServer server = all().start();
        Client client = client(server)) {
      String challenge = client.say("a AUTHENTICATE CRAM-MD5").substring(2);
      byte[] wrong = Digests.mac("HmacMD5", Digests.octets("wrong"), challenge);
      assertThat(client.say(base64("user " + HexFormat.of().formatHex(wrong)))).startsWith("a NO");
      String again = client.say("b AUTHENTICATE CRAM-MD5").substring(2);
      byte[] right = Digests.mac("HmacMD5", Digests.octets("secret"), again);
      assertThat(client.say(base64("user " + HexFormat.of().formatHex(right)))).startsWith("b OK");
    }
  }

  /** The dialogue of RFC 7677 section 3, with this server's salt, iterations and nonce. */
  @ParameterizedTest
  @CsvSource({
    "SHA-1, SHA-1, secret, OK",
    "SHA-256, SHA-256, wrong, NO",
    "SHA-256, SHA-256, secret, OK"
  })
  void provesAPasswordWithASalt(String name, String hash, String password, String wanted)
      throws Exception {
    String mac = "Hmac" + hash.replace("-", "");
    try (SandboxServer server = all().start();
        Client client = client(server)) {
      String bare = "n=user,r=rOprNGfwEbeRWgbNEkqO";
      String first = client.say("a AUTHENTICATE SCRAM-" + name + " " + base64("n,," + bare));
      String challenge = first.substring(2);
      String[] parts = challenge.split(",", -1);
      String last = "c=biws," + parts[0];
      String signed = bare + "," + challenge + "," + last;
      byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
      int rounds = Integer.parseInt(parts[2].substring(2));
      int bits = hash.equals("SHA-1") ? 160 : 256;
      byte[] salted =
          javax.crypto.SecretKeyFactory.getInstance("PBKDF2With" + mac)
              .generateSecret(
                  new javax.crypto.spec.PBEKeySpec(password.toCharArray(), salt, rounds, bits))
              .getEncoded();
      byte[] key = Digests.mac(mac, salted, "Client Key");
      byte[] signature = Digests.mac(mac, Digests.hash(hash, key), signed);
      String proof = Base64.getEncoder().encodeToString(Digests.xor(key, signature));
      String answer = client.say(base64(last + ",p=" + proof));
      assertThat(answer.startsWith("+ v=") ? client.say("") : answer).startsWith("a " + wanted);
    }
  }

  @Test
  void takesTheNameInAClientsCertificate(@TempDir Path folder) throws Exception {
    Certificates own = Certificates.in(folder.resolve("server"));
    Certificates theirs = Certificates.in(folder.resolve("client"), "user");
    try (SandboxServer server = all().certificates(own).clients(theirs).start();
        Client client =
            new Client(
                context(folder).getSocketFactory().createSocket("127.0.0.1", server.tlsPort()))) {
      assertThat(client.say("a AUTHENTICATE EXTERNAL =")).startsWith("a OK");
    }
  }

  private static SSLContext context(Path folder) throws Exception {
    char[] password = "sandbox".toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(
        KeyStore.getInstance(folder.resolve("client/sandbox.p12").toFile(), password), password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    KeyStore server = KeyStore.getInstance(folder.resolve("server/sandbox.p12").toFile(), password);
    trusted.setCertificateEntry("server", server.getCertificate("sandbox"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void takesNoPasswordInTheClearWhereLoginIsDisabled() throws IOException {
    try (SandboxServer server = all().with(Capability.LOGINDISABLED).start();
        Client client = client(server)) {
      assertThat(client.say("a LOGIN user secret")).startsWith("a NO [PRIVACYREQUIRED]");
      assertThat(client.say("b AUTHENTICATE PLAIN " + base64("\0user\0secret")))
          .startsWith("b NO [PRIVACYREQUIRED]");
      assertThat(server.lastSession().mechanisms()).containsExactly("LOGIN command", "PLAIN");
    }
  }

  @Test
  void knowsAPreauthenticatedClient() throws IOException {
    try (SandboxServer server = all().preauthenticated("other").start();
        Client client = client(server)) {
      assertThat(client.say("a SELECT INBOX")).startsWith("* FLAGS");
    }
  }

  @Test
  void refusesOrInjectsWhereTlsBegins(@TempDir Path folder) throws IOException {
    Certificates own = Certificates.in(folder);
    try (SandboxServer server =
            all().certificates(own).behaving(Behaviour.STARTTLS_REFUSED).start();
        Client client = client(server)) {
      assertThat(client.say("a STARTTLS")).startsWith("a NO");
      assertThat(server.lastSession().met()).containsExactly(Behaviour.STARTTLS_REFUSED);
    }
    try (SandboxServer server =
            all().certificates(own).behaving(Behaviour.STARTTLS_INJECTED).start();
        Client client = client(server)) {
      assertThat(client.say("a STARTTLS")).startsWith("a OK");
      assertThat(client.in.readLine()).startsWith("* OK [ALERT]");
      assertThat(server.lastSession().met()).containsExactly(Behaviour.STARTTLS_INJECTED);
    }
  }
}
