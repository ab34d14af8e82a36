package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the files of a folder whose digest is that of the directory's name, as it was before
 * 6.3.5, to the digest of the visible name (reference: cli 8). Whatever else a name holds stays.
 * Confined to a thread.
 */
public final class DigestMigration {
  private static final Pattern DIGEST = Pattern.compile("FMD5=([a-fA-F0-9]{32})");

  private final Store store;
  private final Path directory;
  private final String before;
  private final String after;

  /** What becomes of each file. */
  public interface Report {
    /** It gets another digest, or would. */
    void migrates(Path file, String digest);

    /** Its digest is of neither name; it is left alone. */
    void inconsistent(Path file, String before, String after);

    /** It has none. */
    void withoutDigest(Path file);
  }

  DigestMigration(Store store, Path directory, String name, String visible) {
    this.store = store;
    this.directory = directory;
    this.before = NameFormat.hash(name);
    this.after = NameFormat.hash(visible);
  }

  void run(NameFormat format, boolean dryRun, Report report) throws IOException {
    Set<Place> touched = EnumSet.noneOf(Place.class);
    for (Located at : FolderScan.of(directory, format, store::warn).all()) {
      if (renamed(at, dryRun, report)) {
        touched.add(at.place());
      }
    }
    if (store.settings().fsync()) {
      for (Place place : touched) {
        store.disk().forceDirectory(directory.resolve(place.directory()));
      }
    }
  }

  private boolean renamed(Located at, boolean dryRun, Report report) throws IOException {
    Path file = at.in(directory);
    Matcher digest = DIGEST.matcher(at.file());
    if (!digest.find()) {
      report.withoutDigest(file);
      return false;
    }
    String found = digest.group(1).toLowerCase(Locale.ROOT);
    if (found.equals(after)) {
      return false;
    }
    if (!found.equals(before)) {
      report.inconsistent(file, before, after);
      return false;
    }
    report.migrates(file, after);
    return !dryRun && rename(at, digest);
  }

  private boolean rename(Located at, Matcher digest) throws IOException {
    String name = at.file();
    String wanted = name.substring(0, digest.start(1)) + after + name.substring(digest.end(1));
    try {
      store.disk().rename(at.in(directory), new Located(at.place(), wanted).in(directory));
      return true;
    } catch (FileAlreadyExistsException e) {
      store.warn("'" + at.in(directory) + "' keeps its name: '" + wanted + "' exists already");
      return false;
    }
  }
}
