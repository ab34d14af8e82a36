package org.offlineimap.auth;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.LoginConfig;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * Who signs in to one repository, and with which password: {@code remotepasseval}, the rc file, the
 * password file, the password command, netrc, the keyring, then a question (reference:
 * configuration, 9.1). A password that worked is kept for the life of the process; after a refusal
 * each source is asked anew.
 *
 * <p>Thread-safe: the lock is held while a person is asked, so that one answer serves all
 * connections of the repository.
 */
public final class PasswordSource {
  private final String repository;
  private final LoginConfig login;
  private final PasswordPlaces places;
  private final ReentrantLock lock = new ReentrantLock();

  // All guarded by lock.
  private @Nullable Credentials accepted;
  private @Nullable Credentials current;
  private @Nullable String lastRefusal;

  /** The source for one repository. */
  public PasswordSource(ImapRepositoryConfig repository, PasswordPlaces places) {
    this.repository = repository.name();
    this.login = repository.login();
    this.places = places;
  }

  /** One way to a password; an empty answer passes the question on. */
  private interface Step {
    Optional<Secret> ask() throws AccountFailure;
  }

  /**
   * What to sign in with now; the same until it is accepted or refused. May ask a person.
   *
   * @param host the server's name, for netrc and the keyring; empty behind a tunnel
   * @throws AccountFailure when there is no user name or no password, or a file is unusable
   */
  public Credentials credentials(String host) throws AccountFailure {
    lock.lock();
    try {
      if (accepted != null) {
        return accepted;
      }
      if (current == null) {
        String user = requiredUser(host);
        current = new Credentials(user, password(host, user), login.identity());
      }
      return current;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Who signs in, without a look for a password.
   *
   * @throws AccountFailure nobody says who
   */
  public String requiredUser(String host) throws AccountFailure {
    String user = user(host).orElse("");
    if (user.isEmpty()) {
      throw failure("No username provided for '" + repository + "'");
    }
    return user;
  }

  /** Who signs in, where anybody says so. */
  public Optional<String> user(String host) throws AccountFailure {
    Optional<String> said = places.values().text(login.user()).filter(user -> !user.isEmpty());
    if (said.isPresent()) {
      return said;
    }
    return places
        .netrc()
        .find(host, Optional.empty())
        .map(Netrc.Entry::login)
        .filter(user -> !user.isEmpty());
  }

  /** The server let these in: they are used again without asking. */
  public void accept(String host, Credentials worked) throws AccountFailure {
    boolean first;
    lock.lock();
    try {
      first = !worked.equals(accepted);
      accepted = worked;
      lastRefusal = null;
    } finally {
      lock.unlock();
    }
    if (first) {
      places.keyring().worked(host, worked.user(), worked.password());
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
      current = null;
      lastRefusal = reason;
    } finally {
      lock.unlock();
    }
  }

  private Secret password(String host, String user) throws AccountFailure {
    List<Step> steps =
        List.of(
            () -> places.values().secret(login.password().computed()),
            () -> login.password().written().map(written -> Secret.ofText(written.text())),
            () -> firstLine(login.password().file()),
            this::command,
            () -> places.netrc().find(host, Optional.of(user)).map(Netrc.Entry::password),
            () -> places.keyring().find(host, user),
            () -> ask(user));
    for (Step step : steps) {
      Optional<Secret> found = step.ask().filter(secret -> !secret.isEmpty());
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw nothingFound(user);
  }

  private Optional<Secret> command() throws AccountFailure {
    return login.password().command().isEmpty()
        ? Optional.empty()
        : Optional.of(
            PasswordCommand.run(
                repository, login.password().command().get(), places.environment()));
  }

  private Optional<Secret> firstLine(Optional<Path> file) throws AccountFailure {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (BufferedReader reader = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      return Optional.of(Secret.ofText(line == null ? "" : line.strip()));
    } catch (IOException unreadable) {
      throw new AccountFailure(
          AccountFailure.Kind.CONFIG,
          "remotepassfile of repository '%s' cannot be read: %s".formatted(repository, unreadable),
          unreadable);
    }
  }

  private Optional<Secret> ask(String user) {
    Optional<char[]> typed = places.prompter().password(user, Optional.ofNullable(lastRefusal));
    return typed.map(Secret::taken);
  }

  private AccountFailure nothingFound(String user) {
    return failure(
        ("No password for user '%s' of repository '%s' in the configuration. Prompting for a"
                + " password is not supported in this UI backend.%s")
            .formatted(
                user, repository, lastRefusal == null ? "" : " The server said: " + lastRefusal));
  }

  private static AccountFailure failure(String text) {
    return new AccountFailure(AccountFailure.Kind.AUTH, text, null);
  }
}
