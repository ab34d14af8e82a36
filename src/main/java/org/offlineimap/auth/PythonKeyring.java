package org.offlineimap.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * The keyring by way of Python's module of that name, as in OfflineIMAP 8: the service is the host,
 * the name is the user. Without the module there is no keyring. Host, user and password go through
 * a pipe, never into the arguments. Immutable; thread-safe.
 */
public final class PythonKeyring implements Keyring {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int NO_KEYRING = 3;

  private static final String SCRIPT =
      """
      import sys
      words = sys.stdin.buffer.read().decode('utf-8').split('\\0')
      try:
          import keyring
      except ImportError:
          sys.exit(3)
      if len(words) == 3:
          keyring.set_password(*words)
      else:
          found = keyring.get_password(*words)
          if found is not None:
              sys.stdout.buffer.write(found.encode('utf-8'))
      """;

  private final String python;
  private final Map<String, String> environment;
  private final boolean update;
  private final Consumer<String> warnings;

  /**
   * A keyring behind this interpreter.
   *
   * @param environment the user's own
   * @param update passwords that worked are stored; none is looked for, so that a new one is found
   *     elsewhere ({@code --update-keyring})
   * @param warnings takes a line when the keyring cannot be used
   */
  public PythonKeyring(
      String python, Map<String, String> environment, boolean update, Consumer<String> warnings) {
    this.python = python;
    this.environment = Map.copyOf(environment);
    this.update = update;
    this.warnings = warnings;
  }

  @Override
  public Optional<Secret> find(String host, String user) {
    if (update) {
      return Optional.empty();
    }
    return ask(host + "\0" + user)
        .map(ChildProcess.Ended::output)
        .filter(output -> output.length > 0)
        .map(output -> Secret.ofText(new String(output, StandardCharsets.UTF_8)));
  }

  @Override
  public void worked(String host, String user, Secret password) throws AccountFailure {
    if (!update) {
      return;
    }
    String words = password.use(characters -> host + "\0" + user + "\0" + new String(characters));
    if (ask(words).isEmpty()) {
      throw new AccountFailure(
          AccountFailure.Kind.AUTH,
          "--update-keyring: the password of '%s' could not be stored; is Python's keyring module"
                  .formatted(user)
              + " installed? (pip install keyring)",
          null);
    }
  }

  /** Empty where there is no such module, or it failed, which is told. */
  private Optional<ChildProcess.Ended> ask(String words) {
    byte[] input = words.getBytes(StandardCharsets.UTF_8);
    try {
      ChildProcess.Ended ended =
          ChildProcess.run(List.of(python, "-c", SCRIPT), environment, input, PATIENCE);
      if (ended.status() == 0) {
        return Optional.of(ended);
      }
      if (ended.status() != NO_KEYRING) {
        String said = ended.complaint();
        warnings.accept(
            "The keyring cannot be used: " + said.substring(said.lastIndexOf('\n') + 1));
      }
    } catch (IOException noPython) {
      // No interpreter, no keyring: the next source is asked, as the reference demands.
      return Optional.empty();
    } catch (ChildProcess.TimedOut e) {
      warnings.accept("The keyring did not answer within " + PATIENCE.toSeconds() + " seconds");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Arrays.fill(input, (byte) 0);
    }
    return Optional.empty();
  }
}
