package org.offlineimap.repository.imap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.imap.client.Selected;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.wire.Pace;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidValidity;
import org.offlineimap.repository.RemoteRepository.Traffic;

/**
 * One connection and the mailbox selected on it. Whoever holds the lane hands over commands; their
 * answers may come in after it was released, because a server obeys in order. Guarded by {@code
 * turn}.
 */
final class Lane {
  /** Opens a connection that is signed in. */
  @FunctionalInterface
  interface Opener {
    ImapConnection open() throws ImapException, InterruptedException, SyncException;
  }

  /** What is done with the connection while holding the lane. */
  @FunctionalInterface
  interface Work<T> {
    T with(ImapConnection connection) throws ImapException, InterruptedException, SyncException;
  }

  private final Opener opener;
  private final boolean readOnly;
  private final ReentrantLock turn = new ReentrantLock();

  private final AtomicLong underWay = new AtomicLong();
  private volatile boolean batches = true;

  @GuardedBy("turn")
  private @Nullable ImapConnection connection;

  @GuardedBy("turn")
  private @Nullable FolderName selected;

  @GuardedBy("turn")
  private @Nullable Pending<Selected> selection;

  @GuardedBy("turn")
  private boolean compressed;

  @GuardedBy("turn")
  private Traffic earlier = new Traffic(0, 0, 0, 0);

  /** {@code readOnly} selects with EXAMINE. */
  Lane(Opener opener, boolean readOnly) {
    this.opener = opener;
    this.readOnly = readOnly;
  }

  /** Does work that needs no mailbox. */
  <T> T run(Work<T> work) throws ImapException, InterruptedException, SyncException {
    turn.lockInterruptibly();
    try {
      return work.with(connected());
    } finally {
      turn.unlock();
    }
  }

  /**
   * Selects {@code mailbox} anew, asking what changed since {@code known} where the server can
   * tell, without waiting; and hands over what {@code work} asks.
   */
  <T> T afterSelecting(FolderName mailbox, Optional<Checkpoint> known, SelectedWork<T> work)
      throws ImapException, InterruptedException, SyncException {
    turn.lockInterruptibly();
    try {
      ImapConnection open = connected();
      boolean changesOnly = known.isPresent() && open.canResynchronise();
      selected = null;
      Pending<Selected> answer =
          changesOnly
              ? open.selectChanged(
                  mailbox, readOnly, known.get().uidValidity(), known.get().highestModSeq())
              : open.select(mailbox, readOnly);
      selected = mailbox;
      selection = answer;
      return work.with(open, answer, changesOnly);
    } finally {
      turn.unlock();
    }
  }

  /** As {@link Work}, in a mailbox that is selected. */
  @FunctionalInterface
  interface MailboxWork<T> {
    T with(ImapConnection connection, Selected mailbox)
        throws ImapException, InterruptedException, SyncException;
  }

  /** As {@link Work}, with the answer to SELECT still under way. */
  @FunctionalInterface
  interface SelectedWork<T> {
    /** {@code changesOnly}: the answer tells what changed. */
    T with(ImapConnection connection, Pending<Selected> selection, boolean changesOnly)
        throws ImapException, InterruptedException, SyncException;
  }

  /**
   * Hands over questions in {@code mailbox} without waiting for its UIDVALIDITY, which the caller
   * must look at before it believes an answer.
   */
  <T> Read<T> reading(FolderName mailbox, Work<T> work)
      throws ImapException, InterruptedException, SyncException {
    turn.lockInterruptibly();
    try {
      ImapConnection open = connected();
      Pending<Selected> current = selection;
      if (!mailbox.equals(selected) || current == null) {
        current = select(open, mailbox);
      }
      return new Read<>(current, work.with(open));
    } finally {
      turn.unlock();
    }
  }

  /**
   * Compresses the connection, once a connection, if it is {@code worth} it; all that was asked
   * comes before.
   */
  void compressIf(Predicate<Pace> worth) throws ImapException, InterruptedException {
    turn.lockInterruptibly();
    try {
      ImapConnection open = connection;
      if (open != null && !open.isEnded() && !compressed && worth.test(open.pace())) {
        compressed = true;
        boolean _ = open.compress();
      }
    } finally {
      turn.unlock();
    }
  }

  /** So many messages were asked for, or, when negative, have come. */
  void expect(long messages) {
    underWay.addAndGet(messages);
  }

  /** Messages that were asked for and have not been waited for. */
  long underWay() {
    return underWay.get();
  }

  /** Whether its connection was there, and has ended. */
  boolean isLost() {
    turn.lock();
    try {
      return connection != null && connection.isEnded();
    } finally {
      turn.unlock();
    }
  }

  /** Sends what is buffered, if it is connected. */
  void flush() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      if (connection != null) {
        connection.flush();
      }
    } finally {
      turn.unlock();
    }
  }

  /** What was asked, and under which selection. */
  record Read<T>(Pending<Selected> selection, T asked) {}

  /**
   * Does work in {@code mailbox} once its UIDVALIDITY is known to be {@code expected}; empty when
   * it is another one now.
   */
  <T> Optional<T> in(FolderName mailbox, UidValidity expected, MailboxWork<T> work)
      throws ImapException, InterruptedException, SyncException {
    turn.lockInterruptibly();
    try {
      ImapConnection open = connected();
      Pending<Selected> current = selection;
      if (!mailbox.equals(selected) || current == null) {
        current = select(open, mailbox);
      }
      Selected opened = current.await();
      return opened.uidValidity().equals(expected)
          ? Optional.of(work.with(open, opened))
          : Optional.empty();
    } finally {
      turn.unlock();
    }
  }

  @GuardedBy("turn")
  private Pending<Selected> select(ImapConnection open, FolderName mailbox)
      throws ImapException, InterruptedException {
    selected = null;
    Pending<Selected> answer = open.select(mailbox, readOnly);
    selected = mailbox;
    selection = answer;
    return answer;
  }

  @GuardedBy("turn")
  private ImapConnection connected() throws ImapException, InterruptedException, SyncException {
    ImapConnection open = connection;
    if (open == null || open.isEnded()) {
      earlier = traffic();
      selected = null;
      selection = null;
      open = opener.open();
      connection = open;
      compressed = false;
      introduce(open);
    }
    return open;
  }

  /** {@link Quirk#ID_BEFORE_SELECT}; it rides along with what comes next. */
  private static void introduce(ImapConnection open) throws ImapException, InterruptedException {
    if (open.capabilities().has("ID")) {
      open.id(Map.of("name", "OfflineIMAP", "version", "9.0.0"));
    }
  }

  /** Notes that the server has shown a quirk, which was allowed for. */
  void met(Quirk quirk) {
    turn.lock();
    try {
      if (connection != null) {
        connection.met(quirk);
      }
    } finally {
      turn.unlock();
    }
  }

  /** Whether a mailbox in which so many messages show may have older ones that do not. */
  boolean showsWindow(int shown) {
    turn.lock();
    try {
      boolean hides = connection != null && connection.mayHideOlder(shown);
      if (hides && connection != null) {
        connection.met(Quirk.NEWEST_ONLY);
      }
      return hides;
    } finally {
      turn.unlock();
    }
  }

  /** Whether several messages may go up in one command, as far as is known. */
  boolean takesBatches() {
    return batches;
  }

  /** They may not: the server announced it, and refused. */
  void refuseBatches() {
    batches = false;
  }

  /** What crossed the wire on this lane. */
  Traffic traffic() {
    turn.lock();
    try {
      if (connection == null) {
        return earlier;
      }
      var now = connection.traffic();
      return new Traffic(
          earlier.octetsDown() + now.octetsDown(),
          earlier.octetsUp() + now.octetsUp(),
          earlier.commands() + now.commands(),
          earlier.turnarounds() + now.turnarounds());
    } finally {
      turn.unlock();
    }
  }

  /** Signs out, if signed in. */
  void close() throws ImapException, InterruptedException {
    turn.lock();
    try {
      if (connection != null && !connection.isEnded()) {
        connection.logout();
      }
    } finally {
      turn.unlock();
    }
  }
}
