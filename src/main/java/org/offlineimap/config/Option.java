package org.offlineimap.config;

/** One row of the table: an option, where it belongs, what it takes and what it does. Immutable. */
record Option(SectionKind kind, String name, OptionType type, OptionState state) {
  /** Whether this value keeps its account from starting. */
  boolean stopsWith(String value) {
    return state == OptionState.STOPS_ACCOUNT && !type.asksForNothing(value);
  }

  /** Whether this value asks for something that is not done yet, and may be passed over. */
  boolean isPassedOverWith(String value) {
    return state == OptionState.HARMLESS_LATER && !type.asksForNothing(value);
  }
}
