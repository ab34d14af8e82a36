package org.offlineimap.cli;

import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.GeneralConfig;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Prompter;
import org.offlineimap.event.Result;

/** Makes the parts of an account's pass and puts them together. Thread-safe. */
final class Wiring implements AccountPass {
  Wiring(
      GeneralConfig general,
      Confirmations confirmed,
      Prompter prompter,
      EventSink events,
      Stop stop) {}

  @Override
  public Result run(AccountConfig account) {
    throw new IllegalStateException(account.name());
  }
}
