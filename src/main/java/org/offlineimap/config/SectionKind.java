package org.offlineimap.config;

/** Which sections an option belongs to. */
enum SectionKind {
  GENERAL("[general]"),
  MBNAMES("[mbnames]"),
  ACCOUNT("[Account ...]"),
  /** Every repository. */
  REPOSITORY("[Repository ...]"),
  MAILDIR("a [Repository ...] of type Maildir"),
  IMAP("a [Repository ...] of type IMAP"),
  GMAIL("a [Repository ...] of type Gmail");

  private final String place;

  SectionKind(String place) {
    this.place = place;
  }

  /** How a message calls these sections. */
  String place() {
    return place;
  }
}
