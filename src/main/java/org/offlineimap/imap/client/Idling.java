package org.offlineimap.imap.client;

import java.time.Duration;
import org.offlineimap.imap.protocol.Commands;

/**
 * IDLE under way (RFC 2177): while it rests, the server may be silent for as long as it likes.
 * Confined to one thread.
 */
public final class Idling {
  private final Dialogue dialogue;
  private final IdleCollector collector;
  private final Task<Void> task;

  private Idling(Dialogue dialogue, IdleCollector collector, Task<Void> task) {
    this.dialogue = dialogue;
    this.collector = collector;
    this.task = task;
  }

  static Idling begin(Dialogue dialogue) throws ImapException, InterruptedException {
    IdleCollector collector = new IdleCollector();
    Task<Void> task = dialogue.submit(Commands.idle(), collector);
    task.whenEnded(collector::end);
    dialogue.ask(task);
    dialogue.flush();
    switch (task.signal()) {
      case Task.Signal.GoOn _ -> task.rest(true);
      case Task.Signal.Ended _ -> task.await();
    }
    return new Idling(dialogue, collector, task);
  }

  /**
   * Waits for something to change, at most so long.
   *
   * @return what changed; nothing when the time is over
   * @throws ImapException the connection, or the command, has ended
   */
  public News await(Duration longest) throws ImapException, InterruptedException {
    News news = collector.take(longest);
    if (news.isNone() && task.isDone()) {
      task.await();
    }
    return news;
  }

  /** Whether the server ended it by itself. */
  public boolean isOver() {
    return task.isDone();
  }

  /** Ends it, and so finds out whether the server still answers. */
  public void done() throws ImapException, InterruptedException {
    if (!task.isDone()) {
      task.rest(false);
      dialogue.sendLine("DONE", "DONE");
    }
    task.await();
  }
}
