package org.offlineimap.sync;

import java.util.List;
import java.util.Optional;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;

/**
 * What becomes of downloads whose connection is lost: they go on over another one. The message that
 * was under way is asked for {@code retrycount} times, then left out of this pass; a connection
 * that brings nothing for several messages one after another is at fault itself. One thread.
 */
final class Retries {
  private static final int MOST_GIVEN_UP = 3;

  private final Pass pass;
  private Optional<PlannedFolder> folder = Optional.empty();
  private long uid;
  private int attempts;
  private int givenUp;
  private long arrived;

  Retries(Pass pass) {
    this.pass = pass;
  }

  /**
   * Lets the downloads go on, or throws {@code lost}.
   *
   * @param reached whether there was a connection to lose
   */
  void after(SyncException.RepositoryFailure lost, boolean reached, List<PlannedFolder> folders)
      throws SyncException.RepositoryFailure {
    Optional<PlannedFolder> first =
        folders.stream().filter(one -> !one.downloads().isEmpty()).findFirst();
    boolean stopped = pass.stop().raised() || Thread.currentThread().isInterrupted();
    if (!lost.retryable() || stopped || first.isEmpty()) {
      throw lost;
    }
    count(first.get());
    if (attempts < pass.settings().conduct().retryCount()) {
      pass.notice(first.get().work().name(), lost.text() + "; going on over another connection");
      return;
    }
    if (!reached || givenUp == MOST_GIVEN_UP) {
      throw lost;
    }
    first.get().downloading().giveUp(new Uid(uid), attempts, lost.text());
    givenUp++;
  }

  private void count(PlannedFolder first) {
    long lowest = first.downloads().first();
    boolean same = folder.filter(first::equals).isPresent() && lowest == uid;
    attempts = same ? attempts + 1 : 1;
    folder = Optional.of(first);
    uid = lowest;
    long now = pass.tally().of(Tally.Done.DOWNLOADED);
    givenUp = now > arrived ? 0 : givenUp;
    arrived = now;
  }
}
