package org.offlineimap.repository;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.DirectoryStamp;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.LabelHeader;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.Renaming;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/** One folder of the local repository, addressed by the remote's UIDs. One thread at a time. */
public interface LocalFolder {
  /** Its name. */
  FolderName name();

  /** Lists every message. */
  Listing list() throws SyncException;

  /**
   * What its own names for messages are worth: the UIDVALIDITY of the last complete listing; 42,
   * always, for a Maildir.
   */
  long uidValidity();

  /** A listing; only a complete one may prove an absence. */
  sealed interface Listing {
    /**
     * Everything the folder held.
     *
     * @param known messages that carry a UID of this folder
     * @param fresh messages without one, in upload order
     */
    record Complete(MessageList known, List<Fresh> fresh) implements Listing {}

    /** The folder could not be read whole: proves nothing. */
    record Partial(String reason) implements Listing {}
  }

  /**
   * A message without a UID. {@code key} names it within the folder for as long as it has no UID
   * and survives a change of its flags (Maildir: the name before the info part).
   */
  record Fresh(String key, FlagSet flags) {}

  /**
   * The smallest UID among the messages that arrived here at {@code begin} or later, by their
   * names; a name without a time counts as later.
   */
  OptionalLong firstUidSince(Instant begin) throws SyncException;

  /**
   * The messages that arrived here before {@code begin}; one that tells no time is not among them.
   */
  default Earlier earlier(Instant begin) throws SyncException {
    throw new SyncException.FolderFailure(
        "'" + name() + "' cannot tell when its messages arrived, which startdate needs",
        null,
        false);
  }

  /** Messages with a UID, and keys of messages without one. */
  record Earlier(UidSet known, Set<String> fresh) {
    /** Copies the keys. */
    public Earlier {
      fresh = Set.copyOf(fresh);
    }
  }

  /** How many octets a message takes here; 0 when it has vanished. */
  long octets(Fresh message) throws SyncException;

  /** Begins a delivery of messages whose flags and dates {@code incoming} tells. */
  Delivery deliver(Map<Uid, Incoming> incoming) throws SyncException;

  /**
   * What is known of a message before its body arrives.
   *
   * @param labels the field that takes the place of all such fields in its header
   */
  record Incoming(FlagSet flags, Optional<Instant> internalDate, Optional<LabelField> labels) {
    /** Whose header stays as it is. */
    public Incoming(FlagSet flags, Optional<Instant> internalDate) {
      this(flags, internalDate, Optional.empty());
    }
  }

  /** Labels in a header; none, no field. */
  record LabelField(LabelHeader header, SortedSet<String> labels) {}

  /** The labels in its messages' headers; empty where messages are never changed. */
  default Optional<Labelling> labelling(LabelHeader header) throws SyncException {
    return Optional.empty();
  }

  /** Labels in message files. A message that is gone is in no answer. */
  interface Labelling {
    /** When each file was changed last, in seconds since 1970. */
    Map<Uid, Long> modified(UidSet uids) throws SyncException;

    /** What stands in a message's header. */
    Optional<SortedSet<String>> read(Uid uid) throws SyncException;

    /**
     * Puts these in the place of all others; durable with {@link LocalFolder#force}.
     *
     * @return when the file was changed last, now
     */
    OptionalLong write(Uid uid, SortedSet<String> labels) throws SyncException;
  }

  /**
   * A group of messages on its way in. Bodies stream in as a {@link BodySink}; nothing is visible
   * before {@link #commit}.
   */
  interface Delivery extends BodySink, AutoCloseable {
    /**
     * Makes every completely received message durable as a group and then visible, never replacing
     * a file (rule R4).
     *
     * @return what is in place, and what failed with a reason
     */
    Delivered commit() throws SyncException;

    /** How messages are changed before they are stored on a server; a Maildir takes them as is. */
    default void filter(UnaryOperator<MessageSource> filter) {}

    /**
     * What arrived whole so far, for writing it down before {@link #commit} where a message does
     * not tell its UID by itself; empty where it does.
     */
    default Map<Uid, MessageSource> arrived() {
      return Map.of();
    }

    /** Removes what was not committed. */
    @Override
    void close();
  }

  /**
   * What a delivery put in place (UID to facts), and what failed.
   *
   * @param somewhere what a server stored without saying where. A message in none of the three may
   *     have been stored or not.
   */
  record Delivered(Map<Uid, Stored> stored, Map<Uid, String> failed, UidSet somewhere) {
    /** Where every message's fate is known. */
    public Delivered(Map<Uid, Stored> stored, Map<Uid, String> failed) {
      this(stored, failed, UidSet.empty());
    }
  }

  /**
   * Octets on the wire, and SHA-256 of the wire form in lower-case hex; where labels took the place
   * of a field, without that field.
   */
  record Stored(long wireOctets, String sha256) {}

  /**
   * Makes ready to open these messages, in one go where that saves waiting, and lets go of those
   * made ready before.
   */
  default void expect(List<Fresh> messages) throws SyncException {}

  /** Its messages as a server of its own numbers them; empty for a Maildir. */
  default Optional<Numbered> numbered() {
    return Optional.empty();
  }

  /** The inside of a local folder that lies on a server, where messages have UIDs of their own. */
  interface Numbered {
    /** The folder by its own UIDs, as it was listed last. */
    RemoteFolder folder();

    /**
     * Takes a list of {@link #folder} as this folder's, in the remote's UIDs; {@link #list} is this
     * with all of it.
     */
    Listing take(RemoteFolder.Listing own) throws SyncException;

    /** The last complete list, in its own UIDs; empty before there is one. */
    Optional<RemoteFolder.Listing.Complete> seen();

    /** UIDNEXT of the last listing, where told. */
    OptionalLong uidNext();

    /** The own UIDs of the fresh messages. */
    UidSet unmapped() throws SyncException;

    /** The own UID of the message that is the remote one. */
    Optional<Uid> own(Uid remote) throws SyncException;

    /** The own UID of a fresh message. */
    Uid own(Fresh message) throws SyncException;

    /** Says that these own messages are gone; durable with {@link #force}. */
    void forget(UidSet own) throws SyncException;

    /** Says that the message {@code own} is the remote one; durable with {@link #force}. */
    void assign(Uid own, Uid remote) throws SyncException;
  }

  /** Whether deleting removes a message; where not, it only gets \Deleted. */
  default boolean expunges() {
    return true;
  }

  /** The message behind a key, in wire form. */
  MessageSource open(Fresh message) throws SyncException;

  /** The message with this UID, in wire form. */
  MessageSource open(Uid uid) throws SyncException;

  /** The date to upload with: the file's modification time. */
  Optional<Instant> internalDate(Fresh message) throws SyncException;

  /**
   * Gives a message its UID and flags, as after an upload.
   *
   * @return false when it has vanished meanwhile
   */
  boolean assignUid(Fresh message, Uid uid, FlagSet flags) throws SyncException;

  /**
   * Works out new names for messages that get other UIDs, or none, all at once. No effect.
   *
   * @param wanted the new UID by the present one; with none, a message becomes a fresh one
   * @return empty where this cannot be done
   */
  default Optional<List<Renaming>> renamings(Map<Uid, Optional<Uid>> wanted) throws SyncException {
    return Optional.empty();
  }

  /**
   * Carries such renamings out. What was done before, or has vanished, is passed over: so a killed
   * run is made whole by doing it again.
   */
  default void rename(List<Renaming> renamings) throws SyncException {
    throw new SyncException.FolderFailure("'" + name() + "' cannot rename messages", null, false);
  }

  /**
   * Where a message without a UID came from, by its name: it was moved here from another folder by
   * somebody who kept its name.
   */
  default Optional<Origin> origin(Fresh message) throws SyncException {
    return Optional.empty();
  }

  /**
   * A message of another folder.
   *
   * @param folder the other folder's {@link #mark}
   * @param uid the UID that it had there
   */
  record Origin(String folder, Uid uid) {}

  /** What the names of its messages say of the folder; empty where they say nothing. */
  default String mark() throws SyncException {
    return "";
  }

  /**
   * Takes a message of another folder over, in one step; its date and flags stay.
   *
   * @param other a folder of the same repository
   * @param there its UID in the other folder
   * @param here its UID from now on
   * @return false when it has vanished, or cannot be moved by a name alone
   */
  default boolean takeOver(LocalFolder other, Uid there, Uid here) throws SyncException {
    return false;
  }

  /**
   * Changes flags; letters of other programs stay.
   *
   * @return the UIDs that now have the change, one that vanished is not among them; and what a
   *     server would not keep
   */
  RemoteFolder.FlagOutcome changeFlags(List<FlagChange> changes) throws SyncException;

  /**
   * Deletes messages.
   *
   * @return the UIDs that are gone, vanished ones included
   */
  UidSet delete(UidSet uids) throws SyncException;

  /**
   * The stamps of the directories that hold its messages ({@code new/}, then {@code cur/}); empty
   * where there is no such thing, or where they cannot be trusted.
   */
  List<DirectoryStamp> stamps() throws SyncException;

  /** Whether {@link Incoming#internalDate} is of any use. */
  default boolean wantsInternalDates() {
    return false;
  }

  /** The folder is done with in this pass: puts back what only looking at it has changed. */
  default void leave() throws SyncException {}

  /** Makes all changes since the last call durable (directory flush), where fsync is on. */
  void force() throws SyncException;
}
