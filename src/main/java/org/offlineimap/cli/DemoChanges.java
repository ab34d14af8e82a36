package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.offlineimap.event.Result;

/** What happens on both sides between two runs of the demonstration. Stateless. */
final class DemoChanges {
  static final int NEW_ON_SERVER = 3;
  static final int FLAGGED_ON_SERVER = 2;
  static final int FLAGGED_HERE = 2;

  private DemoChanges() {}

  /** Changes both sides, and says so in one sentence. */
  static String make(DemoServer server, Path mail) throws IOException {
    server.change();
    DemoMaildir.write(mail.resolve("Drafts"));
    DemoMaildir.mark(mail.resolve("INBOX"), 'F', FLAGGED_HERE);
    DemoMaildir.delete(mail.resolve("Archive.2025"));
    return "on the server %d messages arrived, %d were flagged, 1 was deleted; here %d were flagged,"
            .formatted(NEW_ON_SERVER, FLAGGED_ON_SERVER, FLAGGED_HERE)
        + " 1 was deleted, 1 was written";
  }

  /** Whether a run did exactly what {@link #make} made necessary. */
  static boolean carriedOver(Result result) {
    Result.Counts counts = result.counts();
    return result.outcome() == Result.Outcome.OK
        && counts.downloaded() == NEW_ON_SERVER
        && counts.uploaded() == 1
        && counts.deletedLocal() == 1
        && counts.deletedRemote() == 1
        && counts.flags() == FLAGGED_ON_SERVER + FLAGGED_HERE;
  }

  /** Whether a run found nothing to do. */
  static boolean idle(Result result) {
    Result.Counts counts = result.counts();
    return result.outcome() == Result.Outcome.OK
        && counts.downloaded() + counts.uploaded() + counts.flags() + counts.adopted() == 0
        && counts.deletedLocal() + counts.deletedRemote() + counts.moved() == 0;
  }

  /** How many messages lie in the Maildir. */
  static int messages(Path mail) throws IOException {
    int sum = 0;
    try (Stream<Path> folders = Files.list(mail)) {
      for (Path folder : folders.toList()) {
        sum += DemoMaildir.files(folder).size();
      }
    }
    return sum;
  }
}
