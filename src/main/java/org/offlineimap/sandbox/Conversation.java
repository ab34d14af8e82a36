package org.offlineimap.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one command after the other from a connection, has each carried out, tells what changed
 * meanwhile, and completes it. Confined to its thread.
 */
final class Conversation {
  private static final int SHORT_LINE = 8192;
  private static final Set<String> NUMBERED = Set.of("FETCH", "STORE", "SEARCH", "COPY", "MOVE");

  private final Listener listener;
  private final Session session;
  private final Wire wire;
  private final SessionLog log;
  private final FaultScript faults;
  private final ResponsePrinter printer;
  private final CommandReader reader;
  private final Map<String, Integer> counts = new HashMap<>();

  Conversation(Listener listener, Wire wire, SessionLog log, FaultScript faults, boolean tls) {
    this.listener = listener;
    this.wire = wire;
    this.log = log;
    this.faults = faults;
    this.session = new Session(listener, wire, log, faults, tls);
    this.printer = session.printer();
    this.reader = session.reader();
  }

  /** Serves the client until one of the two leaves. */
  void serve() throws IOException {
    try {
      converse();
    } finally {
      session.teller().stop();
    }
  }

  private void converse() throws IOException {
    if (session.shows(Behaviour.SLOW_GREETING)) {
      wire.stall();
    }
    session.greet();
    while (!session.hasEnded()) {
      printer.releaseIfWaitedFor();
      try {
        Optional<Arguments> next = reader.read();
        if (next.isPresent() && !isTooLong(next.get())) {
          one(next.get());
        }
      } catch (Refusal e) {
        printer.untagged(e.answer());
        printer.untagged("BYE The place in the stream is lost.");
        session.end();
      }
    }
    wire.flush();
  }

  private boolean isTooLong(Arguments arguments) throws IOException {
    boolean tooLong =
        arguments.shown(0).length() > SHORT_LINE && session.shows(Behaviour.SHORT_LINES);
    if (tooLong) {
      printer.tagged(arguments.tag(), "BAD Command too large");
    }
    return tooLong;
  }

  private void one(Arguments arguments) throws IOException {
    String tag = "*";
    try {
      tag = arguments.atom();
      arguments.space();
      int from = arguments.position();
      Command command = command(arguments);
      log.command(shown(command, arguments, from));
      carryOut(tag, command, arguments);
    } catch (Refusal e) {
      printer.releaseHeld();
      printer.tagged(tag, e.answer());
    }
  }

  private static String shown(Command command, Arguments arguments, int from) {
    boolean secret = command.state() == Command.State.NOT_AUTHENTICATED;
    return secret ? command.name() + " ***" : arguments.shown(from);
  }

  private Command command(Arguments arguments) throws Refusal {
    String name = arguments.word();
    if (name.equals("UID")) {
      arguments.space();
      name += " " + arguments.word();
    }
    String kind = name;
    if (session.isEnabled(Capability.UIDONLY) && NUMBERED.contains(kind)) {
      throw Refusal.bad("[UIDREQUIRED] Only UIDs are accepted");
    }
    return Commands.named(name)
        .filter(c -> c.needs().map(session::has).orElse(true))
        .orElseThrow(() -> Refusal.bad("Unknown command " + kind));
  }

  private void carryOut(String tag, Command command, Arguments arguments)
      throws IOException, Refusal {
    int nth = counts.merge(command.name(), 1, Integer::sum);
    Optional<Fault> fault = faults.of(command.name(), nth).or(() -> Mood.of(session, command, nth));
    if (fault.isPresent()) {
      suffer(fault.get(), command, arguments);
      return;
    }
    session.teller().begin();
    try {
      answer(tag, command, arguments);
    } finally {
      session.teller().finish();
    }
  }

  private void answer(String tag, Command command, Arguments arguments)
      throws IOException, Refusal {
    if (!command.isIndependent()) {
      printer.releaseHeld();
    }
    String text = "OK " + run(command, arguments);
    session.teller().report(mayExpunge(command));
    if (command.isIndependent()) {
      printer.taggedInAnyOrder(tag, text);
    } else {
      printer.tagged(tag, text);
    }
    afterwards(command);
  }

  private String run(Command command, Arguments arguments) throws IOException, Refusal {
    boolean allowed =
        switch (command.state()) {
          case ANY -> true;
          case NOT_AUTHENTICATED -> !session.isAuthenticated();
          case AUTHENTICATED -> session.isAuthenticated();
          case SELECTED -> session.isSelected();
        };
    if (!allowed) {
      throw Refusal.bad("Not allowed now");
    }
    return command.run(session, arguments);
  }

  private void suffer(Fault fault, Command command, Arguments arguments)
      throws IOException, Refusal {
    switch (fault) {
      case Fault.No(String text) -> throw Refusal.no(text);
      case Fault.Bad(String text) -> throw Refusal.bad(text);
      case Fault.Bye(String text) -> {
        printer.untagged("BYE " + text);
        session.end();
      }
      case Fault.CutBefore() -> {
        wire.flush();
        throw new EOFException("cut as the fault script says");
      }
      case Fault.CutUnanswered() -> {
        wire.flush();
        run(command, arguments);
        wire.dropUnsent();
        throw new EOFException("cut as the fault script says");
      }
    }
  }

  /** TLS and compression start only when their OK has left as it was before. */
  private void afterwards(Command command) throws IOException {
    if (command instanceof CompressCommand) {
      wire.flush();
      wire.compress();
    }
    if (command instanceof StarttlsCommand) {
      if (session.shows(Behaviour.STARTTLS_INJECTED)) {
        printer.untagged("OK [ALERT] Said in the clear, to be read inside TLS");
      }
      wire.flush();
      wire.switchTo(listener.secure(wire.socket()));
      session.startTls();
    }
  }

  private static boolean mayExpunge(Command command) {
    return !Set.of("FETCH", "STORE", "SEARCH").contains(command.name());
  }
}
