package org.offlineimap.cli;

import org.offlineimap.config.AccountConfig;
import org.offlineimap.event.Result;

/** Synchronises one account once, and tells its start and its end. Thread-safe. */
@FunctionalInterface
interface AccountPass {
  /** Runs one pass; every failure is an event and part of the result. */
  Result run(AccountConfig account);
}
