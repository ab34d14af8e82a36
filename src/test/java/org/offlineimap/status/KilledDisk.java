package org.offlineimap.status;

import java.io.IOException;
import java.nio.file.Path;
import org.offlineimap.testing.EffectLog;

/** The real disk, whose process can be ended before or after any one effect. */
final class KilledDisk implements StatusDisk {
  private final StatusDisk disk = StatusDisk.system(true);
  private final EffectLog log;

  KilledDisk(EffectLog log) {
    this.log = log;
  }

  @FunctionalInterface
  private interface Effect {
    void run() throws IOException;
  }

  private void effect(String name, Effect effect) throws IOException {
    IOException[] failure = new IOException[1];
    log.effect(
        name,
        () -> {
          try {
            effect.run();
          } catch (IOException e) {
            failure[0] = e;
          }
        });
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public boolean durable() {
    return true;
  }

  @Override
  public void mkdir(Path directory) throws IOException {
    effect("mkdir " + directory, () -> disk.mkdir(directory));
  }

  @Override
  public void create(Path file) throws IOException {
    effect("create " + file, () -> disk.create(file));
  }

  @Override
  public void replace(Path file, byte[] content) throws IOException {
    effect("replace " + file, () -> disk.replace(file, content));
  }

  @Override
  public void replaceUnflushed(Path file, byte[] content) throws IOException {
    effect("replace " + file, () -> disk.replaceUnflushed(file, content));
  }

  @Override
  public void replaceLocked(Path file, Path lock, byte[] content) throws IOException {
    effect("replace " + file, () -> disk.replaceLocked(file, lock, content));
  }

  @Override
  public void remove(Path file) throws IOException {
    effect("remove " + file, () -> disk.remove(file));
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    effect("append " + file, () -> disk.append(file, content));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    effect("rename " + from, () -> disk.rename(from, to));
  }

  @Override
  public void commit(Path database, Transaction transaction) throws IOException {
    effect("commit " + database, () -> disk.commit(database, transaction));
  }
}
