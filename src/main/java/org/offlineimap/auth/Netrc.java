package org.offlineimap.auth;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a netrc file (reference: configuration, 9.1). Immutable.
 *
 * @param entries in file order
 */
record Netrc(List<Entry> entries) {
  /** The name that stands for any host. */
  static final String DEFAULT = "default";

  /** One machine. Its {@code toString} hides the password. */
  record Entry(String machine, String login, Secret password) {}

  Netrc {
    entries = List.copyOf(entries);
  }

  /**
   * The entry for a host: among several, the last whose login is {@code user}, or simply the last
   * when no user is known. An entry without a login fits any user. {@code default} entries come
   * into play only for a host that has no entry of its own.
   */
  Optional<Entry> find(String host, Optional<String> user) {
    boolean named = entries.stream().anyMatch(entry -> entry.machine().equals(host));
    String wanted = named ? host : DEFAULT;
    Optional<Entry> exact = last(wanted, user.orElse(null));
    if (exact.isPresent() || user.isEmpty()) {
      return exact;
    }
    return last(wanted, "");
  }

  private Optional<Entry> last(String machine, @Nullable String login) {
    return entries.stream()
        .filter(entry -> entry.machine().equals(machine))
        .filter(entry -> login == null || entry.login().equals(login))
        .reduce((earlier, later) -> later);
  }

  boolean holdsPassword() {
    return entries.stream().anyMatch(entry -> !entry.password().isEmpty());
  }
}
