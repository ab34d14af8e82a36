package org.offlineimap.ui;

import java.time.Duration;
import java.util.List;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.SyncEvent.CopyingMessage.Copy;
import org.offlineimap.event.SyncEvent.End;
import org.offlineimap.mail.FolderName;

/** The events behind the reference's capture of a first sync (ui 3). */
final class FirstSync {
  static final Result NOTHING =
      new Result(Result.Outcome.OK, Result.Counts.NONE, Duration.ofMillis(120));

  private FirstSync() {}

  static List<SyncEvent> events() {
    return List.of(
        new SyncEvent.Banner("", "OfflineIMAP 9.0.0\n  Licensed under the Apache License 2.0"),
        new SyncEvent.Notice("", java.util.Optional.empty(), "offlineimap v9.0.0, Java v25"),
        new SyncEvent.AccountStarted("Test"),
        new SyncEvent.Connecting("Test", "Rem", "127.0.0.1", "21143"),
        new SyncEvent.SyncingFolders("Test", side("Rem", "IMAP"), side("Loc", "Maildir")),
        new SyncEvent.FolderCreated("Test", "Loc", name("INBOX"), false),
        new SyncEvent.StatusCreated("Test", java.util.Optional.empty(), "Loc", name("INBOX")),
        new SyncEvent.FolderCreated("Test", "Loc", name("Work.Projects"), false),
        new SyncEvent.StatusCreated(
            "Test", java.util.Optional.empty(), "Loc", name("Work.Projects")),
        started("INBOX", "INBOX"),
        started("Sent", "Sent"),
        copy("Sent", 1, 1),
        copy("INBOX", 1, 3),
        new SyncEvent.Progress("Test", name("INBOX"), 1, 500),
        copy("INBOX", 2, 3),
        started("Work/Projects", "Work.Projects"),
        new SyncEvent.FolderFinished("Test", name("INBOX")),
        new SyncEvent.AccountFinished("Test", NOTHING));
  }

  static FolderName name(String text) {
    return new FolderName(text);
  }

  static SyncEvent.SyncingFolders.Side side(String repository, String type) {
    return new SyncEvent.SyncingFolders.Side(repository, type);
  }

  static End remote(String folder) {
    return new End("Rem", "IMAP", name(folder));
  }

  static End local(String folder) {
    return new End("Loc", "Maildir", name(folder));
  }

  private static SyncEvent started(String remote, String local) {
    return new SyncEvent.FolderStarted("Test", remote(remote), local(local));
  }

  private static SyncEvent copy(String folder, long uid, long total) {
    return new SyncEvent.CopyingMessage(
        "Test", name(folder), new Copy(uid, uid, total), remote(folder), local(folder));
  }
}
