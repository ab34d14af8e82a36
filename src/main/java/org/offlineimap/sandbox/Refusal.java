package org.offlineimap.sandbox;

/** A command that is answered NO or BAD. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private Refusal(String answer) {
    super(answer, null, false, false);
  }

  static Refusal no(String text) {
    return new Refusal("NO " + text);
  }

  static Refusal bad(String text) {
    return new Refusal("BAD " + text);
  }

  /** What follows the tag. */
  String answer() {
    return String.valueOf(getMessage());
  }
}
