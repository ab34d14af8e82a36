package org.offlineimap.status;

import java.nio.file.Path;

/** The disk of a dry run. */
final class UntouchedDisk implements StatusDisk {
  @Override
  public boolean writes() {
    return false;
  }

  @Override
  public boolean durable() {
    return false;
  }

  @Override
  public void mkdir(Path directory) {}

  @Override
  public void create(Path file) {}

  @Override
  public void replace(Path file, byte[] content) {}

  @Override
  public void replaceUnflushed(Path file, byte[] content) {}

  @Override
  public void replaceLocked(Path file, Path lock, byte[] content) {}

  @Override
  public void append(Path file, byte[] content) {}

  @Override
  public void rename(Path from, Path to) {}

  @Override
  public void remove(Path file) {}

  @Override
  public void commit(Path database, Transaction transaction) {}
}
