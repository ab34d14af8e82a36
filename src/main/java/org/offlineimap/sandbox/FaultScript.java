package org.offlineimap.sandbox;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/**
 * What goes wrong on one connection. Written by a test before the connection is made, then only
 * read; {@link #release} and {@link #hasStalled} may come from any thread. Octets are counted above
 * TLS from the start of the connection, commands of a kind (such as {@code UID FETCH}) from 1.
 */
public final class FaultScript {
  private final Map<String, Fault> faults = new HashMap<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private long cutSent = Long.MAX_VALUE;
  private long cutReceived = Long.MAX_VALUE;
  private long stallSent = Long.MAX_VALUE;
  private long stallReceived = Long.MAX_VALUE;
  private volatile boolean stalled;
  private long byeAfterFetched = Long.MAX_VALUE;
  private boolean oneByteSegments;
  private boolean outOfOrder;
  private OptionalLong uidValidity = OptionalLong.empty();

  /** A script of no faults. */
  public FaultScript() {}

  /** Ends the connection when exactly so many octets have been sent. */
  @CanIgnoreReturnValue
  public FaultScript cutAfterSent(long octets) {
    cutSent = octets;
    return this;
  }

  /** Ends the connection when exactly so many octets have been received; later ones are lost. */
  @CanIgnoreReturnValue
  public FaultScript cutAfterReceived(long octets) {
    cutReceived = octets;
    return this;
  }

  /** Falls silent when exactly so many octets have been sent, until {@link #release}. */
  @CanIgnoreReturnValue
  public FaultScript stallAfterSent(long octets) {
    stallSent = octets;
    return this;
  }

  /**
   * Takes nothing more when exactly so many octets have been received, and so has nothing more to
   * say, until {@link #release}, which ends the connection.
   */
  @CanIgnoreReturnValue
  public FaultScript stallAfterReceived(long octets) {
    stallReceived = octets;
    return this;
  }

  /** Whether it came to a stall. */
  public boolean hasStalled() {
    return stalled;
  }

  /** Ends all stalling. */
  public void release() {
    released.countDown();
  }

  /** Sends every octet in a segment of its own. */
  @CanIgnoreReturnValue
  public FaultScript oneByteSegments() {
    oneByteSegments = true;
    return this;
  }

  /** Completes pipelined commands that do not depend on each other in reversed order. */
  @CanIgnoreReturnValue
  public FaultScript answersOutOfOrder() {
    outOfOrder = true;
    return this;
  }

  /** Tells this UIDVALIDITY in SELECT, EXAMINE and STATUS instead of the true one. */
  @CanIgnoreReturnValue
  public FaultScript wrongUidValidity(long value) {
    uidValidity = OptionalLong.of(value);
    return this;
  }

  /** Answers NO to the {@code nth} command of this kind; {@code text} may start with a code. */
  @CanIgnoreReturnValue
  public FaultScript no(String kind, int nth, String text) {
    return fault(kind, nth, new Fault.No(text));
  }

  /** Answers BAD to the {@code nth} command of this kind. */
  @CanIgnoreReturnValue
  public FaultScript bad(String kind, int nth, String text) {
    return fault(kind, nth, new Fault.Bad(text));
  }

  /** Says BYE instead of carrying out the {@code nth} command of this kind. */
  @CanIgnoreReturnValue
  public FaultScript bye(String kind, int nth, String text) {
    return fault(kind, nth, new Fault.Bye(text));
  }

  /** Says BYE in the middle of a command, when so many FETCH responses have been sent in all. */
  @CanIgnoreReturnValue
  public FaultScript byeAfterFetched(long responses) {
    byeAfterFetched = responses;
    return this;
  }

  /** Ends the connection instead of carrying out the {@code nth} command of this kind. */
  @CanIgnoreReturnValue
  public FaultScript cutBefore(String kind, int nth) {
    return fault(kind, nth, new Fault.CutBefore());
  }

  /** Carries out the {@code nth} command of this kind and ends the connection without an answer. */
  @CanIgnoreReturnValue
  public FaultScript cutUnanswered(String kind, int nth) {
    return fault(kind, nth, new Fault.CutUnanswered());
  }

  @CanIgnoreReturnValue
  private FaultScript fault(String kind, int nth, Fault fault) {
    faults.put(kind.toUpperCase(Locale.ROOT) + " " + nth, fault);
    return this;
  }

  Optional<Fault> of(String kind, int nth) {
    return Optional.ofNullable(faults.get(kind + " " + nth));
  }

  long byeAfterFetched() {
    return byeAfterFetched;
  }

  long cutSent() {
    return cutSent;
  }

  long cutReceived() {
    return cutReceived;
  }

  long stallSent() {
    return stallSent;
  }

  long stallReceived() {
    return stallReceived;
  }

  void awaitRelease() throws InterruptedException {
    stalled = true;
    released.await();
  }

  boolean isOneByteSegments() {
    return oneByteSegments;
  }

  boolean isOutOfOrder() {
    return outOfOrder;
  }

  long uidValidity(long truth) {
    return uidValidity.orElse(truth);
  }
}
