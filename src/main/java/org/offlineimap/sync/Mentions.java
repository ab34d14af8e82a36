package org.offlineimap.sync;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What was said about an account and need not be said again in this process. Thread-safe. */
public final class Mentions {
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /** Whether this is the first time. */
  boolean first(String kind, String what) {
    return said.add(kind + " " + what);
  }
}
