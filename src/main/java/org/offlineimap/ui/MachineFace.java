package org.offlineimap.ui;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.SyncEvent.End;

/**
 * One event a line for other programs, in the original's protocol 7.2.0 (reference: ui 6). Messages
 * are copied without threads of their own, as the original does with {@code -1}. Confined to the
 * thread of the interface.
 */
final class MachineFace implements Face {
  static final String PROTOCOL = "7.2.0";

  private static final String NO_FIELD = "";
  private static final long STEP_SECONDS = 60;

  private final PrintStream out;
  private final Map<String, List<String>> folderThreads = new LinkedHashMap<>();
  private final Set<String> asleep = new HashSet<>();

  /** Prints the first line at once. */
  MachineFace(PrintStream out) {
    this.out = out;
    print("protocol", "", PROTOCOL);
    out.flush();
  }

  @Override
  public void draw(Told told) {
    String thread = told.thread();
    switch (told.event()) {
      case SyncEvent.Banner e -> print("initbanner", thread, e.text());
      case SyncEvent.AccountStarted e -> started(e, thread);
      case SyncEvent.AccountFinished e -> finished(e, told);
      case SyncEvent.Connecting e ->
          print("connecting", thread, e.host(), e.port(), e.repository());
      case SyncEvent.Waiting e -> sleeping(e, thread);
      case SyncEvent.SyncingFolders e ->
          print("syncfolders", thread, e.remote().type(), e.local().type());
      case SyncEvent.StatusCreated _, SyncEvent.StatusUpgraded _ -> all("_display", told);
      case SyncEvent.HookTold _ -> all("callhook", told);
      case SyncEvent.FolderStarted e -> folderStarted(e, thread);
      case SyncEvent.FolderFinished e -> end(e.account(), thread);
      case SyncEvent.Unexpected e -> died(e, told);
      case SyncEvent.Terminated e ->
          print("terminate", thread, Integer.toString(e.exitStatus()), NO_FIELD, NO_FIELD);
      case SyncEvent.UidValidityChanged e -> validity(e, thread);
      case SyncEvent.Debugging e -> debugging(e, thread);
      case SyncEvent.LoadingList _,
          SyncEvent.ListLoaded _,
          SyncEvent.SyncingMessages _,
          SyncEvent.CopyingMessage _,
          SyncEvent.DeletingMessages _,
          SyncEvent.ChangingFlags _ ->
          messages(told.event(), thread);
      case SyncEvent.FolderCreated _,
          SyncEvent.FolderUnchanged _,
          SyncEvent.WouldCopy _,
          SyncEvent.MovingMessages _,
          SyncEvent.Adopted _,
          SyncEvent.DeletionsWithheld _,
          SyncEvent.Progress _,
          SyncEvent.Notice _,
          SyncEvent.Warning _,
          SyncEvent.Failed _,
          SyncEvent.Debug _ ->
          plain(told);
    }
    out.flush();
  }

  /** What happens to messages and lists of them. */
  private void messages(SyncEvent event, String thread) {
    if (event instanceof SyncEvent.LoadingList e) {
      print("loadmessagelist", thread, e.of().type(), e.of().folder().toString());
    } else if (event instanceof SyncEvent.ListLoaded e) {
      String count = Long.toString(e.messages());
      print("messagelistloaded", thread, e.of().type(), e.of().folder().toString(), count);
    } else if (event instanceof SyncEvent.SyncingMessages e) {
      printPair("syncingmessages", thread, e.source(), e.destination());
    } else if (event instanceof SyncEvent.CopyingMessage e) {
      copying(e, thread);
    } else if (event instanceof SyncEvent.DeletingMessages e) {
      deleting(e, thread);
    } else if (event instanceof SyncEvent.ChangingFlags e) {
      flags(e, thread);
    }
  }

  private void started(SyncEvent.AccountStarted e, String thread) {
    if (asleep.remove(e.account())) {
      print("sleeping", thread, "0", "0");
    }
    print("registerthread", thread, e.account());
    print("acct", thread, e.account());
  }

  private void finished(SyncEvent.AccountFinished e, Told told) {
    for (String folder : List.copyOf(folderThreads.getOrDefault(e.account(), List.of()))) {
      end(e.account(), folder);
    }
    if (!told.lines().isEmpty()) {
      print("", told.thread(), told.lines().getLast().text());
    }
    print("acctdone", told.thread(), e.account());
    exited(told.thread());
  }

  private void sleeping(SyncEvent.Waiting e, String thread) {
    asleep.add(e.account());
    long left = e.left().toSeconds();
    print("sleeping", thread, Long.toString(Math.min(left, STEP_SECONDS)), Long.toString(left));
  }

  private void folderStarted(SyncEvent.FolderStarted e, String thread) {
    folderThreads.computeIfAbsent(e.account(), _ -> new ArrayList<>()).add(thread);
    print("registerthread", thread, e.account());
    printPair("syncingfolder", thread, e.remote(), e.local());
  }

  private void end(String account, String thread) {
    if (folderThreads.getOrDefault(account, new ArrayList<>()).remove(thread)) {
      exited(thread);
    }
  }

  private void exited(String thread) {
    print("threadExited", "", thread);
    print("unregisterthread", "", thread);
  }

  private void copying(SyncEvent.CopyingMessage e, String thread) {
    print(
        "copyingmessage",
        thread,
        Long.toString(e.copy().uid()),
        e.source().type(),
        e.source().folder().toString(),
        e.destination().type() + "[" + e.destination().folder() + "]");
  }

  private void deleting(SyncEvent.DeletingMessages e, String thread) {
    print(
        "deletingmessages",
        thread,
        MachineFormat.list(e.uids()),
        e.where().type() + "\t" + e.where().folder());
  }

  private void flags(SyncEvent.ChangingFlags e, String thread) {
    print(
        e.direction().add() ? "addingflags" : "deletingflags",
        thread,
        MachineFormat.list(e.uids()),
        MachineFormat.list(e.flags()),
        e.direction().where().folder().toString());
  }

  private void validity(SyncEvent.UidValidityChanged e, String thread) {
    String[] fields = {
      e.name().toString(), e.repository(), Long.toString(e.saved()), Long.toString(e.current())
    };
    out.print(MachineFormat.line("warn", "validityproblem", thread, fields) + "\n");
  }

  private void died(SyncEvent.Unexpected e, Told told) {
    String text = Wording.trace(e.cause());
    out.print(
        (told.thread().isEmpty()
                ? MachineFormat.line("warn", "mainException", "", text)
                : MachineFormat.line("warn", "threadException", "", told.thread(), text))
            + "\n");
  }

  private void debugging(SyncEvent.Debugging e, String thread) {
    out.print(MachineFormat.line("debug", "debugging", thread, e.category()) + "\n");
  }

  private void all(String command, Told told) {
    told.lines().forEach(line -> print(command, told.thread(), line.text()));
  }

  private void plain(Told told) {
    for (Line line : told.lines()) {
      String severity = MachineFormat.severity(line.level());
      out.print(MachineFormat.line(severity, "", line.thread(), line.text()) + "\n");
    }
  }

  private void printPair(String command, String thread, End from, End to) {
    print(
        command,
        thread,
        from.type(),
        from.folder().toString(),
        to.type(),
        to.folder().toString(),
        NO_FIELD);
  }

  private void print(String command, String thread, String... fields) {
    out.print(MachineFormat.line("msg", command, thread, fields) + "\n");
  }

  @Override
  public void stepAside() {
    out.flush();
  }
}
