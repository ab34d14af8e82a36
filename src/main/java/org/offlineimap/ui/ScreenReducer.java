package org.offlineimap.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.ui.ScreenState.LogLine;
import org.offlineimap.ui.ScreenState.Question;

/**
 * What blinkenlights shows, made from events, keys and the time, and from nothing else: no clock,
 * no terminal, no thread (reference: ui 7). Not thread-safe; {@link BlinkenFace} guards it.
 */
final class ScreenReducer {
  /** More than the tallest screen. */
  private static final int REMEMBERED = 400;

  private static final String CONTROL = "*Control";

  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Account control = new Account();
  private final Deque<LogLine> log = new ArrayDeque<>();
  private final ProgressMeter meter = new ProgressMeter();
  private String product = "OfflineIMAP";
  private String licence = "";
  private Optional<Question> question = Optional.empty();
  private int picked = 1;
  private boolean stopping;

  /** One account's lights, and what else is known of it. */
  private static final class Account {
    private final Lamps lamps = new Lamps();
    private @Nullable Instant wakes;
    private @Nullable String error;
  }

  /** Takes note of an event. */
  void accept(Told told, Instant now) {
    SyncEvent event = told.event();
    meter.accept(event, now);
    if (event instanceof SyncEvent.Banner banner) {
      String[] lines = banner.text().split("\n", 2);
      product = lines[0].strip();
      licence = lines.length > 1 ? lines[1].strip() : "";
      return;
    }
    Account account = account(event.account());
    lights(event, account, now);
    account(event, account, now);
    write(told, account);
    if (rests(event) || hasCopied(event, account)) {
      account.lamps.end(task(event), now);
    }
  }

  private Account account(String name) {
    return name.isEmpty() ? control : accounts.computeIfAbsent(name, _ -> new Account());
  }

  private static String task(SyncEvent event) {
    return event.folder().map(folder -> "folder " + folder).orElse("");
  }

  private void lights(SyncEvent event, Account account, Instant now) {
    String task = task(event);
    Optional<Activity> activity = Activity.of(event).filter(seen -> seen != Activity.ENDED);
    activity.ifPresent(seen -> account.lamps.show(task, seen));
    if (activity.isPresent() && !task.isEmpty()) {
      account.lamps.show("", Activity.ACCOUNT);
    }
    if (event instanceof SyncEvent.AccountFinished) {
      account.lamps.endAll(now);
    }
  }

  /** Whether the task is over, or has nothing to do until its turn comes. */
  private static boolean rests(SyncEvent event) {
    return event instanceof SyncEvent.FolderFinished
        || event instanceof SyncEvent.FolderUnchanged
        || event instanceof SyncEvent.SyncingMessages
        || (event instanceof SyncEvent.Waiting waiting && waiting.left().isZero());
  }

  /** Whether everything that was to be copied in a folder has arrived. */
  private boolean hasCopied(SyncEvent event, Account account) {
    return event instanceof SyncEvent.Progress progress
        && account.lamps.of(task(event)) == Activity.COPYING
        && meter.isDone(progress.account(), progress.in());
  }

  private void account(SyncEvent event, Account account, Instant now) {
    if (event instanceof SyncEvent.Waiting waiting) {
      boolean begins = account.wakes == null && !waiting.left().isZero();
      account.wakes = waiting.left().isZero() ? null : now.plus(waiting.left());
      if (begins) {
        add(new LogLine(Colour.RED, false, "Next sync in " + clock(waiting.left())));
      }
    } else if (event instanceof SyncEvent.AccountStarted) {
      account.wakes = null;
    } else if (event instanceof SyncEvent.Failed failed) {
      account.error = failed.cause().text();
    } else if (event instanceof SyncEvent.Unexpected bug) {
      account.error = bug.cause().toString();
    } else if (event instanceof SyncEvent.AccountFinished end
        && end.result().outcome() == Result.Outcome.OK) {
      account.error = null;
    }
  }

  private static String clock(Duration left) {
    return "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }

  private void write(Told told, Account account) {
    Colour colour = told.event().account().isEmpty() ? Colour.RED : colour(told.event(), account);
    for (Line line : told.lines()) {
      boolean loud = line.level().compareTo(Level.WARNING) >= 0;
      line.text().lines().forEach(text -> add(new LogLine(colour, loud, Plain.text(text))));
    }
  }

  private static Colour colour(SyncEvent event, Account account) {
    Activity activity = Activity.of(event).orElseGet(() -> account.lamps.of(task(event)));
    return activity == Activity.ENDED ? Colour.PURPLE : activity.colour();
  }

  private void add(LogLine line) {
    if (log.size() == REMEMBERED) {
      log.removeFirst();
    }
    log.addLast(line);
  }

  /** A question is put, or has been answered. */
  void ask(Optional<Question> asked) {
    question = asked;
  }

  /** An orderly end was wished. */
  void stopping() {
    stopping = true;
  }

  /** Moves the mark up or down by so many rows. */
  void pick(int rows) {
    picked = Math.clamp((long) picked + rows, 1, Math.max(1, accounts.size()));
  }

  /** The account of a row; the program's own row has none. */
  Optional<String> accountOf(int row) {
    return row < 1 ? Optional.empty() : accounts.keySet().stream().skip(row - 1L).findFirst();
  }

  /** The account that is marked. */
  Optional<String> picked() {
    return accountOf(picked);
  }

  /** What there is to see now. */
  ScreenState view(Instant now) {
    List<ScreenState.Row> rows = new ArrayList<>();
    rows.add(new ScreenState.Row(CONTROL, "active", false, List.of(Activity.MAIN)));
    accounts.forEach((name, account) -> rows.add(row(name, account, now)));
    return new ScreenState(
        product,
        licence,
        List.copyOf(log),
        rows,
        picked,
        meter.line(now).isPresent() ? meter.folders() : List.of(),
        meter.line(now),
        error(),
        question,
        stopping);
  }

  private Optional<String> error() {
    Optional<String> own = Optional.ofNullable(control.error);
    return accounts.entrySet().stream()
        .filter(one -> one.getValue().error != null)
        .map(one -> one.getKey() + ": " + one.getValue().error)
        .reduce((_, last) -> last)
        .or(() -> own)
        .map(Plain::text);
  }

  private static ScreenState.Row row(String name, Account account, Instant now) {
    Instant wakes = account.wakes;
    String shown = Plain.text(name);
    if (wakes == null) {
      String status = account.lamps.isLit() ? "active" : " ended";
      return new ScreenState.Row(shown, status, false, account.lamps.shown(now));
    }
    Duration left = now.isBefore(wakes) ? Duration.between(now, wakes) : Duration.ZERO;
    long seconds = left.plusMillis(999).toSeconds();
    String status = "%3d:%02d".formatted(seconds / 60, seconds % 60);
    return new ScreenState.Row(
        shown, status, true, flashing(account.lamps.shown(now), seconds % 2 == 1));
  }

  /** The countdown's light goes on and off with the seconds. */
  private static List<Activity> flashing(List<Activity> lamps, boolean on) {
    return lamps.stream()
        .map(lamp -> lamp == Activity.COUNTDOWN && !on ? Activity.ENDED : lamp)
        .toList();
  }
}
