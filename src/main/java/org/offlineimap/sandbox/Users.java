package org.offlineimap.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Who may log in, and where their mail is. Immutable but for the mail. */
final class Users {
  private record User(String password, Store store) {}

  private final Map<String, User> users = new LinkedHashMap<>();

  Users(Map<String, String> passwords, char separator) {
    passwords.forEach((name, word) -> users.put(name, new User(word, new Store(separator))));
  }

  Optional<Store> login(String name, String password) {
    User user = users.get(name);
    return user != null && user.password().equals(password)
        ? Optional.of(user.store())
        : Optional.empty();
  }

  Store store(String name) {
    User user = users.get(name);
    if (user == null) {
      throw new NoSuchElementException("no user " + name);
    }
    return user.store();
  }
}
