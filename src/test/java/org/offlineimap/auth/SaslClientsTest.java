package org.offlineimap.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.offlineimap.config.AuthMechanism;

final class SaslClientsTest {
  private static final byte[] NOTHING = {};
  private static final Secret PASSWORD = Secret.ofText("pässword");
  private static final Credentials BOSS = new Credentials("user", PASSWORD, Optional.of("boss"));

  private static String say(SaslClient client, String challenge) throws SaslException {
    return new String(client.evaluateChallenge(challenge.getBytes(UTF_8)), UTF_8);
  }

  private static SaslClient client(AuthMechanism mechanism, Credentials credentials)
      throws SaslException {
    return SaslClients.withPassword(mechanism, credentials, "h", Optional.empty());
  }

  @Test
  void plainSendsIdentityUserAndPassword() throws Exception {
    SaslClient client = client(AuthMechanism.PLAIN, BOSS);
    assertThat(client.getMechanismName()).isEqualTo("PLAIN");
    assertThat(client.hasInitialResponse()).isTrue();
    assertThat(say(client, "")).isEqualTo("boss\0user\0pässword");
    assertThat(client.isComplete()).isTrue();
  }

  @Test
  void plainRefusesItsOwnSeparator() {
    Credentials odd = new Credentials("u", Secret.ofText("a\0b"), Optional.empty());
    assertThatThrownBy(() -> client(AuthMechanism.PLAIN, odd)).isInstanceOf(SaslException.class);
  }

  /** RFC 2195 2. */
  @Test
  void cramMd5AnswersAsTheRfcShows() throws Exception {
    Credentials tim = new Credentials("tim", Secret.ofText("tanstaaftanstaaf"), Optional.empty());
    SaslClient client = client(AuthMechanism.CRAM_MD5, tim);
    assertThat(client.hasInitialResponse()).isFalse();
    assertThat(say(client, "<1896.697170952@postoffice.reston.mci.net>"))
        .isEqualTo("tim b913a602c7eda7a495b4e6e7334d3890");
    assertThat(client.isComplete()).isTrue();
  }

  @Test
  void externalSendsTheIdentityOrNothing() throws Exception {
    assertThat(say(SaslClients.external(Optional.of("boss"), "h"), "")).isEqualTo("boss");
    assertThat(say(SaslClients.external(Optional.empty(), "h"), "")).isEmpty();
  }

  /** The second after RFC 7628 4.1. */
  @Test
  void tokensGoOutWithTheUser() throws Exception {
    Secret token = Secret.ofText("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==");
    assertThat(say(SaslClients.withToken(AuthMechanism.XOAUTH2, "u@e", token, "h"), ""))
        .isEqualTo(
            "user=u@e\u0001auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\u0001\u0001");
    SaslClient bearer = SaslClients.withToken(AuthMechanism.OAUTHBEARER, "u=,@e", token, "h");
    assertThat(say(bearer, ""))
        .isEqualTo(
            "n,a=u=3D=2C@e,\u0001host=h\u0001auth=Bearer"
                + " vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\u0001\u0001");
    assertThat(say(bearer, "{\"status\":\"invalid_token\"}")).isEqualTo("\u0001");
  }

  /** The server's side of SCRAM, for a password it knows. */
  private static final class ScramServer {
    private final ScramMechanism mechanism;
    private final byte[] salted;
    private String first = "";
    private String firstAnswer = "";
    private String header = "";

    ScramServer(AuthMechanism mechanism, String password) {
      this.mechanism = Objects.requireNonNull(ScramMechanism.byName(mechanism.saslName()));
      this.salted =
          ScramFunctions.saltedPassword(
              this.mechanism,
              StringPreparation.SASL_PREPARATION,
              password.toCharArray(),
              "salt".getBytes(UTF_8),
              4096);
    }

    String first(String message) {
      int bare = message.indexOf(',', message.indexOf(',') + 1) + 1;
      header = message.substring(0, bare);
      first = message.substring(bare);
      String nonce = first.substring(first.indexOf("r=") + 2);
      firstAnswer =
          "r="
              + nonce
              + "server,s="
              + Base64.getEncoder().encodeToString("salt".getBytes(UTF_8))
              + ",i=4096";
      return firstAnswer;
    }

    String last(String message, byte[] binding) {
      String withoutProof = message.substring(0, message.lastIndexOf(",p="));
      String bound = withoutProof.substring(2, withoutProof.indexOf(','));
      byte[] expected = new byte[header.length() + binding.length];
      System.arraycopy(header.getBytes(UTF_8), 0, expected, 0, header.length());
      System.arraycopy(binding, 0, expected, header.length(), binding.length);
      assertThat(Base64.getDecoder().decode(bound)).isEqualTo(expected);
      String whole = first + "," + firstAnswer + "," + withoutProof;
      byte[] client = ScramFunctions.clientKey(mechanism, salted);
      byte[] stored = ScramFunctions.storedKey(mechanism, client);
      byte[] signature = ScramFunctions.clientSignature(mechanism, stored, whole);
      byte[] proof = Base64.getDecoder().decode(message.substring(message.lastIndexOf(",p=") + 3));
      assertThat(proof).isEqualTo(ScramFunctions.clientProof(client, signature));
      byte[] serverKey = ScramFunctions.serverKey(mechanism, salted);
      byte[] answer = ScramFunctions.serverSignature(mechanism, serverKey, whole);
      return "v=" + Base64.getEncoder().encodeToString(answer);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AuthMechanism.class,
      names = {"SCRAM_SHA_256", "SCRAM_SHA_1", "SCRAM_SHA_256_PLUS", "SCRAM_SHA_1_PLUS"})
  void scramProvesBothSides(AuthMechanism mechanism) throws Exception {
    byte[] data = "the connection".getBytes(UTF_8);
    boolean plus = mechanism.saslName().endsWith("-PLUS");
    SaslClient client =
        SaslClients.withPassword(
            mechanism, BOSS, "h", Optional.of(new ChannelBinding("tls-exporter", data)));
    ScramServer server = new ScramServer(mechanism, "pässword");
    String first = say(client, "");
    assertThat(first).startsWith(plus ? "p=tls-exporter,a=boss,n=user," : "y,a=boss,n=user,");
    String last = say(client, server.first(first));
    assertThat(client.isComplete()).isFalse();
    assertThat(say(client, server.last(last, plus ? data : NOTHING))).isEmpty();
    assertThat(client.isComplete()).isTrue();
  }

  @Test
  void scramWithoutABindingSaysThatItHasNone() throws Exception {
    assertThat(say(client(AuthMechanism.SCRAM_SHA_256, BOSS), "")).startsWith("n,a=boss,");
  }

  @Test
  void scramDetectsAServerThatDoesNotKnowThePassword() throws Exception {
    SaslClient client = client(AuthMechanism.SCRAM_SHA_256, BOSS);
    ScramServer server = new ScramServer(AuthMechanism.SCRAM_SHA_256, "pässword");
    say(client, server.first(say(client, "")));
    String wrong = Base64.getEncoder().encodeToString(new byte[32]);
    assertThatThrownBy(() -> say(client, "v=" + wrong)).isInstanceOf(ServerUnproven.class);
    assertThat(client.isComplete()).isFalse();
  }

  @Test
  void whatIsNoScramIsRefusedWithoutBeingQuoted() throws Exception {
    SaslClient client = client(AuthMechanism.SCRAM_SHA_256, BOSS);
    say(client, "");
    assertThatThrownBy(() -> say(client, "r=another,s=,i=1"))
        .isInstanceOf(SaslException.class)
        .hasMessageNotContaining("another");
  }

  @Test
  void withoutATicketKerberosIsPassedOver() {
    assertThatThrownBy(() -> SaslClients.kerberos(Optional.empty(), "h"))
        .isInstanceOf(MechanismUnavailable.class)
        .hasMessageContaining("no Kerberos ticket");
  }
}
