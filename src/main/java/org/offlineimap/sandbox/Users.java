package org.offlineimap.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Who may log in, by what, and where their mail is. Immutable but for the mail. */
final class Users {
  private final Map<String, String> passwords;
  private final Map<String, String> tokens;
  private final Set<String> administrators;
  private final Map<String, Store> stores = new LinkedHashMap<>();

  Users(
      Map<String, String> passwords,
      Map<String, String> tokens,
      Set<String> administrators,
      Supplier<Store> stores) {
    this.passwords = Map.copyOf(passwords);
    this.tokens = Map.copyOf(tokens);
    this.administrators = Set.copyOf(administrators);
    passwords.keySet().forEach(name -> this.stores.put(name, stores.get()));
  }

  /** The password, for mechanisms that need it in the clear. */
  Optional<String> password(String name) {
    return Optional.ofNullable(passwords.get(name));
  }

  boolean isToken(String name, String token) {
    return token.equals(tokens.get(name));
  }

  /** Whether one who is {@code name} may act as {@code identity}. */
  boolean mayActAs(String name, String identity) {
    boolean self = identity.isEmpty() || identity.equals(name);
    return stores.containsKey(self ? name : identity) && (self || administrators.contains(name));
  }

  Store store(String name) {
    Store store = stores.get(name);
    if (store == null) {
      throw new NoSuchElementException("no user " + name);
    }
    return store;
  }
}
