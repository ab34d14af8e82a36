package org.offlineimap.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.offlineimap.repository.maildir.MaildirDisk;

/**
 * The disk of a machine whose power fails: what was not flushed is lost. A file's content counts as
 * kept once the file was flushed, a directory's change once that directory was. The worst case is
 * played: every unflushed change is undone, newest first. Guarded by itself.
 */
public final class PowerLoss implements MaildirDisk {
  private final MaildirDisk disk;
  private final Path stash;
  private final Deque<Change> unflushed = new ArrayDeque<>();
  private final Set<Object> unforced = new HashSet<>();
  private int stashed;

  /** A change of directories, and how it is undone. */
  private record Change(List<Path> directories, Undo undo) {}

  private interface Undo {
    void run() throws IOException;
  }

  /** In front of {@code disk}; {@code stash} is a directory of the same file system. */
  public PowerLoss(MaildirDisk disk, Path stash) {
    this.disk = disk;
    this.stash = stash;
  }

  /** Loses everything that was not flushed. */
  public synchronized void strike() throws IOException {
    while (!unflushed.isEmpty()) {
      unflushed.removeLast().undo().run();
    }
  }

  /** Loses the content of every file that was not flushed, wherever it is called now. */
  public synchronized void loseContents(List<Path> files) throws IOException {
    for (Path file : files) {
      if (unforced.contains(Files.getAttribute(file, "unix:ino"))) {
        Files.write(file, new byte[0]);
      }
    }
  }

  @Override
  public synchronized OutputStream create(Path file) throws IOException {
    OutputStream out = disk.create(file);
    unforced.add(Files.getAttribute(file, "unix:ino"));
    note(() -> Files.deleteIfExists(file), file);
    return out;
  }

  @Override
  public synchronized void forceFile(Path file) throws IOException {
    disk.forceFile(file);
    unforced.remove(Files.getAttribute(file, "unix:ino"));
  }

  @Override
  public synchronized void forceDirectory(Path directory) throws IOException {
    disk.forceDirectory(directory);
    List<Change> kept = new ArrayList<>();
    for (Change change : unflushed) {
      List<Path> open = new ArrayList<>(change.directories());
      open.remove(directory);
      if (!open.isEmpty()) {
        kept.add(new Change(open, change.undo()));
      }
    }
    unflushed.clear();
    unflushed.addAll(kept);
  }

  @Override
  public void date(Path file, Instant modified) throws IOException {
    disk.date(file, modified);
  }

  @Override
  public void accessed(Path directory, FileTime time) throws IOException {
    disk.accessed(directory, time);
  }

  @Override
  public synchronized void link(Path from, Path to) throws IOException {
    disk.link(from, to);
    note(() -> Files.deleteIfExists(to), to);
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
    note(() -> Files.move(to, from), to);
  }

  @Override
  public synchronized void replace(Path from, Path to) throws IOException {
    Path copy = stash.resolve("replaced" + stashed++);
    Files.createLink(copy, to);
    disk.replace(from, to);
    note(
        () -> {
          Files.move(to, from);
          Files.createLink(to, copy);
        },
        to);
  }

  @Override
  public synchronized void unlink(Path file) throws IOException {
    Path copy = stash.resolve("unlinked" + stashed++);
    Files.createLink(copy, file);
    disk.unlink(file);
    note(() -> Files.move(copy, file), file);
  }

  @Override
  public synchronized void makeDirectory(Path directory) throws IOException {
    disk.makeDirectory(directory);
  }

  private void note(Undo undo, Path file) {
    Path directory = file.getParent();
    unflushed.addLast(new Change(directory == null ? List.of() : List.of(directory), undo));
  }
}
