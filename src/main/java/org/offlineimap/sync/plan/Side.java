package org.offlineimap.sync.plan;

/** One of the two places that a folder's messages live in. */
public enum Side {
  LOCAL,
  REMOTE
}
