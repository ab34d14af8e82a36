package org.offlineimap.event;

import java.time.Duration;
import java.util.Optional;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;

/**
 * One thing that happened, typed. {@link #account} is empty for the program itself. Folder names
 * are those of the repository named beside them. Every interface switches over all cases without a
 * default.
 */
public sealed interface SyncEvent {
  /** The account it happened in; empty for the program as a whole. */
  String account();

  /** The folder (remote, untranslated name) whose task it happened in. */
  default Optional<FolderName> folder() {
    return Optional.empty();
  }

  /**
   * One end of a transfer: repository name, its type word ({@code IMAP}, {@code Maildir}), folder.
   */
  record End(String repository, String type, FolderName folder) {}

  /** Two lines: product with version, and licence. */
  record Banner(String account, String text) implements SyncEvent {}

  /** A pass begins. */
  record AccountStarted(String account) implements SyncEvent {}

  /** A pass ended. */
  record AccountFinished(String account, Result result) implements SyncEvent {}

  /**
   * A connection is being made; through a tunnel the host is {@code tunnel} and the port its
   * command.
   */
  record Connecting(String account, String repository, String host, String port)
      implements SyncEvent {}

  /**
   * Asleep until the next pass over everything: said when the sleep begins, at each full minute,
   * and with zero when it is over.
   */
  record Waiting(String account, Duration left) implements SyncEvent {}

  /** The folders of both sides are paired, the missing ones made; their messages come next. */
  record SyncingFolders(String account, Side remote, Side local) implements SyncEvent {
    /** A repository by name and type word. */
    public record Side(String repository, String type) {}
  }

  /** A folder was created, or would be. */
  record FolderCreated(String account, String repository, FolderName created, boolean dryRun)
      implements SyncEvent {}

  /** A folder's status file was created, in the folder's task or before it. */
  record StatusCreated(
      String account, Optional<FolderName> folder, String localRepository, FolderName created)
      implements SyncEvent {}

  /** A folder's status file is brought into today's form, or into the one that is asked for. */
  record StatusUpgraded(String account, String text) implements SyncEvent {}

  /** A hook is called, has printed something, or has ended (reference: ui 2). */
  record HookTold(String account, String text) implements SyncEvent {}

  /** A folder pair is taken up. */
  record FolderStarted(String account, End remote, End local) implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(remote.folder());
    }
  }

  /** A folder pair is done. */
  record FolderFinished(String account, FolderName name) implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(name);
    }
  }

  /** Neither side changed. */
  record FolderUnchanged(String account, FolderName name) implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(name);
    }
  }

  /** A message list is being loaded; {@code in} is the folder task. */
  record LoadingList(String account, FolderName in, End of) implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(in);
    }
  }

  /** A message list is there. */
  record ListLoaded(String account, FolderName in, End of, long messages) implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(in);
    }
  }

  /** One direction of a folder is taken up: so many messages are to be copied. */
  record SyncingMessages(String account, FolderName in, End source, End destination, long messages)
      implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(in);
    }
  }

  /** A message starts to be copied. */
  record CopyingMessage(String account, FolderName in, Copy copy, End source, End destination)
      implements SyncEvent {
    /** UID (a new local message has none and counts ..., -2, -1), and which message of how many. */
    public record Copy(long uid, long ordinal, long total) {}

    @Override
    public Optional<FolderName> folder() {
      return Optional.of(in);
    }
  }

  /** A dry run would copy so many. */
  record WouldCopy(String account, FolderName in, long messages, End source, String destination)
      implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(in);
    }
  }

  /** Messages are being deleted, or would be. */
  record DeletingMessages(String account, FolderName in, UidSet uids, End where, boolean dryRun)
      implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(in);
    }
  }

  /**
   * Messages are being moved to another folder, or would be, without being copied across.
   *
   * @param in the folder that they leave
   * @param uids those that they had there
   */
  record MovingMessages(String account, FolderName in, UidSet uids, Way way, boolean dryRun)
      implements SyncEvent {
    /** From where to where, on one side. */
    public record Way(End from, End to) {}

    @Override
    public Optional<FolderName> folder() {
      return Optional.of(in);
    }
  }

  /** Flags are being added to, or removed from, messages. */
  record ChangingFlags(
      String account, FolderName in, UidSet uids, FlagSet flags, Direction direction)
      implements SyncEvent {
    /** Added or removed, and where. */
    public record Direction(boolean add, End where) {}

    @Override
    public Optional<FolderName> folder() {
      return Optional.of(in);
    }
  }

  /** Messages were found on both sides and only recorded. */
  record Adopted(String account, FolderName in, UidSet uids) implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(in);
    }
  }

  /** A folder was skipped because its UIDVALIDITY changed. */
  record UidValidityChanged(
      String account, FolderName name, String repository, long saved, long current)
      implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(name);
    }
  }

  /** Deletions were withheld (reference: beyond 2). */
  record DeletionsWithheld(String account, FolderName name, long messages, long rows, String token)
      implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(name);
    }
  }

  /**
   * Messages that have arrived whole, and octets of bodies, since the last such event; may be
   * merged with others. What has arrived is not durable yet.
   */
  record Progress(String account, FolderName in, long messages, long octets) implements SyncEvent {
    @Override
    public Optional<FolderName> folder() {
      return Optional.of(in);
    }
  }

  /** Worth knowing. */
  record Notice(String account, Optional<FolderName> folder, String text) implements SyncEvent {}

  /** Worth acting on. */
  record Warning(String account, Optional<FolderName> folder, String text) implements SyncEvent {}

  /** Something failed; {@code context} says during what, and may be empty. */
  record Failed(String account, Optional<FolderName> folder, String context, SyncException cause)
      implements SyncEvent {}

  /** A bug, or a machine that fails: not a state of mail. */
  record Unexpected(String account, Optional<FolderName> folder, Throwable cause)
      implements SyncEvent {}

  /** From now on a category is debugged: {@code imap}, {@code maildir}, {@code thread} or empty. */
  record Debugging(String account, String category, String text) implements SyncEvent {}

  /** For {@code -d}: category {@code imap}, {@code maildir}, {@code thread} or empty. */
  record Debug(String account, Optional<FolderName> folder, String category, String text)
      implements SyncEvent {}

  /** The program ends with this status. */
  record Terminated(String account, int exitStatus) implements SyncEvent {}
}
