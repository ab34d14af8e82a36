package org.offlineimap.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import org.offlineimap.auth.MechanismUnavailable;
import org.offlineimap.config.AuthMechanism;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.imap.client.Capabilities;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.mail.SyncException.RepositoryFailure;

/**
 * Signs the connections of one pass in, with the first mechanism that the configuration allows and
 * the server offers and accepts (reference: configuration 9.1). After a refusal of PLAIN or LOGIN
 * nothing more is tried in this pass, on any connection: the password is wrong, and servers lock
 * accounts. Thread-safe; until the first success, connections sign in one after the other.
 */
final class SignIn {
  private final ImapRepositoryConfig config;
  private final Access access;
  private final Attempt attempt;
  private final Consumer<String> warnings;
  private final ReentrantLock gate = new ReentrantLock();
  private volatile @Nullable String refusal;

  SignIn(ImapRepositoryConfig config, Access access, Consumer<String> warnings) {
    this.config = config;
    this.access = access;
    this.attempt = new Attempt(config, access);
    this.warnings = warnings;
  }

  /**
   * Signs in.
   *
   * @param host the server's name; empty behind a tunnel
   * @throws AccountFailure no password, no common mechanism, or all of them refused
   */
  void to(ImapConnection connection, String host)
      throws ImapException, InterruptedException, SyncException {
    if (access.worked().get() != null && refusal == null) {
      tryAll(connection, host);
      return;
    }
    gate.lockInterruptibly();
    try {
      if (refusal != null) {
        throw failure(refusal);
      }
      tryAll(connection, host);
    } finally {
      gate.unlock();
    }
  }

  /**
   * Signs in as before, beside a connection that is open. A refusal is about the number of them as
   * likely as not: the password stays, and nothing else is tried.
   *
   * @throws RepositoryFailure it was refused
   */
  void further(ImapConnection connection, String host)
      throws ImapException, InterruptedException, SyncException {
    AuthMechanism mechanism = access.worked().get();
    if (mechanism == null) {
      throw refused("nothing has worked yet", null);
    }
    try {
      attempt.with(mechanism, connection, host);
    } catch (ImapException.AuthenticationRefused e) {
      throw refused(e.serverText(), e);
    } catch (SaslException e) {
      throw refused(String.valueOf(e.getMessage()), e);
    } catch (MechanismUnavailable e) {
      throw refused(e.reason(), e);
    }
  }

  private RepositoryFailure refused(String reason, @Nullable Exception cause) {
    return new RepositoryFailure(config.name() + ": login refused: " + reason, cause, true);
  }

  private void tryAll(ImapConnection connection, String host)
      throws ImapException, InterruptedException, SyncException {
    List<String> refusals = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (AuthMechanism mechanism : inOrder()) {
      if (!isOffered(connection.capabilities(), mechanism)) {
        continue;
      }
      try {
        attempt.with(mechanism, connection, host);
        access.worked().set(mechanism);
        return;
      } catch (ImapException.AuthenticationRefused e) {
        refused(mechanism, e.told(), refusals);
        if (mechanism.sendsPassword()) {
          break;
        }
      } catch (SaslException e) {
        refused(mechanism, String.valueOf(e.getMessage()), refusals);
      } catch (MechanismUnavailable e) {
        unusable.add("\n\t" + mechanism.saslName() + ": " + e.reason());
      }
    }
    throw failed(host, connection.capabilities(), refusals, unusable);
  }

  /** As written, but what worked last comes first. */
  private List<AuthMechanism> inOrder() {
    List<AuthMechanism> order = new ArrayList<>(config.login().mechanisms());
    int worked = order.indexOf(access.worked().get());
    if (worked > 0) {
      Collections.rotate(order.subList(0, worked + 1), 1);
    }
    return order;
  }

  private void refused(AuthMechanism mechanism, String reason, List<String> refusals) {
    warnings.accept(mechanism.saslName() + " authentication failed: " + reason);
    refusals.add("\n\t" + mechanism.saslName() + ": " + reason);
  }

  private AccountFailure failed(
      String host, Capabilities offered, List<String> refusals, List<String> unusable) {
    access.worked().set(null);
    if (refusals.isEmpty()) {
      return failure(noneUsable(offered) + String.join("", unusable));
    }
    access.passwords().refuse(refusals.getLast().strip());
    String told = String.join("", refusals);
    boolean tokens = offered.has("AUTH=XOAUTH2") && !access.tokens().isConfigured();
    refusal =
        "All authentication types failed:" + told + RefusalAdvice.of(host + " " + told, tokens);
    return failure(refusal);
  }

  private String noneUsable(Capabilities offered) {
    boolean forbidden =
        config.login().mechanisms().contains(AuthMechanism.LOGIN) && offered.has("LOGINDISABLED");
    return "Repository %s: no supported authentication mechanisms found; configured %s, server advertises %s%s"
        .formatted(
            config.name(),
            String.join(
                ", ", config.login().mechanisms().stream().map(AuthMechanism::saslName).toList()),
            offered.names().stream().filter(name -> name.startsWith("AUTH=")).sorted().toList(),
            forbidden ? ". IMAP LOGIN is disabled by server.  Need to use SSL?" : "");
  }

  private AccountFailure failure(@Nullable String text) {
    return new AccountFailure(AccountFailure.Kind.AUTH, String.valueOf(text), null);
  }

  /** Tokens and certificates are no use unless somebody configured them. */
  private boolean isOffered(Capabilities offered, AuthMechanism mechanism) {
    return switch (mechanism) {
      case LOGIN -> !offered.has("LOGINDISABLED");
      case XOAUTH2, OAUTHBEARER -> access.tokens().isConfigured() && advertises(offered, mechanism);
      case GSSAPI,
          EXTERNAL,
          SCRAM_SHA_256_PLUS,
          SCRAM_SHA_256,
          SCRAM_SHA_1_PLUS,
          SCRAM_SHA_1,
          CRAM_MD5,
          PLAIN ->
          advertises(offered, mechanism);
    };
  }

  private static boolean advertises(Capabilities offered, AuthMechanism mechanism) {
    return offered.has("AUTH=" + mechanism.saslName().toUpperCase(Locale.ROOT));
  }
}
