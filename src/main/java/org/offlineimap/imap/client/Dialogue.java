package org.offlineimap.imap.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.offlineimap.imap.protocol.Command;
import org.offlineimap.imap.protocol.CommandKind;
import org.offlineimap.imap.protocol.CommandWriter;
import org.offlineimap.imap.protocol.Commands;
import org.offlineimap.imap.protocol.Response;
import org.offlineimap.imap.protocol.ResponseParser;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.SourceException;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.imap.wire.Pace;
import org.offlineimap.imap.wire.WireException;
import org.offlineimap.imap.wire.WireReader;

/**
 * Sends commands, and matches what comes back. Writing is ordered by one lock that may be held
 * across I/O; the reader thread never takes it, so it always drains what the server sends, and a
 * server that is blocked writing to us can always go on reading. Thread-safe.
 */
final class Dialogue {
  private final Transport transport;
  private final WireReader in;
  private final ConnectionOptions options;
  private final Session session;
  private final Outbound out;
  private final ReentrantLock writing = new ReentrantLock();
  private final Route route = new Route();

  /** Never held across I/O. */
  private final ReentrantLock state = new ReentrantLock();

  private final Condition changed = state.newCondition();

  @GuardedBy("writing")
  private int lastTag;

  @GuardedBy("state")
  private final List<Task<?>> running = new ArrayList<>();

  @GuardedBy("state")
  private @Nullable Task<?> asking;

  @GuardedBy("state")
  private ImapException.@Nullable Disconnected failure;

  @GuardedBy("state")
  private long commands;

  @GuardedBy("state")
  private long turnarounds;

  private volatile boolean unsent;
  private volatile Optional<ResponseText> bye = Optional.empty();

  /** The session sees every response on the reader thread, before any command does. */
  Dialogue(Transport transport, WireReader in, ConnectionOptions options, Session session)
      throws IOException {
    this.transport = transport;
    this.in = in;
    this.options = options;
    this.session = session;
    this.out = new Outbound(transport.output());
    transport.readTimeout(options.replyTimeout());
    if (options.trace().isPresent()) {
      in.startTape();
    }
  }

  void start() {
    Thread.ofPlatform().daemon().name("imap-reader " + options.name()).start(this::readAll);
  }

  Traffic traffic() {
    state.lock();
    try {
      return new Traffic(in.received(), out.sent(), commands, turnarounds);
    } finally {
      state.unlock();
    }
  }

  /** How fast literals came so far. */
  Pace pace() {
    return in.pace();
  }

  // ---- sending ----

  /** Buffers a command; it is sent when someone awaits an answer, or the buffer is full. */
  <T> Task<T> submit(Command command, Collector<T> collector)
      throws ImapException, InterruptedException {
    writing.lockInterruptibly();
    try {
      awaitTurn(command.kind());
      Task<T> task = new Task<>(this, "a" + ++lastTag, command, collector);
      begin(task);
      write(task);
      return task;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Compresses both ways from the server's OK on (RFC 4978). Nothing else is sent meanwhile; the
   * reader turns its own side over when it has read the OK, and not an octet later.
   *
   * @throws ImapException.Refused the server will not; the connection goes on as it was
   */
  void compress() throws ImapException, InterruptedException {
    writing.lockInterruptibly();
    try {
      submit(Commands.compress(), Collector.nothing(in::inflate)).await();
      out.deflate();
    } finally {
      writing.unlock();
    }
  }

  private void awaitTurn(CommandKind next) throws ImapException, InterruptedException {
    if (mayStart(next)) {
      return;
    }
    flush();
    state.lockInterruptibly();
    try {
      while (failure == null && !CommandKind.mayStart(next, kinds())) {
        changed.await();
      }
      throwFailure();
    } finally {
      state.unlock();
    }
  }

  private boolean mayStart(CommandKind next) throws ImapException {
    state.lock();
    try {
      throwFailure();
      return CommandKind.mayStart(next, kinds());
    } finally {
      state.unlock();
    }
  }

  @GuardedBy("state")
  private List<CommandKind> kinds() {
    return running.stream().map(task -> task.command().kind()).toList();
  }

  @GuardedBy("state")
  private void throwFailure() throws ImapException {
    if (failure != null) {
      throw new ImapException.Disconnected(
          String.valueOf(failure.getMessage()), failure.goodbye(), failure);
    }
  }

  private void begin(Task<?> task) {
    state.lock();
    try {
      // Whoever sends to a server that owes nothing ends a turnaround.
      turnarounds += running.isEmpty() ? 1 : 0;
      commands++;
      running.add(task);
    } finally {
      state.unlock();
    }
  }

  @GuardedBy("writing")
  private void write(Task<?> task) {
    options.trace().ifPresent(t -> t.sent(task.tag() + " " + task.command().logText()));
    unsent = true;
    try {
      CommandWriter.Literals literals = session.capabilities().literals();
      new CommandWriter(out, literals, () -> askForLiteral(task)).write(task.tag(), task.command());
    } catch (SourceException e) {
      forget(task);
      task.fail(new ImapException.SourceFailed(e.getCause() == null ? e : e.getCause()));
      if (e.started()) {
        end(new ImapException.Disconnected("a message could not be sent whole", e));
      }
    } catch (IOException e) {
      end(new ImapException.Disconnected("sending failed: " + e.getMessage(), e));
    }
  }

  private void forget(Task<?> task) {
    state.lock();
    try {
      running.remove(task);
      changed.signalAll();
    } finally {
      state.unlock();
    }
  }

  private boolean askForLiteral(Task<?> task) throws IOException {
    ask(task);
    flushHeld();
    try {
      return switch (task.signal()) {
        case Task.Signal.GoOn _ -> {
          countTurnaround();
          // What follows the literal waits in the buffer again.
          unsent = true;
          yield true;
        }
        case Task.Signal.Ended _ -> false;
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted before a literal").initCause(e);
    }
  }

  /** Continuations are for {@code task} from now on. */
  void ask(Task<?> task) {
    state.lock();
    try {
      asking = task;
    } finally {
      state.unlock();
    }
  }

  void countTurnaround() {
    state.lock();
    try {
      turnarounds++;
    } finally {
      state.unlock();
    }
  }

  /** Sends a line of an authentication, which is never traced. */
  void sendLine(String line) throws InterruptedException {
    sendLine(line, "***");
  }

  /** Sends a line that belongs to a running command, traced as {@code shown}. */
  void sendLine(String line, String shown) throws InterruptedException {
    writing.lockInterruptibly();
    try {
      options.trace().ifPresent(t -> t.sent(shown));
      out.write((line + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      flushHeld();
      countTurnaround();
    } catch (IOException e) {
      end(new ImapException.Disconnected("sending failed: " + e.getMessage(), e));
    } finally {
      writing.unlock();
    }
  }

  /** Sends what is buffered. A failure shows in the commands. */
  void flush() throws InterruptedException {
    if (!unsent) {
      return;
    }
    writing.lockInterruptibly();
    try {
      flushHeld();
    } catch (IOException e) {
      end(new ImapException.Disconnected("sending failed: " + e.getMessage(), e));
    } finally {
      writing.unlock();
    }
  }

  private void flushHeld() throws IOException {
    unsent = false;
    out.flush();
  }

  // ---- reading ----

  private void readAll() {
    try {
      while (true) {
        awaitResponse();
        readOne();
      }
    } catch (EOFException e) {
      String reason =
          bye.map(text -> "the server said: " + (text.text().isEmpty() ? "BYE" : text.text()))
              .orElse("the server closed the connection");
      end(new ImapException.Disconnected(reason, bye, e));
    } catch (SocketTimeoutException e) {
      end(new ImapException.Disconnected("the server has been silent for too long", e));
    } catch (IOException e) {
      end(new ImapException.Disconnected("the connection broke: " + e.getMessage(), e));
    } finally {
      end(new ImapException.Disconnected("the reader stopped", null));
    }
  }

  /** Silence is no failure while nothing is owed, or was asked only a moment ago. */
  private void awaitResponse() throws IOException {
    while (true) {
      try {
        in.peek();
        return;
      } catch (SocketTimeoutException e) {
        long waited = System.nanoTime() - out.lastSend();
        if (isOwed() && !unsent && waited >= options.replyTimeout().toNanos()) {
          throw e;
        }
      }
    }
  }

  private boolean isOwed() {
    state.lock();
    try {
      return running.stream().anyMatch(task -> !task.isResting());
    } finally {
      state.unlock();
    }
  }

  private void readOne() throws IOException {
    try {
      Response response =
          ResponseParser.read(
              in, (uid, section, body) -> route.body(current(), uid, section, body));
      trace(response);
      session.see(response);
      dispatch(response);
    } catch (WireException e) {
      in.skipResponse();
      options.trace().ifPresent(t -> t.received("(not understood) " + in.taped()));
      var malformed = new ImapException.Malformed("not understood: " + e.getMessage(), e);
      snapshot().forEach(task -> task.malformed(malformed));
    }
  }

  private void trace(Response response) {
    if (options.trace().isPresent()) {
      String text = in.taped();
      // A challenge may hold what an eavesdropper could use.
      options.trace().get().received(response instanceof Response.Continuation ? "+" : text);
    }
  }

  private void dispatch(Response response) {
    switch (response) {
      case Response.Tagged tagged -> complete(tagged);
      case Response.Continuation(String text) -> goOn(text);
      case Untagged.Bye(var text) -> bye = Optional.of(text);
      case Untagged data -> route.data(Route.isOfMailbox(data) ? current() : snapshot(), data);
    }
  }

  private void complete(Response.Tagged tagged) {
    Task<?> ended = null;
    for (Task<?> task : snapshot()) {
      ended = task.tag().equals(tagged.tag()) ? task : ended;
    }
    if (ended != null) {
      // Forgotten first: whoever awaits it may send at once, and finds out whether anything is
      // owed.
      forget(ended);
      ended.complete(tagged);
    }
  }

  private void goOn(String text) {
    state.lock();
    try {
      if (asking != null) {
        asking.goOn(text);
      }
    } finally {
      state.unlock();
    }
  }

  private List<Task<?>> snapshot() {
    state.lock();
    try {
      return List.copyOf(running);
    } finally {
      state.unlock();
    }
  }

  private List<Task<?>> current() {
    return Route.ofThisMailbox(snapshot());
  }

  // ---- ending ----

  /** Ends the connection; the first reason counts. */
  void end(ImapException.Disconnected reason) {
    List<Task<?>> open;
    state.lock();
    try {
      failure = failure == null ? reason : failure;
      open = List.copyOf(running);
      running.clear();
      changed.signalAll();
    } finally {
      state.unlock();
    }
    transport.close();
    for (Task<?> task : open) {
      task.fail(
          new ImapException.Disconnected(
              String.valueOf(reason.getMessage()), reason.goodbye(), reason));
    }
  }

  boolean isEnded() {
    state.lock();
    try {
      return failure != null;
    } finally {
      state.unlock();
    }
  }
}
