package org.offlineimap.status;

/** Which of the original's forms the status of a folder is kept in ({@code status_backend}). */
public enum Backend {
  SQLITE,
  PLAIN
}
