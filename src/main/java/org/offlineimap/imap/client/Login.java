package org.offlineimap.imap.client;

import java.util.Base64;
import java.util.Optional;
import org.offlineimap.imap.protocol.Command;
import org.offlineimap.imap.protocol.Commands;
import org.offlineimap.imap.protocol.ResponseCode.Known;
import org.offlineimap.imap.protocol.ResponseText;

/** Signs in. On the caller's thread. */
final class Login {
  private final Dialogue dialogue;
  private final Session session;

  Login(Dialogue dialogue, Session session) {
    this.dialogue = dialogue;
    this.session = session;
  }

  void plainLogin(String user, byte[] password) throws ImapException, InterruptedException {
    session.forgetCapabilities();
    finish("LOGIN", dialogue.submit(Commands.login(user, password), Collector.nothing()));
  }

  void authenticate(SaslExchange mechanism) throws ImapException, InterruptedException {
    Optional<String> first =
        mechanism.initialResponse().map(r -> Base64.getEncoder().encodeToString(r));
    boolean inline = session.capabilities().has("SASL-IR");
    Command command =
        Commands.authenticate(mechanism.mechanism(), inline ? first : Optional.empty());
    session.forgetCapabilities();
    Task<Void> task = dialogue.submit(command, Collector.nothing());
    dialogue.ask(task);
    dialogue.flush();
    Optional<String> unsaid = inline ? Optional.empty() : first;
    String trouble = "";
    while (task.signal() instanceof Task.Signal.GoOn(String challenge)) {
      String answer = "*";
      try {
        answer = unsaid.isPresent() ? unsaid.get() : respond(mechanism, challenge);
      } catch (SaslExchange.ExchangeFailed e) {
        // "*" cancels; the server then answers BAD (RFC 9051 6.2.2).
        trouble = String.valueOf(e.getMessage());
      }
      unsaid = Optional.empty();
      dialogue.sendLine(answer);
    }
    try {
      finish(mechanism.mechanism(), task);
    } catch (ImapException.Rejected | ImapException.AuthenticationRefused e) {
      if (trouble.isEmpty()) {
        throw e;
      }
      throw new ImapException.AuthenticationRefused(
          mechanism.mechanism(), new ResponseText(e.code(), trouble));
    }
  }

  private static String respond(SaslExchange mechanism, String challenge)
      throws SaslExchange.ExchangeFailed {
    try {
      byte[] octets = Base64.getDecoder().decode(challenge.strip());
      return Base64.getEncoder().encodeToString(mechanism.respond(octets));
    } catch (IllegalArgumentException e) {
      throw new SaslExchange.ExchangeFailed("the challenge is no base64");
    }
  }

  /** Busy servers refuse for reasons that say nothing about the password (reference: beyond 7). */
  private void finish(String mechanism, Task<Void> task)
      throws ImapException, InterruptedException {
    try {
      task.await();
    } catch (ImapException.Refused e) {
      ResponseText text = new ResponseText(e.code(), e.serverText());
      boolean busy =
          e.code().is(Known.UNAVAILABLE)
              || e.code().is(Known.INUSE)
              || e.code().is(Known.LIMIT)
              || e.code().is(Known.THROTTLED)
              || e.code().is(Known.CONTACTADMIN)
              || Throttling.isSpent(text)
              || Throttling.isAboutLogins(text);
      if (busy) {
        throw e;
      }
      throw new ImapException.AuthenticationRefused(mechanism, text);
    }
  }
}
