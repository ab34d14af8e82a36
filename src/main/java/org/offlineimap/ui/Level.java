package org.offlineimap.ui;

/** How much a line matters; an interface shows a level and everything above (reference: ui 1). */
enum Level {
  DEBUG,
  INFO,
  WARNING,
  ERROR
}
