package org.offlineimap.imap.client;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.offlineimap.imap.protocol.Command;
import org.offlineimap.imap.protocol.Response;
import org.offlineimap.imap.protocol.ResponseText;

/**
 * A command on its way. {@link #malformed} and {@link #complete} are called on the reader thread,
 * the rest by any.
 */
final class Task<T> implements Pending<T> {
  /** What a command that waits for a continuation may get. */
  sealed interface Signal {
    /** The server asks for more; the text is base64 in an authentication. */
    record GoOn(String text) implements Signal {}

    /** The command has ended. */
    record Ended() implements Signal {}
  }

  private final Dialogue dialogue;
  private final String tag;
  private final Command command;
  private final Collector<T> collector;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile boolean resting;
  private ImapException.@Nullable Malformed malformed;
  private @Nullable RuntimeException bug;

  Task(Dialogue dialogue, String tag, Command command, Collector<T> collector) {
    this.dialogue = dialogue;
    this.tag = tag;
    this.command = command;
    this.collector = collector;
  }

  String tag() {
    return tag;
  }

  Command command() {
    return command;
  }

  Collector<T> collector() {
    return collector;
  }

  boolean isDone() {
    return answer.isDone();
  }

  /** While it rests, the server owes nothing (IDLE). */
  void rest(boolean value) {
    resting = value;
  }

  boolean isResting() {
    return resting;
  }

  /** Runs {@code action} when the command has ended, well or not. */
  void whenEnded(Runnable action) {
    // The new future says no more than the old one; who awaits the answer hears of a failure.
    CompletableFuture<T> _ = answer.whenComplete((_, _) -> action.run());
  }

  /** Waits for a continuation or the end. */
  Signal signal() throws InterruptedException {
    return signals.take();
  }

  void goOn(String text) {
    signals.add(new Signal.GoOn(text));
  }

  void malformed(ImapException.Malformed failure) {
    malformed = malformed == null ? failure : malformed;
  }

  /** A listener of the caller failed: its exception is thrown where the answer is awaited. */
  void bug(RuntimeException failure) {
    bug = bug == null ? failure : bug;
  }

  void complete(Response.Tagged tagged) {
    try {
      T value = judge(tagged.condition(), tagged.text());
      answer.complete(value);
    } catch (ImapException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
    signals.add(new Signal.Ended());
  }

  private T judge(Response.Condition condition, ResponseText text) throws ImapException {
    if (bug != null) {
      throw bug;
    }
    String what = command.logText();
    return switch (condition) {
      case OK -> {
        if (malformed != null) {
          collector.malformed(malformed);
        }
        yield collector.done(text);
      }
      case NO -> collector.refused(new ImapException.Refused(what, text));
      case BAD -> {
        if (Throttling.isBackoff(text)) {
          yield collector.refused(new ImapException.Refused(what, text));
        }
        throw LetInOnly.isSaid(text)
            ? new ImapException.Refused(what, LetInOnly.explained(text))
            : new ImapException.Rejected(what, text);
      }
    };
  }

  void fail(ImapException failure) {
    answer.completeExceptionally(failure);
    signals.add(new Signal.Ended());
  }

  @Override
  public T await() throws ImapException, InterruptedException {
    if (!answer.isDone()) {
      dialogue.flush();
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ImapException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
