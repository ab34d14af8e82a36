package org.offlineimap.sandbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happened on one connection, so that a test can state a budget. A turnaround is one time that
 * the server had answered everything and had to wait before the client sent more (design.md 4);
 * counting starts with the greeting, anew after STARTTLS. Safe for any thread.
 */
public final class SessionLog {
  private final CountDownLatch ended = new CountDownLatch(1);

  @GuardedBy("this")
  private final List<String> commands = new ArrayList<>();

  @GuardedBy("this")
  private int loginCommands;

  @GuardedBy("this")
  private int initialResponses;

  @GuardedBy("this")
  private int turnarounds;

  @GuardedBy("this")
  private int turnaroundsAtLogin;

  @GuardedBy("this")
  private long bytesUp;

  @GuardedBy("this")
  private long bytesDown;

  @GuardedBy("this")
  private String endedBy = "";

  @GuardedBy("this")
  private final List<String> mechanisms = new ArrayList<>();

  @GuardedBy("this")
  private final Set<Behaviour> met = EnumSet.noneOf(Behaviour.class);

  SessionLog() {}

  synchronized void mechanism(String name) {
    mechanisms.add(name);
  }

  synchronized void initialResponse() {
    initialResponses++;
  }

  synchronized void met(Behaviour behaviour) {
    met.add(behaviour);
  }

  synchronized void command(String line) {
    commands.add(line);
  }

  synchronized void turnaround() {
    turnarounds++;
  }

  synchronized void received(long octets) {
    bytesUp += octets;
  }

  synchronized void sent(long octets) {
    bytesDown += octets;
  }

  synchronized void startAnew() {
    turnarounds = 0;
  }

  synchronized void loggedIn() {
    loginCommands = commands.size();
    turnaroundsAtLogin = turnarounds;
  }

  synchronized void ended(String reason) {
    endedBy = reason;
  }

  void end() {
    ended.countDown();
  }

  /** Whether the connection is over. */
  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** What ended the connection, when it was not LOGOUT or BYE; empty otherwise. */
  public synchronized String endedBy() {
    return endedBy;
  }

  /**
   * Every command without its tag, literals as {@code {n}} or {@code {n+}}, and the arguments of
   * LOGIN and AUTHENTICATE as {@code ***}.
   */
  public synchronized List<String> commands() {
    return List.copyOf(commands);
  }

  /** The commands after the login. */
  public synchronized List<String> commandsAfterLogin() {
    return List.copyOf(commands.subList(loginCommands, commands.size()));
  }

  /** Turnarounds since the greeting, or since STARTTLS; the greeting's own wait is the first. */
  public synchronized int turnarounds() {
    return turnarounds;
  }

  /** Turnarounds since the login's OK: 0 when nothing, or only pipelined LOGOUT, came after it. */
  public synchronized int turnaroundsAfterLogin() {
    return turnarounds - turnaroundsAtLogin;
  }

  /** Octets from the client, above TLS. */
  public synchronized long bytesUp() {
    return bytesUp;
  }

  /** Octets to the client, above TLS. */
  public synchronized long bytesDown() {
    return bytesDown;
  }

  /** Each mechanism that AUTHENTICATE named, in order; {@code LOGIN command} for LOGIN. */
  public synchronized List<String> mechanisms() {
    return List.copyOf(mechanisms);
  }

  /** How often AUTHENTICATE came with an initial response (RFC 4959). */
  public synchronized int initialResponses() {
    return initialResponses;
  }

  /** The behaviours that showed on this connection. */
  public synchronized Set<Behaviour> met() {
    return Set.copyOf(met);
  }

  /** Waits until the connection is over; false when it still is after so many seconds. */
  public boolean awaitEnd(long seconds) throws InterruptedException {
    return ended.await(seconds, TimeUnit.SECONDS);
  }
}
