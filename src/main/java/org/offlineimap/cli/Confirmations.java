package org.offlineimap.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of {@code --confirm-deletions ACCOUNT:FOLDER:TOKEN} (reference: beyond 2). Immutable.
 *
 * @param tokens by account, then by full remote folder name
 */
record Confirmations(Map<String, Map<String, Set<String>>> tokens) {
  /** Reads the values; each is split at its first and its last colon. */
  static Confirmations of(List<String> values) throws UsageException {
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
    return new Confirmations(tokens);
  }

  /** The tokens of one account, by folder. */
  Map<String, Set<String>> of(String account) {
    return tokens.getOrDefault(account, Map.of());
  }
}
