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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.mail.SyncException.RepositoryFailure;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.Certificates;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.TunnelProxy;

/** From the lines of an rc file to a connection that is signed in. */
final class SignInTest {
  private static final String WRONG = "remoteuser = user\nremotepass = wrong";
  private static final String RIGHT = "remoteuser = user\nremotepass = secret";

  @TempDir Path home;

  private static SandboxServer.Builder everything() {
    return SandboxServer.builder()
        .user("user", "secret")
        .user("boss", "else")
        .administrator("boss")
        .token("user", "good-token")
        .with(
            Capability.AUTH_LOGIN,
            Capability.AUTH_CRAM_MD5,
            Capability.AUTH_SCRAM_SHA_1,
            Capability.AUTH_SCRAM_SHA_256,
            Capability.AUTH_XOAUTH2,
            Capability.AUTH_OAUTHBEARER);
  }

  private DoorRig rig(SandboxServer server, String lines) throws Exception {
    return new DoorRig(
        home,
        "",
        "remotehost = 127.0.0.1\nremoteport = %d\nssl = no\nstarttls = no\n%s"
            .formatted(server.port(), lines));
  }

  private static void opens(DoorRig rig) throws Exception {
    try (ImapConnection connection = rig.open()) {
      connection.noop().await();
      connection.list("", "*", false).await();
    }
  }

  private static String refused(DoorRig rig) {
    AccountFailure[] failure = new AccountFailure[1];
    assertThatThrownBy(() -> rig.open().close())
        .isInstanceOfSatisfying(AccountFailure.class, e -> failure[0] = e);
    assertThat(failure[0].kind()).isEqualTo(AccountFailure.Kind.AUTH);
    return failure[0].text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"})
  void eachMechanismWithAPasswordSignsIn(String mechanism) throws Exception {
    try (SandboxServer server = everything().start();
        DoorRig rig = rig(server, RIGHT + "\nauth_mechanisms = " + mechanism)) {
      opens(rig);
      assertThat(server.lastSession().mechanisms())
          .containsExactly(mechanism.equals("LOGIN") ? "LOGIN command" : mechanism);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256"})
  void withoutSaslIrTheFirstWordWaitsForTheServer(String mechanism) throws Exception {
    try (SandboxServer server = everything().without(Capability.SASL_IR).start();
        DoorRig rig = rig(server, RIGHT + "\nauth_mechanisms = " + mechanism)) {
      opens(rig);
    }
  }

  @Test
  void withoutAListTheStrongestThatIsOfferedComesFirstAndTokensAreLeftAlone() throws Exception {
    try (SandboxServer server = everything().start();
        DoorRig rig = rig(server, RIGHT)) {
      opens(rig);
      assertThat(server.lastSession().mechanisms()).containsExactly("SCRAM-SHA-256");
    }
  }

  @Test
  void afterARefusalOfPlainNothingIsTriedUntilTheNextPass() throws Exception {
    String list = "\nauth_mechanisms = SCRAM-SHA-1, CRAM-MD5, PLAIN, LOGIN";
    try (SandboxServer server = everything().start();
        DoorRig rig = rig(server, WRONG + list)) {
      String text = refused(rig);
      assertThat(text)
          .startsWith("All authentication types failed:\n\tSCRAM-SHA-1: ")
          .containsSubsequence("\n\tCRAM-MD5: ", "\n\tPLAIN: ")
          .doesNotContain("LOGIN");
      assertThat(server.lastSession().mechanisms())
          .containsExactly("SCRAM-SHA-1", "CRAM-MD5", "PLAIN");
      assertThat(rig.told).anyMatch(line -> line.contains("PLAIN authentication failed: "));
      assertThat(refused(rig)).isEqualTo(text);
      assertThat(server.lastSession().mechanisms()).isEmpty();
      rig.nextPass();
      refused(rig);
      assertThat(server.lastSession().mechanisms()).hasSize(3);
    }
  }

  @Test
  void aServerThatLacksTheVerifierOfAMechanismIsSignedInToWithTheNext() throws Exception {
    try (SandboxServer server = everything().start();
        DoorRig rig = rig(server, RIGHT + "\nauth_mechanisms = CRAM-MD5, PLAIN")) {
      server.nextConnection(new FaultScript().no("AUTHENTICATE", 1, "[AUTHENTICATIONFAILED] no"));
      opens(rig);
      rig.nextPass();
      opens(rig);
      assertThat(server.lastSession().mechanisms()).as("what worked").containsExactly("PLAIN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNAVAILABLE", "INUSE", "LIMIT", "THROTTLED", "CONTACTADMIN"})
  void aBusyServerSaysNothingAboutThePassword(String code) throws Exception {
    try (SandboxServer server = everything().start();
        DoorRig rig = rig(server, RIGHT + "\nauth_mechanisms = PLAIN, LOGIN")) {
      server.nextConnection(new FaultScript().no("AUTHENTICATE", 1, "[" + code + "] not now"));
      assertThatThrownBy(() -> rig.open().close()).isInstanceOf(ImapException.Refused.class);
      opens(rig);
    }
  }

  @Test
  void whatIsNotOfferedIsNotTriedAndToldWithBothLists() throws Exception {
    try (SandboxServer server = everything().start();
        DoorRig rig = rig(server, RIGHT + "\nauth_mechanisms = EXTERNAL")) {
      assertThat(refused(rig))
          .startsWith(
              "Repository R: no supported authentication mechanisms found; configured EXTERNAL,"
                  + " server advertises [AUTH=CRAM-MD5, ");
    }
    try (SandboxServer server = everything().with(Capability.LOGINDISABLED).start();
        DoorRig rig = rig(server, RIGHT + "\nauth_mechanisms = LOGIN")) {
      assertThat(refused(rig)).endsWith("IMAP LOGIN is disabled by server.  Need to use SSL?");
    }
  }

  @Test
  void theIdentityIsWhoseMailIsOpened() throws Exception {
    String boss = "remoteuser = boss\nremotepass = else\nauth_mechanisms = PLAIN";
    try (SandboxServer server = everything().start()) {
      server.mailbox("user", "of the user");
      server.mailbox("boss", "of the boss");
      for (String line : List.of("", "\nremote_identity = user")) {
        try (DoorRig rig = rig(server, boss + line);
            ImapConnection connection = rig.open()) {
          assertThat(connection.list("", "*", false).await())
              .extracting(mailbox -> mailbox.name().toString())
              .contains(line.isEmpty() ? "of the boss" : "of the user");
        }
      }
    }
  }

  @Test
  void thePersonIsAskedOnceAPassAndToldWhatTheServerSaid() throws Exception {
    try (SandboxServer server = everything().start();
        DoorRig rig = rig(server, "remoteuser = user").answering("wrong", "secret")) {
      refused(rig);
      refused(rig);
      rig.nextPass();
      opens(rig);
      opens(rig);
      assertThat(rig.questions).hasSize(2);
      assertThat(rig.questions.getFirst()).isEqualTo("user: -");
      assertThat(rig.questions.getLast()).startsWith("user: PLAIN: ");
    }
  }

  @Test
  void everyPlaceForAPasswordLeadsIn() throws Exception {
    Path file = Files.writeString(home.resolve("pass"), "secret\n");
    Path netrc =
        Files.writeString(
            home.resolve(".netrc"),
            "machine 127.0.0.1 login boss password else\nmachine 127.0.0.1 login user password"
                + " secret\n");
    Files.setPosixFilePermissions(netrc, PosixFilePermissions.fromString("rw-------"));
    try (SandboxServer server = everything().start()) {
      for (String lines :
          List.of(
              "remoteuser = user\nremotepassfile = " + file,
              "remoteuser = user\nremotepasscmd = cat " + file,
              "remoteuser = user\nremotepasseval = 'sec' + 'ret'",
              "remoteuser = user\nremotepasseval = b'secret'",
              "remoteusereval = ''.join(['us', 'er'])\nremotepass = secret",
              "remoteuser = user",
              "remotehosteval = '.'.join(['127', '0', '0', '1'])\nremoteuser = user")) {
        try (DoorRig rig = rig(server, lines)) {
          opens(rig);
          assertThat(rig.questions).isEmpty();
        }
      }
    }
  }

  @Test
  void thePortMayBeComputed() throws Exception {
    try (SandboxServer server = everything().start();
        DoorRig rig = rig(server, RIGHT + "\nremoteporteval = 1 + " + (server.port() - 1));
        DoorRig wrong = rig(server, RIGHT + "\nremoteporteval = 70000 + 1")) {
      opens(rig);
      assertThatThrownBy(() -> wrong.open().close())
          .isInstanceOf(AccountFailure.class)
          .hasMessageContaining("remoteporteval")
          .hasMessageContaining("no number from 1 to 65535");
    }
  }

  // ---- tokens ----

  /** A token endpoint that answers as it is told, and keeps what it was asked. */
  private static final class Endpoint implements AutoCloseable {
    private final HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 5);
    private final List<String> forms = new ArrayList<>();

    Endpoint(int status, String json) throws IOException {
      http.createContext(
          "/token",
          exchange -> {
            forms.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] body = json.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, forms.size() % 2 == 0 ? 0 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      http.start();
    }

    String lines() {
      return "remoteuser = user\nauth_mechanisms = XOAUTH2\noauth2_client_id = my-id\n"
          + "oauth2_client_secret = my+secret\noauth2_refresh_token_eval = 'my-refresh\\n'\n"
          + "oauth2_request_url = http://127.0.0.1:"
          + http.getAddress().getPort()
          + "/token\n";
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  private static final String TOKEN =
      "{\"access_token\":\"good-token\",\"x\":[1,{\"y\":2}],\"expires_in\":3599}";

  @ParameterizedTest
  @ValueSource(strings = {"XOAUTH2", "OAUTHBEARER"})
  void aWrittenTokenSignsIn(String mechanism) throws Exception {
    try (SandboxServer server = everything().start();
        DoorRig rig =
            rig(
                server,
                "remoteuser = user\noauth2_access_token = good-token\nauth_mechanisms = "
                    + mechanism)) {
      opens(rig);
      assertThat(server.lastSession().mechanisms()).containsExactly(mechanism);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "oauth2_access_token = expired-token"})
  void aRefreshTokenGetsANewOneOnceForAllConnections(String first) throws Exception {
    try (SandboxServer server = everything().start();
        Endpoint endpoint = new Endpoint(200, TOKEN);
        DoorRig rig = rig(server, endpoint.lines() + first)) {
      opens(rig);
      opens(rig);
      rig.nextPass();
      opens(rig);
      assertThat(endpoint.forms)
          .containsExactly(
              "grant_type=refresh_token&client_id=my-id&client_secret=my%2Bsecret"
                  + "&refresh_token=my-refresh");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"invalid_grant\",\"error_description\":\"my-refresh is bad\"} |"
            + " invalid_grant (*** is bad)",
        "200 | {\"error\":\"unauthorized_client\"} | the token endpoint refused:"
            + " unauthorized_client",
        "404 | <html>my+secret</html> | the token endpoint answered 404 and no JSON",
        "200 | {} | status 200 without a token"
      })
  void aRefusalOfTheEndpointIsToldWithoutAnySecret(int status, String json, String what)
      throws Exception {
    try (SandboxServer server = everything().start();
        Endpoint endpoint = new Endpoint(status, json);
        DoorRig rig = rig(server, endpoint.lines())) {
      assertThat(refused(rig))
          .startsWith("OAuth2 of repository 'R': ")
          .contains(what)
          .doesNotContain("my-refresh", "my+secret", "my%2Bsecret");
    }
  }

  @Test
  void anEndpointInTroubleIsATroubleForLater() throws Exception {
    try (SandboxServer server = everything().start();
        Endpoint endpoint = new Endpoint(503, "busy");
        DoorRig rig = rig(server, endpoint.lines())) {
      assertThatThrownBy(() -> rig.open().close())
          .isInstanceOfSatisfying(RepositoryFailure.class, e -> assertThat(e.retryable()).isTrue());
    }
  }

  @Test
  void theEndpointIsReachedThroughAuthproxyOrNotAtAll() throws Exception {
    try (SandboxServer server = everything().start();
        Endpoint endpoint = new Endpoint(200, TOKEN);
        DoorRig rig =
            new DoorRig(
                home,
                "authproxy = SOCKS5:127.0.0.1:1",
                "remotehost = 127.0.0.1\nremoteport = %d\nssl = no\nstarttls = no\n%s"
                    .formatted(server.port(), endpoint.lines()))) {
      assertThatThrownBy(() -> rig.open().close())
          .hasMessageContaining("through the proxy SOCKS5 127.0.0.1:1");
      assertThat(endpoint.forms).isEmpty();
    }
  }

  @Test
  void anEmptyAuthproxyMeansADirectConnectionForTokensWhateverMailGoesThrough() throws Exception {
    try (SandboxServer server = everything().start();
        Endpoint endpoint = new Endpoint(200, TOKEN);
        TunnelProxy proxy = new TunnelProxy(server.port());
        DoorRig rig =
            new DoorRig(
                home,
                "authproxy =\nproxy = HTTP:127.0.0.1:" + proxy.port(),
                "remotehost = mail.invalid\nremoteport = 1\nssl = no\nstarttls = no\n"
                    + endpoint.lines())) {
      opens(rig);
      assertThat(endpoint.forms).hasSize(1);
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }

  @Test
  void withoutAuthproxyTokensGoThroughTheProxyOfTheMail() throws Exception {
    try (SandboxServer server = everything().start();
        Endpoint endpoint = new Endpoint(200, TOKEN);
        DoorRig rig =
            new DoorRig(
                home,
                "proxy = SOCKS5:127.0.0.1:1",
                "remotehost = 127.0.0.1\nremoteport = %d\nssl = no\nstarttls = no\n%s"
                    .formatted(server.port(), endpoint.lines()))) {
      assertThatThrownBy(() -> rig.open().close())
          .hasMessageContaining("through the proxy SOCKS5 127.0.0.1:1");
      assertThat(endpoint.forms).isEmpty();
      assertThat(server.sessions()).isEmpty();
    }
  }

  // ---- certificates and STARTTLS ----

  @Test
  void aClientCertificateSignsInByItself() throws Exception {
    Certificates own = Certificates.in(home.resolve("server"));
    Certificates ours = Certificates.in(home.resolve("client"), "user");
    Path key = Files.writeString(home.resolve("key.pem"), ours.privateKeyPem());
    try (SandboxServer server =
        everything().with(Capability.AUTH_EXTERNAL).certificates(own).clients(ours).start()) {
      String lines =
          "remotehost = 127.0.0.1\nremoteport = %d\nsslcacertfile = %s\nsslclientcert = %s\nsslclientkey = %s"
              .formatted(server.tlsPort(), own.certificatePem(), ours.certificatePem(), key);
      try (DoorRig rig = new DoorRig(home, "", lines)) {
        opens(rig);
        assertThat(server.lastSession().mechanisms()).containsExactly("EXTERNAL");
        assertThat(rig.questions).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STARTTLS_REFUSED, offers STARTTLS and refused it",
    "STARTTLS_INJECTED, sent more after its answer to STARTTLS"
  })
  void aStartTlsThatGoesWrongEndsBeforeAnyLogin(Behaviour behaviour, String what) throws Exception {
    Certificates own = Certificates.in(home.resolve("server"));
    try (SandboxServer server = everything().certificates(own).behaving(behaviour).start();
        DoorRig rig =
            new DoorRig(
                home,
                "",
                "remotehost = 127.0.0.1\nssl = no\nremoteport = " + server.port() + "\n" + RIGHT)) {
      assertThatThrownBy(() -> rig.open().close())
          .isInstanceOfSatisfying(
              AccountFailure.class, e -> assertThat(e.kind()).isEqualTo(AccountFailure.Kind.TLS))
          .hasMessageContaining(what);
      assertThat(server.lastSession().mechanisms()).isEmpty();
    }
  }

  @Test
  void preauthBeforeAStartTlsThatIsDemandedEnds() throws Exception {
    try (SandboxServer server = everything().preauthenticated("user").start();
        DoorRig rig =
            new DoorRig(
                home,
                "",
                "remotehost = 127.0.0.1\nssl = no\nstarttls = yes\nremoteport = "
                    + server.port())) {
      assertThatThrownBy(() -> rig.open().close())
          .isInstanceOf(AccountFailure.class)
          .hasMessageContaining("greets with PREAUTH");
    }
  }

  // ---- tunnels ----

  private static String tunnelTo(SandboxServer server) {
    return "echo hello from the tunnel >&2; exec bash -c 'exec 3<>/dev/tcp/127.0.0.1/"
        + server.port()
        + "; cat <&3 & cat >&3; kill $!'";
  }

  @Test
  void aPreauthenticatedTunnelNeedsNoHostAndNoLogin() throws Exception {
    try (SandboxServer server = everything().preauthenticated("user").start();
        DoorRig rig = new DoorRig(home, "", "preauthtunnel = " + tunnelTo(server))) {
      opens(rig);
      assertThat(rig.questions).isEmpty();
      assertThat(rig.told.getFirst()).contains("host=tunnel, port=echo hello");
      assertThat(rig.told).anyMatch(line -> line.contains("tunnel of R: hello from the tunnel"));
    }
  }

  @Test
  void aTransportTunnelIsSignedInTo() throws Exception {
    try (SandboxServer server = everything().start();
        DoorRig rig =
            new DoorRig(home, "", "transporttunnel = " + tunnelTo(server) + "\n" + RIGHT)) {
      opens(rig);
      assertThat(server.lastSession().mechanisms()).hasSize(1);
    }
  }

  @Test
  void aTunnelThatWantsALoginOrEndsIsTold() throws Exception {
    try (SandboxServer server = everything().start();
        DoorRig rig = new DoorRig(home, "", "preauthtunnel = " + tunnelTo(server))) {
      assertThat(refused(rig)).contains("With transporttunnel there is one");
    }
    try (DoorRig rig = new DoorRig(home, "", "preauthtunnel = exit 3")) {
      assertThatThrownBy(() -> rig.open().close()).isInstanceOf(RepositoryFailure.class);
    }
  }
}
