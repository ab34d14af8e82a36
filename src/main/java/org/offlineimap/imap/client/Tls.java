package org.offlineimap.imap.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS as one policy wants it, made once and used by every connection under that policy. Making it
 * takes about as long as a handshake, so it can be begun beside other work. Thread-safe: the lock
 * is held while it is made, and whoever needs it meanwhile waits.
 */
public final class Tls {
  private final TlsPolicy policy;
  private final ReentrantLock making = new ReentrantLock();
  private final AtomicBoolean begun = new AtomicBoolean();

  @GuardedBy("making")
  private @Nullable SSLContext context;

  /** TLS under this policy; nothing is loaded yet. */
  public Tls(TlsPolicy policy) {
    this.policy = policy;
  }

  /**
   * Begins to load what a handshake needs, on another thread, the first time. Failures show when it
   * is used.
   */
  public void prepare() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("tls-preparation")
        .start(() -> {
          try {
            TlsWarmUp.run(context());
          } catch (IOException | GeneralSecurityException toldByTheConnection) {
            // It makes the context again, and tells what it meets.
          }
        });
  }

  TlsPolicy policy() {
    return policy;
  }

  /** Verifying as the policy says. */
  SSLContext context() throws IOException, GeneralSecurityException {
    making.lock();
    try {
      SSLContext made = context;
      if (made == null) {
        made = make(anchors());
        context = made;
      }
      return made;
    } finally {
      making.unlock();
    }
  }

  /** Verifying nothing; only for loopback (reference: configuration 9.2). */
  SSLContext unverified() throws IOException, GeneralSecurityException {
    return make(Optional.empty());
  }

  private Optional<Anchors> anchors() throws IOException, GeneralSecurityException {
    return policy.asksAuthorities()
        ? Optional.of(Anchors.of(policy.authorities()))
        : Optional.empty();
  }

  private SSLContext make(Optional<Anchors> anchors) throws IOException, GeneralSecurityException {
    SSLContext made = SSLContext.getInstance("TLS");
    KeyManager[] keys =
        policy.client().isPresent() ? ClientKeys.load(policy.client().get()) : new KeyManager[0];
    made.init(keys, new TrustManager[] {new ServerTrust(anchors, policy.pins())}, null);
    return made;
  }
}
