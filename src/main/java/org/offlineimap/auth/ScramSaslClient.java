package org.offlineimap.auth;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.exception.ScramInvalidServerSignatureException;
import com.ongres.scram.common.exception.ScramServerErrorException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/** SCRAM (RFC 5802, RFC 7677), with channel binding for the -PLUS kind. Confined to a thread. */
final class ScramSaslClient implements SaslClient {
  private enum Step {
    FIRST,
    FINAL,
    PROOF,
    DONE
  }

  private final String mechanism;
  private final ScramClient scram;
  private Step next = Step.FIRST;

  /**
   * A client.
   *
   * @param binding for -PLUS the one to use; else only a sign that we could, where the server says
   *     that it cannot
   */
  ScramSaslClient(String mechanism, Credentials credentials, Optional<ChannelBinding> binding)
      throws SaslException {
    this.mechanism = mechanism;
    try {
      var builder =
          credentials
              .password()
              .use(characters ->
                  ScramClient.builder()
                      .advertisedMechanisms(List.of(mechanism))
                      .username(credentials.user())
                      .password(characters.clone()));
      binding.ifPresent(one -> builder.channelBinding(one.type(), one.data()));
      credentials.identity().ifPresent(builder::authzid);
      this.scram = builder.build();
    } catch (IllegalArgumentException e) {
      throw new SaslException(mechanism + ": user name or password cannot be used", e);
    }
  }

  @Override
  public String getMechanismName() {
    return mechanism;
  }

  @Override
  public boolean hasInitialResponse() {
    return true;
  }

  @Override
  public byte[] evaluateChallenge(byte[] challenge) throws SaslException {
    String text = new String(challenge, StandardCharsets.UTF_8);
    try {
      return answer(text).getBytes(StandardCharsets.UTF_8);
    } catch (ScramInvalidServerSignatureException e) {
      throw new ServerUnproven(mechanism, e);
    } catch (ScramServerErrorException e) {
      throw new SaslException("the server says: " + e.getServerError(), e);
    } catch (ScramException | RuntimeException e) {
      // The library's words may quote what was exchanged.
      throw new SaslException("the server's words are not those of " + mechanism, e);
    }
  }

  private String answer(String challenge) throws ScramException {
    return switch (next) {
      case FIRST -> {
        next = Step.FINAL;
        yield scram.clientFirstMessage().toString();
      }
      case FINAL -> {
        next = Step.PROOF;
        scram.serverFirstMessage(challenge);
        yield scram.clientFinalMessage().toString();
      }
      case PROOF -> {
        scram.serverFinalMessage(challenge);
        next = Step.DONE;
        yield "";
      }
      case DONE -> throw new IllegalStateException("there is no further step");
    };
  }

  @Override
  public boolean isComplete() {
    return next == Step.DONE;
  }

  @Override
  public byte[] unwrap(byte[] incoming, int offset, int len) {
    throw new IllegalStateException("there is no security layer");
  }

  @Override
  public byte[] wrap(byte[] outgoing, int offset, int len) {
    throw new IllegalStateException("there is no security layer");
  }

  @Override
  public Object getNegotiatedProperty(String propName) {
    throw new IllegalStateException("nothing is negotiated");
  }

  @Override
  public void dispose() {}
}
