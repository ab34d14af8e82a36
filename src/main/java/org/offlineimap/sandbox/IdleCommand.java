package org.offlineimap.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/** IDLE (RFC 2177): a second thread tells changes while this one waits for DONE. */
final class IdleCommand implements Command {
  @Override
  public String name() {
    return "IDLE";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public Optional<Capability> needs() {
    return Optional.of(Capability.IDLE);
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    session.printer().continuation("idling");
    boolean deaf = session.shows(Behaviour.DEAF_IDLE);
    Runnable telling = deaf ? () -> {} : () -> tell(session);
    Thread teller = Thread.ofVirtual().name("sandbox idle").start(telling);
    try {
      if (!session.reader().line().equalsIgnoreCase("DONE")) {
        throw Refusal.bad("Expected DONE");
      }
    } finally {
      stop(teller);
    }
    return "Idle completed.";
  }

  private static void tell(Session session) {
    try {
      long seen = -1;
      while (true) {
        seen = session.store().awaitChange(seen);
        session.teller().report(true);
        session.wire().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // DONE came.
    } catch (IOException e) {
      session.end(); // The thread that reads finds the same.
    }
  }

  private static void stop(Thread teller) throws IOException {
    teller.interrupt();
    try {
      teller.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while idling");
    }
  }
}
