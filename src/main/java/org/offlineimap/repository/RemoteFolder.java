package org.offlineimap.repository;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.LabelChange;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;

/**
 * One folder of the remote repository. Every method that changes the folder first makes sure that
 * it is selected with the UIDVALIDITY of the last {@link #beginList} and fails otherwise (rule R1).
 * One thread at a time.
 */
public interface RemoteFolder {
  /** Its name. */
  FolderName name();

  /**
   * Asks for every message with its flags and returns at once, so that several folders are asked in
   * one turnaround.
   *
   * @param since an earlier listing: where the server can tell what changed after it, only that is
   *     asked, and what does not reconcile is listed in full after all (rule R1)
   * @throws SyncException.FolderFailure the folder cannot be opened
   */
  Inquiry beginList(Optional<Checkpoint> since) throws SyncException;

  /** A listing under way. */
  interface Inquiry {
    /** Waits for the list. */
    Listing await() throws SyncException;
  }

  /** Takes an earlier listing for the present one: the server says that nothing changed. No I/O. */
  Listing.Complete recall(Checkpoint unchanged);

  /** A listing; only a complete one may prove an absence. */
  sealed interface Listing {
    /**
     * Everything the folder held when it was listed.
     *
     * @param uidNext the next UID, where told
     * @param highestModSeq of this listing, where told
     * @param readOnly the server refuses changes
     * @param full whether all was listed, and not only what changed
     * @param shownFrom the lowest UID that a server shows which has only a window onto its newest
     *     messages: below it nothing is known to be gone; 0 where everything is shown
     */
    record Complete(
        UidValidity uidValidity,
        OptionalLong uidNext,
        OptionalLong highestModSeq,
        MessageList messages,
        boolean readOnly,
        boolean full,
        long shownFrom)
        implements Listing {
      /** Of a server that shows everything. */
      public Complete(
          UidValidity uidValidity,
          OptionalLong uidNext,
          OptionalLong highestModSeq,
          MessageList messages,
          boolean readOnly,
          boolean full) {
        this(uidValidity, uidNext, highestModSeq, messages, readOnly, full, 0);
      }

      /** The same, of a server that shows only a window: from its lowest UID on. */
      public Complete windowed() {
        long lowest = messages.size() == 0 ? 0 : messages.uid(0);
        return new Complete(uidValidity, uidNext, highestModSeq, messages, readOnly, full, lowest);
      }
    }

    /** Cut short or inconsistent: proves nothing. */
    record Partial(String reason) implements Listing {}
  }

  /**
   * Starts to fetch bodies into {@code sink} and returns at once; the next fetch may be started
   * before this one has ended, so that the pipe never idles.
   */
  Fetch fetch(UidSet uids, BodySink sink) throws SyncException;

  /** A fetch under way. */
  interface Fetch {
    /**
     * Waits for the end.
     *
     * @throws SyncException.RepositoryFailure the connection was lost; what the sink completed is
     *     good
     * @throws SyncException.FolderFailure the folder is not the listed one any more, or cannot be
     *     read; what the sink has is worthless
     */
    FetchOutcome await() throws SyncException;
  }

  /**
   * What became of each asked message: complete; missing, because the server sent nothing for it;
   * or refused by the server with a reason. What the sink failed on is in none of them.
   *
   * @param traits what the server told of them besides
   */
  record FetchOutcome(
      UidSet complete, UidSet missing, Map<Uid, String> refused, Map<Uid, Traits> traits) {
    /** Where nothing was told. */
    public FetchOutcome(UidSet complete, UidSet missing, Map<Uid, String> refused) {
      this(complete, missing, refused, Map.of());
    }
  }

  /**
   * What a message keeps in every mailbox.
   *
   * @param internalDate where told
   * @param identity the server's name for it, the same for every copy (RFC 8474 5.1); where told
   */
  record Traits(Optional<Instant> internalDate, Optional<String> identity) {
    /** Nothing told. */
    public static final Traits NONE = new Traits(Optional.empty(), Optional.empty());
  }

  /** Those of {@code among} that fit {@code wanted}, now. */
  UidSet search(Criterion wanted, UidSet among) throws SyncException;

  /** What a server can be asked to look for. */
  sealed interface Criterion {
    /** An internal date of this day or later, whatever its zone. */
    record Since(LocalDate day) implements Criterion {}

    /** Fewer octets than this on the wire. */
    record Smaller(long octets) implements Criterion {}
  }

  /** Sizes and dates, for recognising a message. */
  void facts(UidSet uids, Consumer<Facts> each) throws SyncException;

  /**
   * The same without waiting, so that several folders are asked in one turnaround.
   *
   * @param each called on another thread: it must be quick and wait for nothing
   */
  default Telling beginFacts(UidSet uids, Consumer<Facts> each) throws SyncException {
    return () -> facts(uids, each);
  }

  /** Facts under way. */
  interface Telling {
    /** Waits until all were told. */
    void await() throws SyncException;
  }

  /** RFC822.SIZE in octets, and what else was told. */
  record Facts(Uid uid, long octets, Traits traits) {
    /** INTERNALDATE where told. */
    public Optional<Instant> internalDate() {
      return traits.internalDate();
    }
  }

  /**
   * The complete header octets of messages, the empty line included; a message that is gone is left
   * out.
   */
  Map<Uid, byte[]> headers(UidSet uids) throws SyncException;

  /**
   * Sends messages to append, in order, and returns without the answers; the next ones may be sent
   * before these are known, so that the pipe never idles.
   */
  Appending beginAppend(List<NewMessage> messages) throws SyncException;

  /** Appends under way. */
  interface Appending {
    /**
     * Waits for the answers: as many as messages; after a lost connection the open ones are {@link
     * AppendOutcome.Unknown}.
     */
    List<AppendOutcome> await() throws SyncException;
  }

  /**
   * Copies or moves messages to another folder on the server, without the answers; the next may be
   * asked before these are known. No octet of a message crosses the wire.
   *
   * @param target listed before, so that its UIDVALIDITY is known
   * @param move takes them out of this folder in the same step; needs {@link #movesAtOnce}
   */
  default Transferring beginTransfer(UidSet uids, RemoteFolder target, boolean move)
      throws SyncException {
    throw new SyncException.FolderFailure("'" + name() + "' moves nothing", null, false);
  }

  /** Whether the server moves messages in one step (RFC 6851). */
  default boolean movesAtOnce() throws SyncException {
    return false;
  }

  /** Copies or moves under way. */
  interface Transferring {
    /**
     * Waits for the answers.
     *
     * @throws SyncException.RepositoryFailure the connection was lost: they may have been moved or
     *     not
     */
    Transferred await() throws SyncException;
  }

  /**
   * What became of messages that were to be copied or moved.
   *
   * @param placed the new UIDs by the old ones, where the server told them
   * @param somewhere done, under UIDs that it did not tell
   * @param absent not done, because they were gone before
   * @param refused the server said no to these, or to some of them, with the reason
   */
  record Transferred(
      Map<Uid, Uid> placed, UidSet somewhere, UidSet absent, Map<Uid, String> refused) {
    /** Copies the maps. */
    public Transferred {
      placed = Map.copyOf(placed);
      refused = Map.copyOf(refused);
    }
  }

  /** Its messages' labels; empty where the server has none (Gmail's X-GM-EXT-1). */
  default Optional<Labelling> labelling() throws SyncException {
    return Optional.empty();
  }

  /** Labels, in the server's spelling. */
  interface Labelling {
    /** Of these messages, that of this folder left out; one that is gone is not among them. */
    Map<Uid, Set<String>> read(UidSet uids) throws SyncException;

    /**
     * Gives and takes labels.
     *
     * @return for each change, whether it was made
     */
    List<Boolean> change(List<LabelChange> changes) throws SyncException;
  }

  /** Whether a message that holds NUL is stored as it is: with BINARY (RFC 3516). */
  default boolean storesNul() throws SyncException {
    return false;
  }

  /**
   * A message to append; {@code internalDate} is left to the server when empty.
   *
   * @param hasNul it holds the octet NUL
   */
  record NewMessage(
      MessageSource source, FlagSet flags, Optional<Instant> internalDate, boolean hasNul) {
    /** Without NUL. */
    public NewMessage(MessageSource source, FlagSet flags, Optional<Instant> internalDate) {
      this(source, flags, internalDate, false);
    }
  }

  /** What became of an append. */
  sealed interface AppendOutcome {
    /** Stored, under this UID. */
    record Stored(Uid uid) implements AppendOutcome {}

    /** Stored, but the server did not say where. */
    record StoredSomewhere() implements AppendOutcome {}

    /** It could not be read, so it was not sent. */
    record Unreadable(String reason) implements AppendOutcome {}

    /** The server said no. */
    record Refused(String reason) implements AppendOutcome {}

    /** The server has no room left for any message ([OVERQUOTA], RFC 5530). */
    record NoRoom(String reason) implements AppendOutcome {}

    /** The local message was gone before it was sent. */
    record Vanished() implements AppendOutcome {}

    /** The connection ended before the answer: it may have been stored or not. */
    record Unknown() implements AppendOutcome {}
  }

  /**
   * Asks for changes of flags, without waiting for the answers.
   *
   * <p>What the mailbox does not keep (RFC 9051, PERMANENTFLAGS) is not sent.
   */
  FlagChanging beginFlagChanges(List<FlagChange> changes) throws SyncException;

  /** Changes that were asked for. */
  interface FlagChanging {
    /** Waits until the server has answered. */
    FlagOutcome await() throws SyncException;
  }

  /** The same with the answers. */
  default FlagOutcome changeFlags(List<FlagChange> changes) throws SyncException {
    return beginFlagChanges(changes).await();
  }

  /**
   * What became of flag changes.
   *
   * @param done the UIDs of the changes that the server answered with OK
   * @param unsupported the changes that the server would not keep
   */
  record FlagOutcome(UidSet done, List<FlagChange> unsupported) {
    /** Copies the list. */
    public FlagOutcome {
      unsupported = List.copyOf(unsupported);
    }
  }

  /**
   * Marks messages \Deleted and, with {@code expunge}, removes exactly these: by UID EXPUNGE, whose
   * answer is not waited for, or without UIDPLUS by EXPUNGE, only when no other message is marked
   * (reference: synchronisation 13.20).
   *
   * @param marked those of them that were listed as \Deleted already
   */
  Deleting beginDelete(UidSet uids, UidSet marked, boolean expunge) throws SyncException;

  /** A deletion that was asked for. */
  interface Deleting {
    /** Waits until the server has answered. */
    Removal await() throws SyncException;
  }

  /** The same with the answers. */
  default Removal delete(UidSet uids, UidSet marked, boolean expunge) throws SyncException {
    return beginDelete(uids, marked, expunge).await();
  }

  /** The messages that are gone, and those that are still there and marked. */
  record Removal(UidSet gone, UidSet marked) {}
}
