package org.offlineimap.repository;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;

/** The repository that gives messages their UIDs. Thread-safe. */
public interface RemoteRepository extends AutoCloseable {
  /** Its name in the configuration. */
  String name();

  /** The type word for people: {@code IMAP}. */
  String type();

  /**
   * All folders that hold messages, each with what the server says of it now where that costs no
   * extra turnaround. Connects when necessary.
   *
   * @throws SyncException.RepositoryFailure no connection
   * @throws SyncException.AccountFailure sign-in or certificate refused
   */
  List<ListedFolder> listFolders() throws SyncException;

  /**
   * Folders that exist but are not in the list, because they are not subscribed to. Known after
   * {@link #listFolders}.
   */
  default Set<FolderName> unlistedFolders() {
    return Set.of();
  }

  /** The full name of a folder that is to be made, where all of them have a prefix. */
  default FolderName newName(FolderName name) {
    return name;
  }

  /** The separator of folder names; empty for a flat server. Known after {@link #listFolders}. */
  String separator();

  /** A folder by the name that {@link #listFolders} gave it. No I/O. */
  RemoteFolder folder(FolderName name);

  /**
   * Creates a folder and its missing parents.
   *
   * @return whether it is new; false when it existed already
   */
  boolean createFolder(FolderName name) throws SyncException;

  /**
   * Says that so many messages will be fetched from now on, from all folders together: a store may
   * make ready for much.
   */
  default void expectFetches(long messages) {}

  /** Octets, commands and turnarounds since login, over all connections. */
  Traffic traffic();

  /** Signs out. */
  @Override
  void close() throws SyncException;

  /** What crossed the wire (reference: beyond 11). */
  record Traffic(long octetsDown, long octetsUp, long commands, long turnarounds) {
    /** The sum of both. */
    public Traffic plus(Traffic other) {
      return new Traffic(
          octetsDown + other.octetsDown,
          octetsUp + other.octetsUp,
          commands + other.commands,
          turnarounds + other.turnarounds);
    }
  }

  /** Special uses that matter to deletion (RFC 6154). */
  enum Use {
    NONE,
    TRASH,
    JUNK
  }

  /** A folder of the list. */
  record ListedFolder(FolderName name, Use use, FolderState state) {
    /** A folder of which only the name is known. */
    public static ListedFolder of(FolderName name) {
      return new ListedFolder(name, Use.NONE, FolderState.UNKNOWN);
    }
  }

  /** What LIST-STATUS or STATUS said; absent numbers were not told. */
  record FolderState(
      OptionalLong uidValidity,
      OptionalLong uidNext,
      OptionalLong messages,
      OptionalLong highestModSeq) {
    /** Nothing told. */
    public static final FolderState UNKNOWN =
        new FolderState(
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** Whether every change shows in the numbers. */
    public boolean isNumbered() {
      return uidValidity.isPresent()
          && uidNext.isPresent()
          && messages.isPresent()
          && highestModSeq.isPresent();
    }
  }
}
