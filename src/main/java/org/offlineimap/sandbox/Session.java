package org.offlineimap.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads a command, has it carried out, tells what changed meanwhile, completes it.
 * Confined to its thread, but for what NOTIFY and IDLE tell meanwhile, which takes {@code talking}.
 */
final class Session {
  private static final int SHORT_LINE = 8192;
  private static final Set<String> NUMBERED = Set.of("FETCH", "STORE", "SEARCH", "COPY", "MOVE");

  private final SandboxServer server;
  private final Wire wire;
  private final SessionLog log;
  private final FaultScript faults;
  private long fetched;
  private final ResponsePrinter printer;
  private final CommandReader reader;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<Capability> enabled = EnumSet.noneOf(Capability.class);
  private final ReentrantLock talking = new ReentrantLock();
  private Optional<Notifications> notifications = Optional.empty();
  private @Nullable Thread teller;
  private boolean identified;
  private boolean listed;
  private boolean tls;
  private volatile boolean ended;
  private @Nullable Store store;
  private @Nullable Selected selected;

  Session(SandboxServer server, Wire wire, SessionLog log, FaultScript faults, boolean tls) {
    this.server = server;
    this.wire = wire;
    this.log = log;
    this.faults = faults;
    this.tls = tls;
    this.printer = new ResponsePrinter(wire, faults.isOutOfOrder());
    this.reader = new CommandReader(wire, printer, server);
  }

  /** Serves the client until one of the two leaves. */
  void serve() throws IOException {
    try {
      converse();
    } finally {
      if (teller != null) {
        teller.interrupt();
      }
    }
  }

  private void converse() throws IOException {
    greet();
    while (!ended) {
      printer.releaseIfWaitedFor();
      try {
        Optional<Arguments> next = reader.read();
        if (next.isPresent() && !isTooLong(next.get())) {
          one(next.get());
        }
      } catch (Refusal e) {
        printer.untagged(e.answer());
        printer.untagged("BYE The place in the stream is lost.");
        ended = true;
      }
    }
    wire.flush();
  }

  private void greet() throws IOException {
    Optional<String> known = server.preauthenticated();
    if (known.isPresent()) {
      store = server.users().store(known.get());
      log.loggedIn();
    }
    String word = known.isPresent() ? "PREAUTH" : "OK";
    printer.untagged(word + " [CAPABILITY " + capabilities() + "] Sandbox ready.");
  }

  private boolean isTooLong(Arguments arguments) throws IOException {
    boolean tooLong = arguments.shown(0).length() > SHORT_LINE && shows(Behaviour.SHORT_LINES);
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
    if (isEnabled(Capability.UIDONLY) && NUMBERED.contains(kind)) {
      throw Refusal.bad("[UIDREQUIRED] Only UIDs are accepted");
    }
    return Commands.named(name)
        .filter(c -> c.needs().map(server::has).orElse(true))
        .orElseThrow(() -> Refusal.bad("Unknown command " + kind));
  }

  private void carryOut(String tag, Command command, Arguments arguments)
      throws IOException, Refusal {
    int nth = counts.merge(command.name(), 1, Integer::sum);
    Optional<Fault> fault = faults.of(command.name(), nth);
    if (fault.isPresent()) {
      suffer(fault.get(), command, arguments);
      return;
    }
    talking.lock();
    try {
      answer(tag, command, arguments);
    } finally {
      talking.unlock();
    }
  }

  private void answer(String tag, Command command, Arguments arguments)
      throws IOException, Refusal {
    if (!command.isIndependent()) {
      printer.releaseHeld();
    }
    String text = "OK " + run(command, arguments);
    reportChanges(mayExpunge(command));
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
          case NOT_AUTHENTICATED -> store == null;
          case AUTHENTICATED -> store != null;
          case SELECTED -> selected != null;
        };
    if (!allowed) {
      throw Refusal.bad("Not allowed now");
    }
    return command.run(this, arguments);
  }

  private void suffer(Fault fault, Command command, Arguments arguments)
      throws IOException, Refusal {
    switch (fault) {
      case Fault.No(String text) -> throw Refusal.no(text);
      case Fault.Bad(String text) -> throw Refusal.bad(text);
      case Fault.Bye(String text) -> {
        printer.untagged("BYE " + text);
        ended = true;
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

  /** One FETCH response has been written. */
  void fetched() throws IOException {
    if (++fetched == faults.byeAfterFetched()) {
      printer.untagged("BYE Session expired");
      wire.flush();
      throw new EOFException("ended as the fault script says");
    }
  }

  /** TLS and compression start only when their OK has left as it was before. */
  private void afterwards(Command command) throws IOException {
    if (command instanceof CompressCommand) {
      wire.flush();
      wire.compress();
    }
    if (command instanceof StarttlsCommand) {
      if (server.is(Behaviour.STARTTLS_INJECTED)) {
        met(Behaviour.STARTTLS_INJECTED);
        printer.untagged("OK [ALERT] Said in the clear, to be read inside TLS");
      }
      wire.flush();
      wire.switchTo(server.secure(wire.socket()));
      tls = true;
    }
  }

  private static boolean mayExpunge(Command command) {
    return !Set.of("FETCH", "STORE", "SEARCH").contains(command.name());
  }

  /** Prints what others did to the selected mailbox. */
  void reportChanges(boolean mayExpunge) throws IOException {
    if (notifications.isPresent()) {
      notifications.get().report(this);
    }
    Selected now = selected;
    if (now == null) {
      return;
    }
    if (now.mailbox().isGone()) {
      printer.untagged("BYE The mailbox was deleted.");
      ended = true;
      return;
    }
    int before = now.report(this, mayExpunge);
    List<FetchItem> items =
        notifications.flatMap(Notifications::selected).map(s -> s.items()).orElse(List.of());
    if (!items.isEmpty()) {
      for (Selected.Numbered each : now.numberedFrom(before + 1)) {
        FetchCommand.print(this, each, items);
      }
    }
  }

  /** From now on tells this without being asked, between commands and during IDLE. */
  void notify(Optional<Notifications> wanted) {
    notifications = wanted;
    if (wanted.isPresent() && teller == null) {
      teller = Thread.ofVirtual().name("sandbox notify").start(this::tell);
    }
  }

  private void tell() {
    try {
      long seen = store().changes();
      while (true) {
        seen = store().awaitChange(seen);
        talking.lockInterruptibly();
        try {
          boolean delayed =
              notifications.flatMap(Notifications::selected).map(s -> s.delayed()).orElse(true);
          reportChanges(!delayed);
          wire.flushUnasked();
        } finally {
          talking.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The session has ended.
    } catch (IOException e) {
      ended = true; // The thread that reads finds the same.
    }
  }

  /** What is announced now. */
  String capabilities() {
    StringBuilder text = new StringBuilder("IMAP4rev1");
    for (Capability capability : EnumSet.copyOf(server.capabilities())) {
      boolean before = store == null;
      boolean fits =
          switch (capability) {
            case STARTTLS -> before && !tls && server.isTlsPossible();
            case UIDONLY, MESSAGELIMIT -> !before;
            case LOGINDISABLED -> before && !tls;
            case COMPRESS -> !wire.isCompressed();
            default -> before || !capability.text().startsWith("AUTH=");
          };
      text.append(fits ? " " + announced(capability) : "");
    }
    return text.toString();
  }

  private String announced(Capability capability) {
    return switch (capability) {
      case APPENDLIMIT -> capability.text() + "=" + server.appendLimit();
      case MESSAGELIMIT -> capability.text() + "=" + server.messageLimit();
      default -> capability.text();
    };
  }

  /** How many of its newest messages a mailbox shows to this client. */
  int window() {
    return isEnabled(Capability.UIDONLY) ? Integer.MAX_VALUE : server.window();
  }

  /** How many messages one command may be about (RFC 9738). */
  int messageLimit() {
    return server.messageLimit();
  }

  /** Octets of the largest message that APPEND takes. */
  long appendLimit() {
    return server.appendLimit();
  }

  /** What stands before the name of each mailbox of the user's own. */
  String prefix() {
    return server.prefix();
  }

  boolean has(Capability capability) {
    return server.has(capability);
  }

  boolean isTls() {
    return tls;
  }

  boolean isTlsPossible() {
    return server.isTlsPossible();
  }

  Clock clock() {
    return server.clock();
  }

  ResponsePrinter printer() {
    return printer;
  }

  CommandReader reader() {
    return reader;
  }

  FaultScript faults() {
    return faults;
  }

  Wire wire() {
    return wire;
  }

  /** Refuses passwords and tokens in the clear where LOGINDISABLED says so. */
  void demandPrivacy() throws Refusal {
    if (server.has(Capability.LOGINDISABLED) && !tls) {
      throw Refusal.no("[PRIVACYREQUIRED] Not before TLS");
    }
  }

  static Refusal wrongPassword() {
    return Refusal.no("[AUTHENTICATIONFAILED] Wrong name or password.");
  }

  /** The password of a user, for a mechanism that proves it. */
  String password(String user) throws Refusal {
    return server.users().password(user).orElseThrow(Session::wrongPassword);
  }

  void check(String user, String password) throws Refusal {
    if (!password(user).equals(password)) {
      throw wrongPassword();
    }
  }

  boolean isToken(String user, String token) {
    return server.users().isToken(user, token);
  }

  /** The common name in the client's certificate, empty without one. */
  String certifiedName() {
    return wire.certifiedName();
  }

  /** Goes on as {@code user}, or as {@code identity} if the user may act for it. */
  String loggedIn(String user, String identity) throws Refusal {
    if (!server.users().mayActAs(user, identity)) {
      throw Refusal.no("[AUTHORIZATIONFAILED] " + user + " may not act as " + identity);
    }
    store = server.users().store(identity.isEmpty() ? user : identity);
    log.loggedIn();
    return "[CAPABILITY " + capabilities() + "] Logged in";
  }

  /** The client has said ID. */
  void identified() {
    identified = true;
  }

  /** Behaves so, now, if it is to. */
  boolean shows(Behaviour behaviour) {
    boolean is = server.is(behaviour);
    if (is) {
      met(behaviour);
    }
    return is;
  }

  /** Whether this is the first FETCH of everything; the next is not. */
  boolean isFirstListing() {
    boolean first = !listed;
    listed = true;
    return first;
  }

  boolean isIdentified() {
    return identified;
  }

  /** Whether the server is to behave so; whoever does it says {@link #met}. */
  boolean is(Behaviour behaviour) {
    return server.is(behaviour);
  }

  /** Notes in the log that the client met it. */
  void met(Behaviour behaviour) {
    log.met(behaviour);
  }

  SessionLog log() {
    return log;
  }

  void end() {
    ended = true;
  }

  Store store() {
    if (store == null) {
      throw new IllegalStateException("not logged in");
    }
    return store;
  }

  Selected selected() {
    if (selected == null) {
      throw new IllegalStateException("nothing selected");
    }
    return selected;
  }

  boolean isSelected(Mailbox mailbox) {
    return selected != null && selected.mailbox() == mailbox;
  }

  boolean isSelected() {
    return selected != null;
  }

  void select(Selected mailbox) {
    selected = mailbox;
  }

  void unselect() {
    selected = null;
  }

  /** Switches an extension on for this session, QRESYNC with all that it implies (RFC 7162 3.2). */
  void enable(Capability capability) throws Refusal {
    if (!server.has(capability)) {
      throw Refusal.bad(capability.text() + " was not announced");
    }
    enabled.add(capability);
    if (capability == Capability.QRESYNC) {
      enabled.add(Capability.CONDSTORE);
    }
  }

  boolean isEnabled(Capability capability) {
    return enabled.contains(capability);
  }

  /** The mailbox of this name, if it can hold mail. */
  Mailbox mailbox(String wireName) throws Refusal {
    return store()
        .find(wireName)
        .filter(Mailbox::isSelectable)
        .orElseThrow(() -> Refusal.no("[NONEXISTENT] No mailbox " + wireName));
  }
}
