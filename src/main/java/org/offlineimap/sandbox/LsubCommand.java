package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.function.Predicate;

/** LSUB (RFC 3501 6.3.9). */
final class LsubCommand implements Command {
  @Override
  public String name() {
    return "LSUB";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public boolean isIndependent() {
    return true;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    arguments.space();
    String reference = arguments.astring();
    arguments.space();
    Predicate<String> wanted =
        ListRequest.matching(reference + arguments.pattern(), session.store().separator());
    arguments.end();
    for (Mailbox mailbox : session.store().all()) {
      String name = mailbox.wireName();
      if (session.store().isSubscribed(name) && wanted.test(name)) {
        String separator = ResponsePrinter.quoted("" + session.store().separator());
        session.printer().untagged("LSUB () " + separator + " " + ResponsePrinter.name(name));
      }
    }
    return "Lsub completed.";
  }
}
