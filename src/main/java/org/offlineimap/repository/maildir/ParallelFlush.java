package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Flushes a group of files by a few threads: a journalling file system writes the flushes that wait
 * together in one go, so that a group costs a fraction of its files one after the other. Use once,
 * from one thread.
 */
final class ParallelFlush {
  /** More gain nothing on the devices that were measured. */
  private static final int AT_ONCE = 8;

  private final MaildirDisk disk;
  private final Collection<Path> files;
  private final Queue<Path> open;
  private final Set<Path> flushed = ConcurrentHashMap.newKeySet();
  private final Map<Path, IOException> failed = new ConcurrentHashMap<>();

  ParallelFlush(MaildirDisk disk, Collection<Path> files) {
    this.disk = disk;
    this.files = files;
    this.open = new ConcurrentLinkedQueue<>(files);
  }

  /** Flushes all of them; returns why, for each that was not. */
  Map<Path, IOException> run() {
    List<Thread> beside = new ArrayList<>();
    for (int i = 1; i < Math.min(AT_ONCE, files.size()); i++) {
      beside.add(Thread.ofPlatform().daemon().name("flush " + i).start(this::flushOpen));
    }
    flushOpen();
    beside.forEach(ParallelFlush::await);
    return unflushed();
  }

  private void flushOpen() {
    for (Path file = open.poll(); file != null; file = open.poll()) {
      try {
        disk.forceFile(file);
        flushed.add(file);
      } catch (IOException e) {
        failed.put(file, e);
      }
    }
  }

  /** A thread that ended in an error has flushed nothing, whatever it took. */
  private Map<Path, IOException> unflushed() {
    Map<Path, IOException> left = new HashMap<>();
    for (Path file : files) {
      if (!flushed.contains(file)) {
        left.put(file, failed.getOrDefault(file, new IOException("it was not flushed")));
      }
    }
    return left;
  }

  private static void await(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
