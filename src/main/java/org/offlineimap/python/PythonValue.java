package org.offlineimap.python;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plain value, as it crosses between us and Python. No {@code toString} shows what may be a
 * password. Immutable.
 */
public sealed interface PythonValue {
  /** What Python calls the type, as a message to people has it. */
  String type();

  /** {@code None}. */
  record None() implements PythonValue {
    @Override
    public String type() {
      return "<class 'NoneType'>";
    }
  }

  /** {@code True} or {@code False}. */
  record Truth(boolean value) implements PythonValue {
    @Override
    public String type() {
      return "<class 'bool'>";
    }
  }

  /** An integer that fits into 64 bits. */
  record Whole(long value) implements PythonValue {
    @Override
    public String type() {
      return "<class 'int'>";
    }
  }

  /** A {@code str}. */
  record Text(String value) implements PythonValue {
    @Override
    public String type() {
      return "<class 'str'>";
    }

    @Override
    public String toString() {
      return type();
    }
  }

  /** {@code bytes} that are UTF-8. */
  record Octets(String value) implements PythonValue {
    @Override
    public String type() {
      return "<class 'bytes'>";
    }

    @Override
    public String toString() {
      return type();
    }
  }

  /** A list or tuple, or any other container that was asked for its items. */
  record Items(List<PythonValue> values) implements PythonValue {
    /** Copies the list. */
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String type() {
      return "<class 'list'>";
    }
  }

  /** A set, in some order. */
  record Members(List<PythonValue> values) implements PythonValue {
    /** Copies the list. */
    public Members {
      values = List.copyOf(values);
    }

    @Override
    public String type() {
      return "<class 'set'>";
    }
  }

  /** A dictionary with text keys; only ever an argument. */
  record Fields(Map<String, PythonValue> values) implements PythonValue {
    /** Copies the map and keeps its order. */
    public Fields {
      values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public String type() {
      return "<class 'dict'>";
    }
  }

  /** Anything that has no counterpart here. */
  record Other(String type) implements PythonValue {}
}
