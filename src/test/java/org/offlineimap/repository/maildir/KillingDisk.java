package org.offlineimap.repository.maildir;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The real disk until the n-th effect; from there on the process is dead. */
final class KillingDisk implements MaildirDisk {
  /** What a dead process throws; nothing may catch it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final MaildirDisk disk = MaildirDisk.real();
  private final int fatal;
  private final boolean after;
  private int effects;

  /** Dies at effect number {@code fatal}, counted from 1, before or after it happens. */
  KillingDisk(int fatal, boolean after) {
    this.fatal = fatal;
    this.after = after;
  }

  int effects() {
    return effects;
  }

  private interface Effect {
    void run() throws IOException;
  }

  private void effect(Effect effect) throws IOException {
    effects++;
    if (effects > fatal || (effects == fatal && !after)) {
      throw new Killed();
    }
    effect.run();
    if (effects == fatal) {
      throw new Killed();
    }
  }

  @Override
  public OutputStream create(Path file) throws IOException {
    OutputStream[] created = new OutputStream[1];
    effect(() -> created[0] = disk.create(file));
    return new FilterOutputStream(created[0]) {
      @Override
      public void write(byte[] data, int from, int length) throws IOException {
        effect(() -> out.write(data, from, length));
      }
    };
  }

  @Override
  public void forceFile(Path file) throws IOException {
    effect(() -> disk.forceFile(file));
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    effect(() -> disk.forceDirectory(directory));
  }

  @Override
  public void date(Path file, Instant modified) throws IOException {
    effect(() -> disk.date(file, modified));
  }

  @Override
  public void accessed(Path directory, FileTime time) throws IOException {
    effect(() -> disk.accessed(directory, time));
  }

  @Override
  public void link(Path from, Path to) throws IOException {
    effect(() -> disk.link(from, to));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    effect(() -> disk.rename(from, to));
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    effect(() -> disk.replace(from, to));
  }

  @Override
  public void unlink(Path file) throws IOException {
    effect(() -> disk.unlink(file));
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    effect(() -> disk.makeDirectory(directory));
  }
}
