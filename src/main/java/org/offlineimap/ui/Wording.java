package org.offlineimap.ui;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;

/**
 * The words for each event, the original's where it has the same thing to say (reference: ui 2, 3).
 * Pure.
 */
final class Wording {
  private Wording() {}

  /** The task that an event belongs to, as ttyui names it; empty for the program itself. */
  static String thread(SyncEvent event) {
    String account = event.account();
    if (account.isEmpty()) {
      return "";
    }
    return event
        .folder()
        .map(folder -> "Folder " + folder + " [acc: " + account + "]")
        .orElse("Account sync " + account);
  }

  /** The lines of an event; none for those that only move a progress display. */
  static List<Line> lines(SyncEvent event) {
    return switch (event) {
      case SyncEvent.Banner e -> info(e, e.text());
      case SyncEvent.AccountStarted e -> info(e, "*** Processing account " + e.account());
      case SyncEvent.AccountFinished e -> finished(e);
      case SyncEvent.Connecting e -> info(e, connecting(e));
      case SyncEvent.Waiting e -> waiting(e);
      case SyncEvent.SyncingFolders e -> debug(e, structure(e));
      case SyncEvent.FolderCreated e -> info(e, created(e));
      case SyncEvent.StatusCreated e -> info(e, statusCreated(e));
      case SyncEvent.StatusUpgraded e -> info(e, e.text());
      case SyncEvent.HookTold e -> info(e, e.text());
      case SyncEvent.FolderStarted e -> info(e, started(e));
      case SyncEvent.FolderFinished _, SyncEvent.Progress _, SyncEvent.Terminated _ -> List.of();
      case SyncEvent.FolderUnchanged e -> info(e, "Skipping " + e.name() + " (not changed)");
      case SyncEvent.LoadingList e -> debug(e, "Loading message list for " + in(e.of()));
      case SyncEvent.ListLoaded e -> debug(e, loaded(e));
      case SyncEvent.SyncingMessages e -> debug(e, half(e));
      case SyncEvent.CopyingMessage e -> info(e, copying(e));
      case SyncEvent.WouldCopy e -> info(e, wouldCopy(e));
      case SyncEvent.DeletingMessages e -> info(e, deleting(e));
      case SyncEvent.MovingMessages e -> info(e, moving(e));
      case SyncEvent.ChangingFlags e -> flags(e);
      case SyncEvent.Adopted e -> debug(e, adopted(e));
      case SyncEvent.UidValidityChanged e -> line(e, Level.WARNING, uidValidity(e));
      case SyncEvent.DeletionsWithheld e -> line(e, Level.WARNING, withheld(e));
      case SyncEvent.Notice e -> info(e, e.text());
      case SyncEvent.Warning e -> line(e, Level.WARNING, e.text());
      case SyncEvent.Failed e -> line(e, Level.ERROR, failure(e));
      case SyncEvent.Unexpected e -> line(e, Level.ERROR, died(e, thread(e)));
      case SyncEvent.Debugging e -> info(e, "Now debugging for " + e.category() + ": " + e.text());
      case SyncEvent.Debug e -> debug(e, "[" + e.category() + "]: " + e.text());
    };
  }

  /** {@code ERROR: MESSAGE}, or the context first and the message behind two blanks. */
  static String failure(SyncEvent.Failed event) {
    String text = event.cause().text();
    return "ERROR: " + (event.context().isEmpty() ? text : event.context() + "\n  " + text);
  }

  /** What is said when a task ends by an exception that nobody foresaw. */
  static String died(SyncEvent.Unexpected event, String thread) {
    String name = thread.isEmpty() ? "main" : thread;
    return "Thread '" + name + "' terminated with exception:\n" + trace(event.cause());
  }

  /** A stack trace without its last line end. */
  static String trace(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }

  private static List<Line> line(SyncEvent event, Level level, String text) {
    return List.of(new Line(level, thread(event), text));
  }

  private static List<Line> info(SyncEvent event, String text) {
    return line(event, Level.INFO, text);
  }

  private static List<Line> debug(SyncEvent event, String text) {
    return line(event, Level.DEBUG, text);
  }

  private static List<Line> finished(SyncEvent.AccountFinished e) {
    Duration time = e.result().elapsed();
    String seconds = (time.toSecondsPart() < 10 ? "0" : "") + time.toSecondsPart();
    String last =
        "*** Finished account '" + e.account() + "' in " + time.toMinutes() + ":" + seconds;
    return List.of(
        new Line(Level.INFO, thread(e), last),
        new Line(Level.INFO, thread(e), Summary.line(e.account(), e.result())));
  }

  private static String connecting(SyncEvent.Connecting e) {
    return "Establishing connection to " + e.host() + ":" + e.port() + " (" + e.repository() + ")";
  }

  /** Only at full minutes; what is between moves countdowns. */
  private static List<Line> waiting(SyncEvent.Waiting e) {
    long seconds = e.left().toSeconds();
    return seconds == 0 || seconds % 60 != 0
        ? List.of()
        : info(e, "Next refresh in " + seconds / 60 + ".0 minutes");
  }

  private static String structure(SyncEvent.SyncingFolders e) {
    return "[]: Copying folder structure from "
        + e.remote().repository()
        + " to "
        + e.local().repository();
  }

  private static String created(SyncEvent.FolderCreated e) {
    return prefix(e.dryRun()) + "Creating folder %s[%s]".formatted(e.created(), e.repository());
  }

  private static String statusCreated(SyncEvent.StatusCreated e) {
    return "Creating new Local Status db for %s:%s".formatted(e.localRepository(), e.created());
  }

  private static String started(SyncEvent.FolderStarted e) {
    return "Syncing %s: %s -> %s"
        .formatted(e.remote().folder(), e.remote().type(), e.local().type());
  }

  private static String loaded(SyncEvent.ListLoaded e) {
    return "Message list for %s loaded: %d messages".formatted(in(e.of()), e.messages());
  }

  private static String half(SyncEvent.SyncingMessages e) {
    return "Syncing messages %s -> %s".formatted(in(e.source()), in(e.destination()));
  }

  private static String copying(SyncEvent.CopyingMessage e) {
    return "Copy message UID %d (%d/%d) %s -> %s"
        .formatted(
            e.copy().uid(),
            e.copy().ordinal(),
            e.copy().total(),
            at(e.source()),
            at(e.destination()));
  }

  private static String wouldCopy(SyncEvent.WouldCopy e) {
    return "[DRYRUN] Copy %d messages from %s[%s] to %s"
        .formatted(e.messages(), e.source().folder(), e.source().repository(), e.destination());
  }

  private static String deleting(SyncEvent.DeletingMessages e) {
    return prefix(e.dryRun())
        + "Deleting %d messages (%s) in %s".formatted(e.uids().size(), e.uids(), in(e.where()));
  }

  private static String moving(SyncEvent.MovingMessages e) {
    return prefix(e.dryRun())
        + "Moving %d messages (%s) from %s to %s"
            .formatted(e.uids().size(), e.uids(), in(e.way().from()), in(e.way().to()));
  }

  private static List<Line> flags(SyncEvent.ChangingFlags e) {
    String how = e.direction().add() ? "Adding flag %s to" : "Deleting flag %s from";
    List<Line> lines = new ArrayList<>();
    for (String name : names(e.flags())) {
      String text =
          how.formatted(name)
              + " %d messages on %s".formatted(e.uids().size(), e.direction().where().folder());
      lines.add(new Line(Level.INFO, thread(e), text));
    }
    return lines;
  }

  /** Letters of system flags, then keywords. */
  static List<String> names(FlagSet flags) {
    Stream<String> letters = flags.letters().chars().mapToObj(Character::toString);
    return Stream.concat(letters, flags.keywords().stream()).toList();
  }

  private static String adopted(SyncEvent.Adopted e) {
    return "Adopting %d messages (%s)".formatted(e.uids().size(), e.uids());
  }

  private static String uidValidity(SyncEvent.UidValidityChanged e) {
    return ("UID validity problem for folder %s (repo %s) (saved %d; got %d); skipping it. Please"
            + " see FAQ and manual on how to handle this (\"UID validity problem\").")
        .formatted(e.name(), e.repository(), e.saved(), e.current());
  }

  private static String withheld(SyncEvent.DeletionsWithheld e) {
    long share = e.rows() == 0 ? 100 : e.messages() * 100 / e.rows();
    String confirmation = e.account() + ":" + e.name() + ":" + e.token();
    return ("Withholding %d deletions in folder %s (%d%% of %d messages); to let them go on, run"
            + " again with --confirm-deletions %s")
        .formatted(e.messages(), e.name(), share, e.rows(), quoted(confirmation));
  }

  /** A word as a POSIX shell reads it back. */
  static String quoted(String word) {
    boolean plain = word.chars().allMatch(Wording::isPlain);
    return plain && !word.isEmpty() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || "_-./:@%+=,".indexOf(c) >= 0;
  }

  private static String prefix(boolean dryRun) {
    return dryRun ? "[DRYRUN] " : "";
  }

  private static String in(SyncEvent.End end) {
    return end.type() + "[" + end.folder() + "]";
  }

  private static String at(SyncEvent.End end) {
    return end.repository() + ":" + end.folder();
  }
}
