package org.offlineimap.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.ui.Summary;
import org.offlineimap.ui.UserInterface.Terminal;

/**
 * The demonstration: the real program against an embedded server, over TCP and TLS, three times.
 * Each run goes the way of any other: rc file, engine, Maildir. Confined to the main thread.
 */
final class Demo {
  private static final String ACCOUNT = "Demo";

  private final Terminal terminal;
  private final PrintStream out;

  Demo(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
  }

  /**
   * Shows it.
   *
   * @param wanted where; empty for a new directory among the temporary files
   * @return 0 when every run did exactly what it should have done
   */
  int run(Optional<String> wanted) throws UsageException {
    try {
      Optional<DemoDirectory> directory = DemoDirectory.prepare(wanted);
      if (directory.isEmpty()) {
        return failed("there is something in " + wanted.orElse("") + " that is not the demo's own");
      }
      try (DemoServer server = DemoServer.start(directory.get())) {
        return show(directory.get(), server);
      }
    } catch (IOException e) {
      return failed(e.toString());
    }
  }

  private int show(DemoDirectory directory, DemoServer server) throws IOException, UsageException {
    say("Everything of this demonstration lies in " + directory.path());
    say(
        "A mail server runs inside this program: %d messages in %d folders."
            .formatted(server.messages(), server.mailboxes()));
    int before = server.messages();
    Result first = sync("First run, everything comes over", directory);
    if (first.outcome() != Result.Outcome.OK || first.counts().downloaded() != before) {
      return failed("the first run did not bring every message");
    }
    say("\nMeanwhile " + DemoChanges.make(server, directory.mail()) + ".");
    if (!DemoChanges.carriedOver(sync("Second run, only the changes", directory))) {
      return failed("the second run did not carry over exactly these changes");
    }
    if (!DemoChanges.idle(sync("Third run, nothing is left to do", directory))) {
      return failed("the third run still found something to do");
    }
    int here = DemoChanges.messages(directory.mail());
    if (here != server.messages()) {
      return failed("%d messages here, %d on the server".formatted(here, server.messages()));
    }
    farewell(directory, here);
    return 0;
  }

  private Result sync(String title, DemoDirectory directory) throws UsageException {
    say("\n" + title + ":");
    CommandLine line = OptionParser.parse("-c", directory.rc().toString(), "-o", "-u", "quiet");
    Result none = new Result(Result.Outcome.PARTIAL, Result.Counts.NONE, java.time.Duration.ZERO);
    AtomicReference<Result> result = new AtomicReference<>(none);
    Session session =
        new Session(
            line,
            terminal,
            event -> {
              if (event instanceof SyncEvent.AccountFinished end) {
                result.set(end.result());
              }
            });
    int status = session.run();
    say("  " + Summary.line(ACCOUNT, result.get()));
    return status == 0 ? result.get() : none;
  }

  private void farewell(DemoDirectory directory, int messages) {
    say("\nBoth sides hold the same %d messages. To look at them:".formatted(messages));
    say("  mutt -f " + Shell.quoted(directory.mail().resolve("INBOX").toString()));
    say(
        "  neomutt -e "
            + Shell.quoted("set folder='" + directory.mail() + "' mbox_type=Maildir")
            + " -f =INBOX");
    say("The configuration, to start your own from: " + directory.rc());
    say("To see it again: offlineimap demo " + Shell.quoted(directory.path().toString()));
    say("To remove it:    rm -r " + Shell.quoted(directory.path().toString()));
  }

  private void say(String text) {
    out.print(text + "\n");
    out.flush();
  }

  private int failed(String text) {
    terminal.err().print("ERROR: demo: " + text + "\n");
    terminal.err().flush();
    return Program.FAILED;
  }
}
