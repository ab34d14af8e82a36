package org.offlineimap.auth;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.LoginConfig;
import org.offlineimap.event.Prompter;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * Who signs in to one repository, and with which password: the rc file, the password file, netrc,
 * then a question (reference: configuration, 9.1). A password that worked is kept for the life of
 * the process; after a refusal each source is asked anew.
 *
 * <p>Thread-safe: the lock is held while a person is asked, so that one answer serves all
 * connections of the repository.
 */
public final class PasswordSource {
  private final String repository;
  private final String host;
  private final LoginConfig login;
  private final NetrcFiles netrc;
  private final Prompter prompter;
  private final ReentrantLock lock = new ReentrantLock();

  // Both guarded by lock.
  private @Nullable Credentials accepted;
  private @Nullable String lastRefusal;

  /** The source for one repository. */
  public PasswordSource(ImapRepositoryConfig repository, NetrcFiles netrc, Prompter prompter) {
    this.repository = repository.name();
    this.host = repository.host();
    this.login = repository.login();
    this.netrc = netrc;
    this.prompter = prompter;
  }

  /**
   * What to sign in with now. May ask a person.
   *
   * @throws AccountFailure when there is no user name or no password, or a file is unusable
   */
  public Credentials credentials() throws AccountFailure {
    lock.lock();
    try {
      return accepted == null ? find() : accepted;
    } finally {
      lock.unlock();
    }
  }

  /** The server let these in: they are used again without asking. */
  public void accept(Credentials worked) {
    lock.lock();
    try {
      accepted = worked;
      lastRefusal = null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The server refused: the next question shows why.
   *
   * @param reason what the server said; no secret
   */
  public void refuse(String reason) {
    lock.lock();
    try {
      accepted = null;
      lastRefusal = reason;
    } finally {
      lock.unlock();
    }
  }

  private Credentials find() throws AccountFailure {
    String user = login.user().orElse("");
    if (user.isEmpty()) {
      user = netrc.find(host, Optional.empty()).map(Netrc.Entry::login).orElse("");
    }
    if (user.isEmpty()) {
      throw failure("No username provided for '" + repository + "'");
    }
    return new Credentials(user, password(user), login.identity());
  }

  private Secret password(String user) throws AccountFailure {
    if (login.password().isPresent()) {
      return Secret.ofText(login.password().get().text());
    }
    if (login.passwordFile().isPresent()) {
      Secret first = firstLine(login.passwordFile().get());
      if (!first.isEmpty()) {
        return first;
      }
    }
    Optional<Secret> noted =
        netrc
            .find(host, Optional.of(user))
            .map(Netrc.Entry::password)
            .filter(one -> !one.isEmpty());
    return noted.isPresent() ? noted.get() : ask(user);
  }

  private Secret firstLine(Path file) throws AccountFailure {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      return Secret.ofText(line == null ? "" : line.strip());
    } catch (IOException unreadable) {
      throw new AccountFailure(
          AccountFailure.Kind.CONFIG,
          "remotepassfile of repository '%s' cannot be read: %s".formatted(repository, unreadable),
          unreadable);
    }
  }

  private Secret ask(String user) throws AccountFailure {
    Optional<char[]> typed = prompter.password(user, Optional.ofNullable(lastRefusal));
    if (typed.isEmpty()) {
      throw failure(
          ("No password for user '%s' of repository '%s' in the configuration, and this user"
                  + " interface cannot ask for one%s")
              .formatted(
                  user,
                  repository,
                  lastRefusal == null ? "" : "; the server said: " + lastRefusal));
    }
    Secret secret = Secret.of(typed.get());
    Arrays.fill(typed.get(), '\0');
    return secret;
  }

  private static AccountFailure failure(String text) {
    return new AccountFailure(AccountFailure.Kind.AUTH, text, null);
  }
}
