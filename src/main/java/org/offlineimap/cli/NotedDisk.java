package org.offlineimap.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.offlineimap.daemon.OwnWrites;
import org.offlineimap.repository.maildir.MaildirDisk;

/** A disk whose effects are noted, for whoever watches the same directories. Thread-safe. */
record NotedDisk(MaildirDisk disk, OwnWrites own) implements MaildirDisk {
  private interface Effect {
    void happen() throws IOException;
  }

  /** What did not happen makes no event either. */
  private void noting(List<Path> entries, Effect effect) throws IOException {
    entries.forEach(own::note);
    boolean happened = false;
    try {
      effect.happen();
      happened = true;
    } finally {
      if (!happened) {
        entries.forEach(own::take);
      }
    }
  }

  @Override
  public OutputStream create(Path file) throws IOException {
    return disk.create(file);
  }

  @Override
  public void forceFile(Path file) throws IOException {
    disk.forceFile(file);
  }

  @Override
  public Flush finish(Path file, OutputStream out) throws IOException {
    return disk.finish(file, out);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    disk.forceDirectory(directory);
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
  public void link(Path from, Path to) throws IOException {
    noting(List.of(to), () -> disk.link(from, to));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    noting(List.of(from, to), () -> disk.rename(from, to));
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    noting(List.of(to), () -> disk.replace(from, to));
  }

  @Override
  public void unlink(Path file) throws IOException {
    noting(List.of(file), () -> disk.unlink(file));
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    noting(List.of(directory), () -> disk.makeDirectory(directory));
  }
}
