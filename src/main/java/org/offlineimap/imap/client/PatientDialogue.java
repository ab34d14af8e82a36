package org.offlineimap.imap.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.offlineimap.imap.protocol.Command;
import org.offlineimap.imap.protocol.CommandKind;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.protocol.ResponseText;

/**
 * Submits commands, and submits again, once the time has passed, what the server did not carry out
 * because it wanted to be asked later. Thread-safe.
 */
final class PatientDialogue {
  private final Dialogue dialogue;
  private final Patience patience;
  private final Session session;

  PatientDialogue(Dialogue dialogue, Patience patience, Session session) {
    this.dialogue = dialogue;
    this.session = session;
    this.patience = patience;
  }

  /** {@code collector} is asked for one each time that the command is sent. */
  <T> Pending<T> submit(Command command, Supplier<Collector<T>> collector)
      throws ImapException, InterruptedException {
    return new Resent<>(command, collector, dialogue.submit(command, collector.get()));
  }

  /** A command about the selected mailbox is never sent to another one. */
  void demandSelection(Command command, long selection) throws ImapException {
    boolean anywhere = command.kind() == CommandKind.FREE || command.kind() == CommandKind.LIST;
    if (!anywhere && session.selection() != selection) {
      throw new ImapException.Overtaken(command.logText());
    }
  }

  private final class Resent<T> implements Pending<T> {
    private final Command command;
    private final Supplier<Collector<T>> collector;
    private final long selection = session.selection();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private Task<T> task;

    @GuardedBy("lock")
    private int attempt;

    Resent(Command command, Supplier<Collector<T>> collector, Task<T> first) {
      this.command = command;
      this.collector = collector;
      this.task = first;
    }

    @Override
    public T await() throws ImapException, InterruptedException {
      lock.lockInterruptibly();
      try {
        while (true) {
          try {
            return task.await();
          } catch (ImapException.Refused e) {
            obey(e);
            demandSelection(command, selection);
            task = dialogue.submit(command, collector.get());
          } catch (ImapException.Disconnected e) {
            throw ended(e);
          }
        }
      } finally {
        lock.unlock();
      }
    }

    /** {@link Quirk#DAILY_LIMITS}: what a connection that was ended so means to the next ones. */
    @GuardedBy("lock")
    private ImapException ended(ImapException.Disconnected loss) throws InterruptedException {
      Optional<ResponseText> words = loss.goodbye();
      Optional<Throttling> throttling = words.flatMap(Throttling::ofGoodbye);
      if (throttling.isEmpty()) {
        return loss;
      }
      session.met(Quirk.DAILY_LIMITS);
      return patience
          .obey(throttling.get().wait(attempt++), throttling.get().words())
          .<ImapException>map(until -> new ImapException.Throttled(until, words.orElseThrow()))
          .orElse(loss);
    }

    /** Returns when the command may be sent again; throws when it may not. */
    @GuardedBy("lock")
    private void obey(ImapException.Refused refusal) throws ImapException, InterruptedException {
      ResponseText text = new ResponseText(refusal.code(), refusal.serverText());
      Optional<Throttling> throttling = Throttling.in(command, text);
      if (throttling.isEmpty()) {
        throw refusal;
      }
      session.met(throttling.get().quirk(command.kind()));
      Optional<Instant> until =
          patience.obey(throttling.get().wait(attempt++), throttling.get().words());
      if (until.isPresent()) {
        throw new ImapException.Throttled(until.get(), text);
      }
    }
  }
}
