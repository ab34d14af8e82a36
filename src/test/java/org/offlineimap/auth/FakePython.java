package org.offlineimap.auth;

import java.util.List;
import java.util.Optional;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.python.Evaluator;

/** Answers with the name of the option that is asked for. */
enum FakePython implements Evaluator {
  ANSWERS;

  @Override
  public Optional<String> text(PythonExpression expression) {
    return Optional.of("computed by " + expression.option());
  }

  @Override
  public Optional<char[]> secret(PythonExpression expression) {
    return text(expression).map(String::toCharArray);
  }

  @Override
  public long whole(PythonExpression expression) {
    return expression.option().length();
  }

  @Override
  public List<String> texts(PythonExpression expression) {
    return List.of(expression.option());
  }
}
