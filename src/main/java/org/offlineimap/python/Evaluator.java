package org.offlineimap.python;

import java.util.List;
import java.util.Optional;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * Evaluates values of the rc file anew each time it is asked; plain literals without any
 * interpreter. A failure names file, line and option. Thread-safe; user code may keep the caller
 * waiting for minutes, if it asks a person.
 */
public interface Evaluator {
  /**
   * A {@code str}, or {@code bytes} in UTF-8; empty for {@code None}.
   *
   * @throws AccountFailure any other type, an exception, a crash, a hang
   */
  Optional<String> text(PythonExpression expression) throws AccountFailure;

  /**
   * The same for a password or token. The caller wipes the array.
   *
   * @throws AccountFailure any other type, an exception, a crash, a hang
   */
  Optional<char[]> secret(PythonExpression expression) throws AccountFailure;

  /**
   * An {@code int}.
   *
   * @throws AccountFailure any other type, an exception, a crash, a hang
   */
  long whole(PythonExpression expression) throws AccountFailure;

  /**
   * The {@code str}s of any container.
   *
   * @throws AccountFailure any other type, an exception, a crash, a hang
   */
  List<String> texts(PythonExpression expression) throws AccountFailure;
}
