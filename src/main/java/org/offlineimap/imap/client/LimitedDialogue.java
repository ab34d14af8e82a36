package org.offlineimap.imap.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.offlineimap.imap.protocol.Command;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/**
 * Sends commands that are about many messages: in parts of bearable length, none about more
 * messages than the server announces that it takes; and goes on below the lowest UID where a server
 * stops early all the same (RFC 9738). Thread-safe.
 */
final class LimitedDialogue {
  private static final UidSet EVERYTHING = UidSet.range(1, Uid.MAX);

  private final PatientDialogue dialogue;
  private final Session session;

  LimitedDialogue(PatientDialogue dialogue, Session session) {
    this.dialogue = dialogue;
    this.session = session;
  }

  /** How a part of the messages is asked for. */
  interface Question<T> {
    /** The command about them; {@code set} is their UIDs as the wire wants them. */
    Command command(String set);

    /** Who takes its answer. */
    Collector<T> collector(UidSet uids);
  }

  /** A question that is the same for every part but for the set. */
  static <T> Question<T> question(
      Function<String, Command> command, Function<UidSet, Collector<T>> collector) {
    return new Question<>() {
      @Override
      public Command command(String set) {
        return command.apply(set);
      }

      @Override
      public Collector<T> collector(UidSet uids) {
        return collector.apply(uids);
      }
    };
  }

  /** Asks about these messages: each part with an answer of its own, or several. */
  <T> List<Part<T>> submit(UidSet uids, Question<T> question)
      throws ImapException, InterruptedException {
    List<Part<T>> parts = new ArrayList<>();
    for (UidSet part : UidChunks.of(uids, session.messageLimit())) {
      parts.add(new Part<>(part, new Continued<>(part, question)));
    }
    return parts;
  }

  /** Asks about all messages of the mailbox. */
  <T> Pending<List<T>> submitAll(Question<T> question) throws ImapException, InterruptedException {
    return new Continued<>(EVERYTHING, question);
  }

  /** What was asked in one command at first. */
  record Part<T>(UidSet uids, Pending<List<T>> answers) {}

  /** All answers to all parts. */
  static <T> Pending<List<T>> all(List<Part<T>> parts) {
    return Pending.all(parts.stream().map(Part::answers).toList())
        .map(each -> each.stream().flatMap(List::stream).toList());
  }

  private static String onWire(UidSet uids) {
    return uids.last() == Uid.MAX ? uids.first() + ":*" : uids.toString();
  }

  private final class Continued<T> implements Pending<List<T>> {
    /** A set that was asked for, and its answer. */
    private record Asked<T>(UidSet uids, Pending<LimitedCollector.Answer<T>> answer) {}

    private final Question<T> question;
    private final long selection = session.selection();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<Asked<T>> open = new ArrayDeque<>();

    @GuardedBy("lock")
    private final List<T> answers = new ArrayList<>();

    Continued(UidSet uids, Question<T> question) throws ImapException, InterruptedException {
      this.question = question;
      open.add(ask(uids));
    }

    private Asked<T> ask(UidSet uids) throws ImapException, InterruptedException {
      return new Asked<>(
          uids,
          dialogue.submit(
              question.command(onWire(uids)),
              () -> new LimitedCollector<>(question.collector(uids))));
    }

    @Override
    public List<T> await() throws ImapException, InterruptedException {
      lock.lockInterruptibly();
      try {
        while (!open.isEmpty()) {
          Asked<T> asked = open.getFirst();
          LimitedCollector.Answer<T> answer = asked.answer().await();
          List<UidSet> left = left(asked.uids(), answer);
          open.removeFirst();
          answer.told().ifPresent(answers::add);
          for (UidSet each : left) {
            dialogue.demandSelection(question.command(onWire(each)), selection);
            open.addLast(ask(each));
          }
        }
        return List.copyOf(answers);
      } finally {
        lock.unlock();
      }
    }

    /** What is still to be asked. */
    private List<UidSet> left(UidSet asked, LimitedCollector.Answer<T> answer)
        throws ImapException {
      return switch (answer) {
        case LimitedCollector.Answer.Whole<T> _ -> List.of();
        case LimitedCollector.Answer.DownTo<T>(T _, long lowest) -> {
          UidSet below = asked.below(lowest);
          if (below.equals(asked)) {
            throw new ImapException.Malformed("MESSAGELIMIT told a UID that was not asked", null);
          }
          yield below.isEmpty() ? List.of() : List.of(below);
        }
        case LimitedCollector.Answer.Nothing<T>(long limit, ImapException.Refused refusal) -> {
          if (asked.last() == Uid.MAX || asked.size() <= limit || limit < 1) {
            throw refusal;
          }
          yield UidChunks.of(asked, OptionalLong.of(limit));
        }
      };
    }
  }
}
