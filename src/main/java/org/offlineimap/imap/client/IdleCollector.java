package org.offlineimap.imap.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.FolderName;

/** Gathers what a server tells during IDLE, until somebody takes it. Guarded by one lock. */
final class IdleCollector implements Collector<Void> {
  private static final String OVERFLOW = "NOTIFICATIONOVERFLOW";

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private News news = News.NONE;

  @GuardedBy("lock")
  private boolean ended;

  @Override
  public boolean accept(Untagged data) {
    Optional<News> told = told(data);
    told.ifPresent(this::add);
    return told.isPresent();
  }

  private static Optional<News> told(Untagged data) {
    return switch (data) {
      case Untagged.Exists _, Untagged.Expunge _, Untagged.Vanished _, Untagged.Fetch _ ->
          Optional.of(News.SELECTED);
      case Untagged.Status status -> Optional.of(News.of(FolderName.ofMailbox(status.mailbox())));
      case Untagged.ListEntry _ -> Optional.of(News.EVERYTHING);
      case Untagged.Notice(var _, ResponseText text)
          when text.code().equals(new ResponseCode.Other(OVERFLOW)) ->
          Optional.of(News.EVERYTHING);
      // "* OK Still here" and the like are signs of life, no news (RFC 2177).
      default -> Optional.empty();
    };
  }

  private void add(News told) {
    lock.lock();
    try {
      news = news.plus(told);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The command has ended, well or not: there is nothing more to wait for. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for news or the end; what was told is taken away. */
  News take(Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lockInterruptibly();
    try {
      while (news.isNone() && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      News taken = news;
      news = News.NONE;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("NullAway") // Void has no other value.
  @Override
  public Void done(ResponseText ok) {
    return null;
  }

  @Override
  public void malformed(ImapException.Malformed failure) {
    // What was not understood may have been news: better a look too many.
    add(News.EVERYTHING);
  }
}
