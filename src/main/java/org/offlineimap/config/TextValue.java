package org.offlineimap.config;

/** A value of the rc file that stands there or is computed. Its text form never shows it. */
public sealed interface TextValue {
  /** As it stands in the file. */
  record Written(HiddenText value) implements TextValue {
    /** From text. */
    public static Written of(String text) {
      return new Written(new HiddenText(text));
    }
  }

  /** What Python says when it is asked. */
  record Computed(PythonExpression expression) implements TextValue {}
}
