package org.offlineimap.ui;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.Wishes;
import org.offlineimap.ui.HotKeys.Wish;
import org.offlineimap.ui.ScreenState.Question;

/**
 * The keys of blinkenlights: hot keys, or the answer to a question while one is put (reference: ui
 * 7). Keys are read on a thread of their own; a lock keeps questions apart.
 */
final class Keyboard {
  private final TerminalScreen screen;
  private final Consumer<Consumer<ScreenReducer>> change;
  private final EventSink events;
  private final TypedAnswer answer = new TypedAnswer();
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Wishes wishes;

  /**
   * On a screen.
   *
   * @param change applies a change to what is shown
   * @param events takes what is to be said about wishes
   */
  Keyboard(TerminalScreen screen, Consumer<Consumer<ScreenReducer>> change, EventSink events) {
    this.screen = screen;
    this.change = change;
    this.events = events;
  }

  /** From now on wishes are carried out. */
  void obey(Wishes obeyed) {
    wishes = obeyed;
  }

  void start() {
    Thread.ofPlatform().name("keys").daemon().start(this::read);
  }

  private void read() {
    try {
      KeyReader keys = new KeyReader(new FileInputStream(FileDescriptor.in));
      int key = keys.key();
      while (key >= 0) {
        pressed(key);
        key = keys.key();
      }
    } catch (IOException e) {
      // The window is closed: nobody can press keys any more.
      giveUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes a key. */
  void pressed(int key) {
    if (!answer.take(key)) {
      HotKeys.wish(key).ifPresent(this::carryOut);
    }
  }

  private void carryOut(Wish wish) {
    Wishes obeying = wishes;
    switch (wish) {
      case Wish.Pick(int rows) -> change.accept(reducer -> reducer.pick(rows));
      case Wish.Redraw _ -> {
        screen.forget();
        change.accept(_ -> {});
      }
      case Wish.SyncRow(int row) -> synchronise(reducer -> reducer.accountOf(row));
      case Wish.SyncPicked _ -> synchronise(ScreenReducer::picked);
      case Wish.SyncAll _ when obeying != null -> {
        say("Requested synchronization for all accounts");
        obeying.synchronise();
      }
      case Wish.Finish _ when obeying != null -> obeying.finish();
      case Wish.Quit _ when obeying != null -> {
        say("Requested shutdown via 'q'");
        obeying.stop();
      }
      case Wish.SyncAll _, Wish.Finish _, Wish.Quit _ -> {}
    }
  }

  /** The account is looked up under the state's lock, and wished for without it. */
  private void synchronise(Function<ScreenReducer, Optional<String>> which) {
    AtomicReference<Optional<String>> found = new AtomicReference<>(Optional.empty());
    change.accept(reducer -> found.set(which.apply(reducer)));
    Wishes obeying = wishes;
    if (obeying != null && found.get().isPresent()) {
      String account = found.get().orElseThrow();
      say("Requested synchronization for acc: " + account);
      obeying.synchronise(account);
    }
  }

  private void say(String text) {
    events.accept(new SyncEvent.Notice("", Optional.empty(), text));
  }

  /** Asks for a password; one question at a time. */
  Optional<char[]> ask(String user, Optional<String> previousError) {
    asking.lock();
    try {
      answer.begin();
      change.accept(reducer -> reducer.ask(Optional.of(new Question(user, previousError))));
      return answer.await();
    } finally {
      change.accept(reducer -> reducer.ask(Optional.empty()));
      asking.unlock();
    }
  }

  /** Nobody is asked any more. */
  void giveUp() {
    answer.giveUp();
  }
}
