package org.offlineimap.cli;

/** What options of the command line are about; the help text and the manual page go by it. */
enum SwitchGroup {
  WHAT("What to synchronise"),
  HOW("How to run"),
  OUTPUT("What is shown"),
  SETTINGS("The configuration"),
  ACTIONS("Instead of synchronising"),
  RESCUE("When a run asks for it");

  private final String title;

  SwitchGroup(String title) {
    this.title = title;
  }

  /** The heading. */
  String title() {
    return title;
  }
}
