package org.offlineimap.ui;

/**
 * One message for a person, perhaps of several lines. Immutable.
 *
 * @param thread the task that says it, as ttyui prints it; empty for the program itself
 */
record Line(Level level, String thread, String text) {}
