package org.offlineimap.config;

import java.util.List;
import java.util.Optional;

/**
 * A plain Python value: what can be understood without Python. Everything else is an expression for
 * the interpreter. Immutable.
 */
public sealed interface PythonLiteral {
  /** A string. */
  record Text(String value) implements PythonLiteral {}

  /** An integer. */
  record Whole(long value) implements PythonLiteral {}

  /** {@code None}. */
  record None() implements PythonLiteral {}

  /** A list, tuple or set of strings. */
  record Texts(List<String> values) implements PythonLiteral {
    /** Copies the list. */
    public Texts {
      values = List.copyOf(values);
    }
  }

  /** The value of {@code code}, or nothing when it is no plain literal. */
  static Optional<PythonLiteral> read(String code) {
    return new PythonLiteralReader(code).whole();
  }

  /** The strings of a list, tuple or set, or nothing when {@code code} is anything else. */
  static Optional<List<String>> readTexts(String code) {
    return read(code).filter(Texts.class::isInstance).map(Texts.class::cast).map(Texts::values);
  }
}
