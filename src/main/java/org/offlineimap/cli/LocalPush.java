package org.offlineimap.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.MaildirRepositoryConfig;
import org.offlineimap.daemon.Desk;
import org.offlineimap.daemon.DiskNews;
import org.offlineimap.daemon.DiskWatch;
import org.offlineimap.daemon.OwnWrites;
import org.offlineimap.daemon.Schedule.Source;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.repository.maildir.MaildirDisk;
import org.offlineimap.repository.maildir.MaildirRepository;
import org.offlineimap.sync.PassScope.Waiting;

/**
 * The Maildir of one account, watched between and during its passes ({@code localpush}). Its
 * methods are called on the account's thread; what it hears goes to the desk from a thread of its
 * own.
 */
final class LocalPush implements AutoCloseable {
  private final String account;
  private final Path root;
  private final EventSink events;
  private final OwnWrites own;
  private final DiskNews news;
  private @Nullable DiskWatch watch;

  private LocalPush(String account, Path root, Desk desk, EventSink events, InstantSource steady) {
    this.account = account;
    this.root = root;
    this.events = events;
    this.own = new OwnWrites(steady);
    this.news = new DiskNews(folder -> desk.changed(Source.DISK, folder), own, steady);
  }

  /**
   * For an account with a Maildir that stays and wants it. Nothing is watched before {@link
   * #watch}.
   */
  static Optional<LocalPush> of(
      AccountConfig account, Desk desk, EventSink events, InstantSource steady) {
    boolean wanted = account.autorefreshMinutes() > 0 && account.push().local().orElse(true);
    return switch (account.local()) {
      case MaildirRepositoryConfig maildir when wanted ->
          Optional.of(new LocalPush(account.name(), maildir.root(), desk, events, steady));
      case MaildirRepositoryConfig _, ImapRepositoryConfig _ -> Optional.empty();
    };
  }

  /** The disk to work on, so that our own work is no news. */
  MaildirDisk disk() {
    return new NotedDisk(MaildirDisk.real(), own);
  }

  /** What vanished a moment ago and may yet turn up elsewhere. */
  Waiting waiting() {
    return news::waiting;
  }

  /**
   * Watches these folders too, before a pass reads them: so whatever happens in them is either seen
   * by that pass or heard, and what the pass does itself is known as ours.
   */
  void watch(MaildirRepository maildir, List<FolderName> folders) {
    if (folders.isEmpty()) {
      return;
    }
    DiskWatch running = watch;
    if (running == null) {
      running = DiskWatch.start(news, own, this::warn);
      watch = running;
    }
    running.addRoot(root);
    for (FolderName folder : folders) {
      try {
        running.add(folder, maildir.messageDirectories(folder));
      } catch (FolderFailure e) {
        warn(e.text());
      }
    }
  }

  private void warn(String text) {
    events.accept(new SyncEvent.Warning(account, Optional.empty(), text));
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
