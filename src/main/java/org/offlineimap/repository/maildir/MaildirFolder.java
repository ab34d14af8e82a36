package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.RemoteFolder.FlagOutcome;

/** One Maildir folder. One thread at a time; it reads the disk at its first use. */
final class MaildirFolder implements LocalFolder {
  /** As the original has it for every Maildir folder (reference: formats 4). */
  private static final long UID_VALIDITY = 42;

  private final FolderName name;
  private final Store store;
  private final FolderTree tree;
  private final AccessTimes accessTimes;
  private final Set<Place> unforced = EnumSet.noneOf(Place.class);
  private @Nullable Parts parts;
  private boolean swept;

  /** What the name turns into once the disk was looked at. */
  record Parts(Path directory, Store store, NameFormat format, Contents contents) {}

  MaildirFolder(FolderName name, Store store, FolderTree tree, AccessTimes accessTimes) {
    this.name = name;
    this.store = store;
    this.tree = tree;
    this.accessTimes = accessTimes;
  }

  private Parts parts() throws SyncException {
    Parts known = parts;
    if (known == null) {
      Path directory = tree.directory(name.text());
      MaildirSettings.Format format = store.settings().format();
      NameFormat names = new NameFormat(visible(name.text()), format.letters(), format.infoMark());
      known = new Parts(directory, store, names, new Contents(directory, names, store::warn));
      parts = known;
    }
    return known;
  }

  private String visible(String folder) {
    String text = store.settings().format().visible().apply(folder);
    return text.equals(store.settings().separator()) ? "" : text;
  }

  @Override
  public FolderName name() {
    return name;
  }

  @Override
  public long uidValidity() {
    return UID_VALIDITY;
  }

  @Override
  public Listing list() throws SyncException {
    FolderScan scan;
    try {
      scan = parts().contents().read();
    } catch (IOException e) {
      return new Listing.Partial(told("cannot be read whole", e));
    }
    refuseForeignNames(scan);
    return new Listing.Complete(knownOf(scan), freshOf(scan));
  }

  private MessageList knownOf(FolderScan scan) throws SyncException {
    NameFormat format = parts().format();
    MessageList.Builder known = new MessageList.Builder();
    Map<String, FlagSet> seen = new HashMap<>();
    for (long uid : scan.known().sortedUids()) {
      scan.known()
          .find(uid)
          .map(at -> NameFormat.letters(at.file()))
          .ifPresent(letters ->
              known.add(
                  uid, seen.computeIfAbsent(letters, text -> format.letterMap().flags(text))));
    }
    return known.build();
  }

  private static List<Fresh> freshOf(FolderScan scan) {
    List<Fresh> fresh = new ArrayList<>();
    scan.freshFlags().forEach((key, flags) -> fresh.add(new Fresh(key, flags)));
    fresh.sort(Comparator.comparing(Fresh::key));
    return fresh;
  }

  /**
   * Names of a folder that exists are messages moved here; of one that does not, the naming changed
   * and everything would go up again (formats 2.1).
   */
  private void refuseForeignNames(FolderScan scan) throws SyncException {
    Optional<String> most = ForeignNames.most(scan);
    if (most.isEmpty()) {
      return;
    }
    Set<String> existing = new HashSet<>();
    try {
      for (String other : tree.names()) {
        existing.add(NameFormat.hash(visible(other)));
      }
    } catch (IOException e) {
      throw failure("cannot read the folder list", e);
    }
    if (!existing.contains(most.get())) {
      throw new SyncException.FolderFailure(
          told(ForeignNames.advice(most.get()), null), null, false);
    }
  }

  @Override
  public OptionalLong firstUidSince(Instant begin) throws SyncException {
    FolderScan scan = scan();
    for (long uid : scan.known().sortedUids()) {
      if (!isEarlier(scan.known().find(uid), begin)) {
        return OptionalLong.of(uid);
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public Earlier earlier(Instant begin) throws SyncException {
    FolderScan scan = scan();
    UidSet.Builder known = new UidSet.Builder();
    for (long uid : scan.known().sortedUids()) {
      if (isEarlier(scan.known().find(uid), begin)) {
        known.add(uid);
      }
    }
    Set<String> fresh =
        scan.freshFlags().keySet().stream()
            .filter(key -> isEarlier(scan.findFresh(key), begin))
            .collect(Collectors.toSet());
    return new Earlier(known.build(), fresh);
  }

  private static boolean isEarlier(Optional<Located> file, Instant begin) {
    return file.flatMap(at -> NameFormat.time(at.file())).stream()
        .anyMatch(time -> time < begin.getEpochSecond());
  }

  private FolderScan scan() throws SyncException {
    try {
      return parts().contents().current();
    } catch (IOException e) {
      throw failure("cannot be read whole", e);
    }
  }

  @Override
  public long octets(Fresh message) throws SyncException {
    long[] octets = new long[1];
    Path directory = parts().directory();
    try {
      parts()
          .contents()
          .apply(Contents.key(message.key()), at -> octets[0] = Files.size(at.in(directory)));
    } catch (IOException e) {
      throw new SyncException.MessageFailure(told("cannot be measured: " + message.key(), e), e);
    }
    return octets[0];
  }

  @Override
  public Delivery deliver(Map<Uid, Incoming> incoming) throws SyncException {
    Parts here = parts();
    if (!FolderTree.isFolder(here.directory())) {
      throw failure("is not a Maildir (any more): cur, new or tmp is missing", null);
    }
    if (!swept) {
      swept = true;
      new Sweep(store, here.format()).clean(here.directory().resolve("tmp"));
    }
    return new MaildirDelivery(here, incoming);
  }

  @Override
  public MessageSource open(Fresh message) throws SyncException {
    return source(Contents.key(message.key()));
  }

  @Override
  public MessageSource open(Uid uid) throws SyncException {
    return source(Contents.uid(uid));
  }

  private MessageSource source(Contents.Choice choice) throws SyncException {
    return new FileSource(parts().directory(), parts().contents(), choice);
  }

  @Override
  public Optional<Instant> internalDate(Fresh message) throws SyncException {
    Instant[] date = new Instant[1];
    Path directory = parts().directory();
    try {
      parts()
          .contents()
          .apply(
              Contents.key(message.key()),
              at -> date[0] = Files.getLastModifiedTime(at.in(directory)).toInstant());
    } catch (IOException e) {
      throw new SyncException.MessageFailure(told("has no date for " + message.key(), e), e);
    }
    return Optional.ofNullable(date[0]);
  }

  @Override
  public boolean assignUid(Fresh message, Uid uid, FlagSet flags) throws SyncException {
    Contents contents = parts().contents();
    try {
      if (contents.find(Contents.uid(uid)).isPresent()) {
        throw new SyncException.MessageFailure(
            told("has a file with UID " + uid + " already; " + message.key() + " waits", null),
            null);
      }
      boolean there =
          contents.apply(Contents.key(message.key()), at -> assign(at, message, uid, flags));
      if (there) {
        contents.removedFresh(message.key());
      }
      return there;
    } catch (IOException e) {
      throw failure("cannot rename " + message.key(), e);
    }
  }

  /** What the user changed since the listing stays changed, so that the next run sees it. */
  private void assign(Located at, Fresh message, Uid uid, FlagSet flags) throws IOException {
    NameFormat format = partsNow().format();
    FlagSet now = format.flags(at.file());
    FlagSet wanted = flags.union(now.minus(message.flags())).minus(message.flags().minus(now));
    String letters = format.lettersFor(at.file(), wanted);
    rename(uid, at, new Located(at.place(), format.compose(store.mint().next(), uid, letters)));
  }

  private Parts partsNow() {
    return java.util.Objects.requireNonNull(parts);
  }

  private void rename(Uid uid, Located from, Located to) throws IOException {
    Path directory = partsNow().directory();
    store.disk().rename(from.in(directory), to.in(directory));
    partsNow().contents().moved(uid, to);
    unforced.add(from.place());
    unforced.add(to.place());
  }

  @Override
  public Optional<List<Renaming>> renamings(Map<Uid, Optional<Uid>> wanted) throws SyncException {
    try {
      return Optional.of(new UidRenaming(parts()).plan(wanted));
    } catch (IOException e) {
      throw failure("cannot get other UIDs", e);
    }
  }

  @Override
  public void rename(List<Renaming> renamings) throws SyncException {
    try {
      unforced.addAll(new UidRenaming(parts()).carryOut(renamings));
    } catch (IOException e) {
      throw failure("cannot rename its messages", e);
    }
  }

  @Override
  public String mark() throws SyncException {
    return parts().format().hash();
  }

  @Override
  public Optional<Origin> origin(Fresh message) throws SyncException {
    return parts()
        .format()
        .foreignHash(message.key())
        .flatMap(hash -> NameFormat.foreignUid(message.key()).map(uid -> new Origin(hash, uid)));
  }

  @Override
  public boolean takeOver(LocalFolder other, Uid there, Uid here) throws SyncException {
    if (!(other instanceof MaildirFolder from)) {
      return false;
    }
    try {
      return new Takeover(parts(), from.parts())
          .move(
              there,
              here,
              (left, arrived) -> {
                from.unforced.add(left);
                unforced.add(arrived);
              });
    } catch (IOException e) {
      throw failure("cannot take over message " + there + " of '" + other.name() + "'", e);
    }
  }

  @Override
  public Optional<Labelling> labelling(LabelHeader header) throws SyncException {
    return Optional.of(new LabelFiles(parts(), header, unforced::add));
  }

  /** A message is renamed once, however many of its flags change. */
  @Override
  public FlagOutcome changeFlags(List<FlagChange> changes) throws SyncException {
    UidSet all = UidSet.empty();
    for (FlagChange change : changes) {
      all = all.union(change.uids());
    }
    Contents contents = parts().contents();
    UidSet.Builder done = new UidSet.Builder();
    for (Uid uid : all) {
      try {
        if (contents.apply(Contents.uid(uid), at -> change(uid, at, changes))) {
          done.add(uid.value());
        }
      } catch (FileAlreadyExistsException | UnaddressableFile e) {
        store.warn(told("keeps the flags of message " + uid + " as they are", e));
      } catch (IOException e) {
        throw failure("cannot change the flags of message " + uid, e);
      }
    }
    return new FlagOutcome(done.build(), List.of());
  }

  private void change(Uid uid, Located at, List<FlagChange> changes) throws IOException {
    refuseUnaddressable(at);
    NameFormat format = partsNow().format();
    FlagSet before = format.flags(at.file());
    FlagSet after = before;
    for (FlagChange change : changes) {
      if (change.uids().contains(uid.value())) {
        FlagSet meant = format.letterMap().restrict(change.flags());
        after = change.add() ? after.union(meant) : after.minus(meant);
      }
    }
    if (!after.equals(before)) {
      rename(uid, at, format.withFlags(at.file(), after));
    } else if (Files.notExists(at.in(partsNow().directory()))) {
      throw new NoSuchFileException(at.file());
    }
  }

  /** A file that is there but whose name we cannot say. */
  private static final class UnaddressableFile extends IOException {
    private static final long serialVersionUID = 1;

    UnaddressableFile(String file) {
      super("the name of " + file + " is not UTF-8");
    }
  }

  private static void refuseUnaddressable(Located at) throws UnaddressableFile {
    if (!at.addressable()) {
      throw new UnaddressableFile(at.file());
    }
  }

  @Override
  public UidSet delete(UidSet uids) throws SyncException {
    UidSet.Builder gone = new UidSet.Builder();
    for (Uid uid : uids) {
      try {
        parts().contents().apply(Contents.uid(uid), this::unlink);
        parts().contents().removed(uid);
        gone.add(uid.value());
      } catch (UnaddressableFile e) {
        store.warn(told("keeps message " + uid, e));
      } catch (IOException e) {
        throw failure("cannot delete message " + uid, e);
      }
    }
    return gone.build();
  }

  private void unlink(Located at) throws IOException {
    refuseUnaddressable(at);
    store.disk().unlink(at.in(partsNow().directory()));
    unforced.add(at.place());
  }

  @Override
  public List<DirectoryStamp> stamps() throws SyncException {
    try {
      return Contents.stamps(parts().directory());
    } catch (IOException e) {
      throw failure("cannot be looked at", e);
    }
  }

  @Override
  public boolean wantsInternalDates() {
    return store.settings().format().dates().fromServer();
  }

  @Override
  public void leave() throws SyncException {
    try {
      accessTimes.restore(parts().directory());
    } catch (IOException e) {
      throw failure("does not get its access times back", e);
    }
  }

  @Override
  public void force() throws SyncException {
    for (Place place : Set.copyOf(unforced)) {
      try {
        if (store.settings().fsync()) {
          store.disk().forceDirectory(parts().directory().resolve(place.directory()));
        }
        unforced.remove(place);
      } catch (IOException e) {
        throw failure("cannot flush " + place.directory(), e);
      }
    }
  }

  private SyncException.FolderFailure failure(String what, @Nullable IOException cause) {
    return new SyncException.FolderFailure(told(what, cause), cause, cause != null);
  }

  private String told(String what, @Nullable IOException cause) {
    return store.settings().repository()
        + ": the folder '"
        + name
        + "' "
        + what
        + (cause == null ? "" : ": " + cause);
  }
}
