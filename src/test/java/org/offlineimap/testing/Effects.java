package org.offlineimap.testing;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the interfaces through which every durable effect passes, counts them, and
 * makes the n-th one fail or be the last one. Thread-safe.
 */
public final class Effects {
  /** What happens at the chosen effect. */
  public enum Fate {
    DIE_BEFORE,
    DIE_AFTER,
    FAIL
  }

  /** The process is gone. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String at) {
      super(at);
    }
  }

  /** While it is open, threads of a killed process die in silence. Confined to one thread. */
  public static final class Silence implements AutoCloseable {
    private final Thread.@Nullable UncaughtExceptionHandler usual =
        Thread.getDefaultUncaughtExceptionHandler();

    /** Begins. */
    public Silence() {
      Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
        if (!(failure instanceof Killed)) {
          System.err.println(thread + " " + failure);
        }
      });
    }

    @Override
    public void close() {
      Thread.setDefaultUncaughtExceptionHandler(usual);
    }
  }

  private final List<String> done = new ArrayList<>();
  private int chosen = Integer.MAX_VALUE;
  private Fate fate = Fate.FAIL;
  private boolean dead;

  /** Lets the n-th effect from now on, counted from 1, meet this fate. */
  public synchronized void choose(int n, Fate wanted) {
    done.clear();
    dead = false;
    chosen = n;
    fate = wanted;
  }

  /** Nothing happens to anything from now on. */
  public synchronized void spare() {
    choose(Integer.MAX_VALUE, Fate.FAIL);
  }

  /** What was done since then, by name. */
  public synchronized List<String> done() {
    return List.copyOf(done);
  }

  /** Whether the process was killed. */
  public synchronized boolean isDead() {
    return dead;
  }

  /**
   * The same object, seen through here; a method with a body of its own is made of the others.
   *
   * @param questions methods that are no effects
   * @param failure makes the exception of the fate {@link Fate#FAIL}
   */
  public <T> T watch(Class<T> type, T target, Set<String> questions, Failure failure) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          Step step = () -> call(() -> method.invoke(target, arguments));
          boolean asks = questions.contains(method.getName());
          return asks || method.getDeclaringClass() == Object.class
              ? step.take()
              : effect(type.getSimpleName() + "." + method.getName(), step, failure);
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Makes what a failing effect throws. */
  @FunctionalInterface
  public interface Failure {
    /** An exception that the effect may throw. */
    Exception make(String text);
  }

  /** A full disk. */
  public static Exception fullDisk(String text) {
    return new IOException("No space left on device (" + text + ")");
  }

  @FunctionalInterface
  private interface Step {
    Object take() throws Throwable;
  }

  private static Object call(Step step) throws Throwable {
    try {
      return step.take();
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private synchronized Object effect(String name, Step step, Failure failure) throws Throwable {
    boolean now = done.size() + 1 == chosen;
    if (dead || (now && fate == Fate.DIE_BEFORE)) {
      dead = true;
      throw new Killed("before " + name);
    }
    if (now && fate == Fate.FAIL) {
      done.add(name + " failed");
      throw failure.make(name);
    }
    Object result = step.take();
    done.add(name);
    if (now) {
      dead = true;
      throw new Killed("after " + name);
    }
    return result;
  }
}
