package org.offlineimap.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.offlineimap.config.PasswordConfig;
import org.offlineimap.mail.SyncException.AccountFailure;

/** {@code remotepasscmd}: the first line of a command's output (reference: configuration 9.1). */
final class PasswordCommand {
  private PasswordCommand() {}

  /**
   * Runs it.
   *
   * @param repository for messages; the command itself is never shown
   */
  static Secret run(
      String repository, PasswordConfig.Command command, Map<String, String> environment)
      throws AccountFailure {
    try {
      ChildProcess.Ended ended =
          ChildProcess.run(
              List.of("/bin/sh", "-c", command.line().text()),
              environment,
              new byte[0],
              command.timeout());
      if (ended.status() != 0) {
        String said = ended.complaint();
        throw failure(
            repository,
            "ended with status " + ended.status() + (said.isEmpty() ? "" : ": " + said),
            null);
      }
      return firstLine(ended.output());
    } catch (IOException e) {
      throw failure(repository, "could not be run: " + e.getMessage(), e);
    } catch (ChildProcess.TimedOut e) {
      String text =
          "did not end within %d seconds (remotepasscmd_timeout)"
              .formatted(command.timeout().toSeconds());
      throw failure(repository, text, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(repository, "was interrupted", e);
    }
  }

  private static Secret firstLine(byte[] output) {
    int end = 0;
    while (end < output.length && output[end] != '\n' && output[end] != '\r') {
      end++;
    }
    Secret secret = Secret.ofText(new String(output, 0, end, StandardCharsets.UTF_8));
    Arrays.fill(output, (byte) 0);
    return secret;
  }

  private static AccountFailure failure(
      String repository, String what, @org.jspecify.annotations.Nullable Throwable cause) {
    return new AccountFailure(
        AccountFailure.Kind.AUTH,
        "remotepasscmd of repository '%s' %s".formatted(repository, what),
        cause);
  }
}
