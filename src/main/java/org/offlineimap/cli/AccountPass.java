package org.offlineimap.cli;

import org.offlineimap.config.AccountConfig;
import org.offlineimap.daemon.PassRequest;
import org.offlineimap.daemon.Verdict;

/** Synchronises accounts, and tells the start and the end of each pass. Thread-safe. */
@FunctionalInterface
interface AccountPass {
  /** Runs one pass; every failure is an event and part of the verdict. */
  Verdict run(AccountConfig account, PassRequest request);
}
