package org.offlineimap.repository.imap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteRepository.Traffic;

/**
 * A repository's connections: one for everything, and while much is to be read further ones, never
 * more than are allowed. A folder is read over one of them, in the order of its UIDs. Thread-safe.
 */
final class Lanes {
  private final Lane main;
  private final Lane.Opener further;
  private final ImapSettings settings;
  private final Consumer<String> warnings;
  private final Expectation expectation;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final List<Lane> lanes = new ArrayList<>();

  @GuardedBy("lock")
  private int most;

  /** Opens nothing yet; what is said to {@code warnings} is said once. */
  Lanes(ImapSettings settings, ImapRepository.Door door, Consumer<String> warnings) {
    this.settings = settings;
    this.main = new Lane(door::open, settings.readOnly());
    this.further = door::openFurther;
    this.most = settings.connections().most();
    this.expectation = new Expectation(settings.slowLine());
    this.warnings = warnings;
    lanes.add(main);
  }

  /** So many messages will be fetched from now on. */
  void expect(long messages) {
    expectation.expect(messages);
  }

  /** So many are about to be fetched over one; compresses it first where that is worth it. */
  void asking(Lane lane, long messages) throws ImapException, InterruptedException {
    long received = traffic().octetsDown();
    int connections = open().size();
    lane.compressIf(pace -> expectation.worthCompressing(pace, received, connections));
    lane.expect(messages);
    expectation.asked(messages);
  }

  /** Those are no longer waited for. */
  void answered(Lane lane, long messages) {
    lane.expect(-messages);
    expectation.came(messages);
  }

  /** The connection for everything but reading. */
  Lane main() {
    return main;
  }

  /** Where the next folder is read: over the connection with the least to do, perhaps a new one. */
  Lane forReading() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      lanes.removeIf(lane -> lane != main && lane.isLost());
      Lane idlest = lanes.stream().min(Comparator.comparingLong(Lane::underWay)).orElse(main);
      return idlest.underWay() >= settings.connections().busy() && lanes.size() < most
          ? opened(idlest)
          : idlest;
    } finally {
      lock.unlock();
    }
  }

  /** A new one; where there is none to be had, the old ones do all the work. */
  @GuardedBy("lock")
  private Lane opened(Lane otherwise) throws InterruptedException {
    for (Lane lane : lanes) {
      lane.flush();
    }
    Lane another = new Lane(further, settings.readOnly());
    try {
      boolean _ = another.run(_ -> true);
      lanes.add(another);
      return another;
    } catch (ImapException | SyncException e) {
      most = lanes.size();
      warnings.accept(
          "%s: no further connection (maxconnections = %d): %s; going on with %d"
              .formatted(settings.name(), settings.connections().most(), e.getMessage(), most));
      return otherwise;
    }
  }

  /** What is buffered is sent when someone waits on its connection; so not while on another. */
  void sent(Lane lane) throws InterruptedException {
    if (open().size() > 1) {
      lane.flush();
    }
  }

  private List<Lane> open() {
    lock.lock();
    try {
      return List.copyOf(lanes);
    } finally {
      lock.unlock();
    }
  }

  /** What crossed the wire on those that are open, and on the first of all time. */
  Traffic traffic() {
    Traffic sum = new Traffic(0, 0, 0, 0);
    for (Lane lane : open()) {
      sum = sum.plus(lane.traffic());
    }
    return sum;
  }

  /** Signs out everywhere; the first failure is thrown after all have ended. */
  void close() throws ImapException, InterruptedException {
    ImapException failure = null;
    for (Lane lane : open()) {
      try {
        lane.close();
      } catch (ImapException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
