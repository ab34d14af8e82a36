package org.offlineimap.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.mail.FolderName;

/**
 * What the person answers to a run that held back: the values of {@code --confirm-deletions
 * ACCOUNT:FOLDER:TOKEN} and of {@code --adopt-uidvalidity FOLDER} (reference: beyond 2, 3).
 * Immutable.
 *
 * @param tokens by account, then by full remote folder name
 * @param adopted the remote folder to take up again
 */
record Confirmations(Map<String, Map<String, Set<String>>> tokens, Optional<FolderName> adopted) {
  /** Reads both switches. */
  static Confirmations of(CommandLine line) throws UsageException {
    return new Confirmations(
        tokens(line.values(Switch.CONFIRM_DELETIONS)),
        line.value(Switch.ADOPT_UIDVALIDITY).map(FolderName::ofMailbox));
  }

  /** Each value is split at its first and its last colon. */
  private static Map<String, Map<String, Set<String>>> tokens(List<String> values)
      throws UsageException {
    Map<String, Map<String, Set<String>>> tokens = new HashMap<>();
    for (String value : values) {
      int first = value.indexOf(':');
      int last = value.lastIndexOf(':');
      if (first < 1 || last <= first + 1 || last == value.length() - 1) {
        throw new UsageException(
            "--confirm-deletions: not of the form ACCOUNT:FOLDER:TOKEN: " + value);
      }
      tokens
          .computeIfAbsent(value.substring(0, first), _ -> new HashMap<>())
          .computeIfAbsent(value.substring(first + 1, last), _ -> new HashSet<>())
          .add(value.substring(last + 1));
    }
    return tokens;
  }

  /** The tokens of one account, by folder. */
  Map<String, Set<String>> of(String account) {
    return tokens.getOrDefault(account, Map.of());
  }
}
