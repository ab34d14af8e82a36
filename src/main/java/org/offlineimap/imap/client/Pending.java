package org.offlineimap.imap.client;

import java.util.ArrayList;
import java.util.List;

/**
 * The answer to a command that was submitted. Thread-safe.
 *
 * @param <T> the answer
 */
@FunctionalInterface
public interface Pending<T> {
  /**
   * Sends what is still buffered and waits for the answer. May be called again.
   *
   * @throws ImapException the command failed
   * @throws InterruptedException this thread was interrupted; the command may still be under way
   */
  T await() throws ImapException, InterruptedException;

  /** All of these, in order, as one. The first failure is thrown after all have ended. */
  static <T> Pending<List<T>> all(List<? extends Pending<T>> parts) {
    List<Pending<T>> copy = List.copyOf(parts);
    return () -> {
      List<T> results = new ArrayList<>(copy.size());
      ImapException failure = null;
      for (Pending<T> part : copy) {
        try {
          results.add(part.await());
        } catch (ImapException e) {
          failure = failure == null ? e : failure;
        }
      }
      if (failure != null) {
        throw failure;
      }
      return results;
    };
  }

  /** The answer, changed by {@code step}. */
  default <R> Pending<R> map(java.util.function.Function<? super T, ? extends R> step) {
    return () -> step.apply(await());
  }
}
