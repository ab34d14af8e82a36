package org.offlineimap.sandbox;

/** What happens to one command instead of its normal course. */
sealed interface Fault {
  /** Answered NO, not carried out. */
  record No(String text) implements Fault {}

  /** Answered BAD, not carried out. */
  record Bad(String text) implements Fault {}

  /** BYE and the end, not carried out. */
  record Bye(String text) implements Fault {}

  /** The end without a word, not carried out. */
  record CutBefore() implements Fault {}

  /** Carried out, and the end before any answer to it. */
  record CutUnanswered() implements Fault {}
}
