package org.offlineimap.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * Every durable effect of the fakes passes through here, so that a test can end the process before
 * or after the n-th. Once it has died, no further effect takes place. Thread-safe.
 */
public final class EffectLog {
  private final List<String> effects = new ArrayList<>();
  private int last = Integer.MAX_VALUE;
  private boolean afterIt;
  private boolean dead;

  /** The process is gone. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String at) {
      super(at);
    }
  }

  /** Carries out one effect, or dies. */
  public synchronized void effect(String name, Runnable action) {
    boolean now = effects.size() + 1 == last;
    if (dead || (now && !afterIt)) {
      dead = true;
      throw new Killed("before " + name);
    }
    action.run();
    effects.add(name);
    if (now) {
      dead = true;
      throw new Killed("after " + name);
    }
  }

  /** Forgets all, and dies at the n-th effect from here, counted from 1. */
  public synchronized void dieAt(int n, boolean after) {
    revive();
    last = n;
    afterIt = after;
  }

  /** Forgets all, and lives. */
  public synchronized void revive() {
    effects.clear();
    last = Integer.MAX_VALUE;
    dead = false;
  }

  /** What was done since then. */
  public synchronized List<String> effects() {
    return List.copyOf(effects);
  }
}
