package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.offlineimap.mail.FlagSet;

/**
 * One pass over {@code new/} and then {@code cur/} (formats 2.2), without a look at any single file
 * unless two names claim the same message. Confined to one thread.
 */
final class FolderScan {
  private static final int MOST_HASHES = 64;

  private final Path folder;
  private final NameFormat format;
  private final Consumer<String> warnings;
  private final NameTable known;
  private final Map<String, Tail> fresh = new HashMap<>();
  private final Map<Tail, Tail> tails = new HashMap<>();
  private final Map<String, Integer> foreignHashes = new HashMap<>();

  /** What a key leaves out of a file's place; equal ones are kept once. */
  private record Tail(Place place, String info) {}

  private FolderScan(Path folder, NameFormat format, Consumer<String> warnings) {
    this.folder = folder;
    this.format = format;
    this.warnings = warnings;
    this.known = new NameTable(format.marker());
  }

  /** Reads the folder; fails when one of the directories cannot be read to its end. */
  static FolderScan of(Path folder, NameFormat format, Consumer<String> warnings)
      throws IOException {
    FolderScan scan = new FolderScan(folder, format, warnings);
    for (Place place : Place.values()) {
      scan.read(place);
    }
    return scan;
  }

  /** Where the messages with a UID are. */
  NameTable known() {
    return known;
  }

  /** Keys of the messages without one, with their flags. */
  Map<String, FlagSet> freshFlags() {
    Map<String, FlagSet> flags = new HashMap<>();
    Map<Tail, FlagSet> seen = new HashMap<>();
    fresh.forEach(
        (key, tail) -> flags.put(key, seen.computeIfAbsent(tail, t -> format.flags(t.info()))));
    return flags;
  }

  Optional<Located> findFresh(String key) {
    Tail tail = fresh.get(key);
    return tail == null ? Optional.empty() : Optional.of(located(key, tail));
  }

  void removeFresh(String key) {
    fresh.remove(key);
  }

  private static Located located(String key, Tail tail) {
    int number = key.indexOf('/');
    return new Located(tail.place(), (number < 0 ? key : key.substring(0, number)) + tail.info());
  }

  /** Every file that can be addressed. */
  List<Located> all() {
    List<Located> all = new ArrayList<>();
    for (long uid : known.sortedUids()) {
      known.find(uid).filter(Located::addressable).ifPresent(all::add);
    }
    fresh.forEach((key, tail) -> all.add(located(key, tail)));
    return all;
  }

  /** The names of all files, less their info parts. */
  Set<String> bases() {
    Set<String> bases = new HashSet<>();
    all().forEach(at -> bases.add(NameFormat.base(at.file())));
    return bases;
  }

  /** How many messages carry each hash of another folder; rare ones may be left out. */
  Map<String, Integer> foreignHashes() {
    return foreignHashes;
  }

  int size() {
    return known.size() + fresh.size();
  }

  private void read(Place place) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder.resolve(place.directory()))) {
      for (Path entry : entries) {
        Path name = entry.getFileName();
        String file = name == null ? "." : name.toString();
        if (!file.startsWith(".")) {
          take(new Located(place, file, isAddressable(name, file)));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Octets that are no text come out as U+FFFD, which does not lead back to the file. */
  static boolean isAddressable(@org.jspecify.annotations.Nullable Path name, String text) {
    return name == null
        || text.indexOf('\uFFFD') < 0
        || name.getFileSystem().getPath(text).equals(name);
  }

  private void take(Located at) throws IOException {
    OptionalLong uid = format.uid(at.file());
    if (!at.addressable()) {
      warnings.accept(
          "the name of the file " + at.in(folder) + " is not UTF-8; it is left alone; rename it");
    }
    if (uid.isPresent()) {
      takeKnown(uid.getAsLong(), at);
    } else if (at.addressable()) {
      takeFresh(at);
    }
  }

  /**
   * Of two files with one UID the one with the smaller name keeps it, whatever the order of the
   * directory, and the other is a message of its own (synchronisation 13.40).
   */
  private void takeKnown(long uid, Located at) throws IOException {
    Optional<Located> before = known.find(uid);
    if (before.isEmpty()) {
      known.put(uid, at);
      return;
    }
    switch (compare(before.get(), at)) {
      case FIRST_ONLY -> {}
      case SECOND_ONLY -> known.put(uid, at);
      case BOTH -> {
        boolean second = at.file().compareTo(before.get().file()) < 0;
        known.put(uid, second ? at : before.get());
        takeFresh(second ? before.get() : at);
      }
    }
  }

  private void takeFresh(Located at) throws IOException {
    String base = NameFormat.base(at.file());
    format.foreignHash(at.file()).ifPresent(this::count);
    Tail tail = intern(new Tail(at.place(), at.file().substring(base.length())));
    String key = base;
    for (int number = 2; fresh.containsKey(key); number++) {
      switch (compare(located(key, fresh.get(key)), at)) {
        case FIRST_ONLY -> {
          return;
        }
        case SECOND_ONLY -> fresh.remove(key);
        case BOTH -> key = base + "/" + number;
      }
    }
    fresh.put(key, tail);
  }

  private Tail intern(Tail tail) {
    return tails.computeIfAbsent(tail, t -> t);
  }

  private void count(String hash) {
    if (foreignHashes.containsKey(hash) || foreignHashes.size() < MOST_HASHES) {
      foreignHashes.merge(hash, 1, Integer::sum);
    }
  }

  private enum Twins {
    FIRST_ONLY,
    SECOND_ONLY,
    BOTH
  }

  /**
   * Two entries for one message are two files, or two names of one file, or one file that another
   * program moved from {@code new/} to {@code cur/} while we read.
   */
  private Twins compare(Located first, Located second) throws IOException {
    Path one = first.in(folder);
    Path two = second.in(folder);
    if (!Files.exists(two, LinkOption.NOFOLLOW_LINKS)) {
      return Twins.FIRST_ONLY;
    }
    if (!Files.exists(one, LinkOption.NOFOLLOW_LINKS)) {
      return Twins.SECOND_ONLY;
    }
    return Files.isSameFile(one, two) ? Twins.FIRST_ONLY : Twins.BOTH;
  }
}
