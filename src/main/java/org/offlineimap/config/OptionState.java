package org.offlineimap.config;

/** What this version does with an option. */
enum OptionState {
  /** It does what the reference says. */
  CARRIED_OUT,
  /**
   * Not carried out yet, and no message is created, moved, flagged or deleted otherwise by that.
   */
  HARMLESS_LATER,
  /** Not carried out yet, and not doing so could change mail: its account does not start. */
  STOPS_ACCOUNT,
  /** Old files have it; it means nothing any more. */
  OBSOLETE
}
