package org.offlineimap.imap.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.offlineimap.imap.protocol.CommandKind;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.imap.wire.Literal;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/** Pumps bodies into a sink. On the reader thread only. */
final class BodyCollector implements Collector<FetchedBodies> {
  /** A body whose UID comes after it is held, up to this size. */
  private static final int LARGEST_HELD = 1 << 20;

  private final Section section;
  private final long[] wanted;
  private final BitSet complete = new BitSet();
  private final Map<Uid, String> failed = new LinkedHashMap<>();
  private @Nullable ByteArrayOutputStream held;
  private boolean unreadable;
  private long answeredFrom;

  BodyCollector(UidSet uids, Section section) {
    this.wanted = uids.toArray();
    this.section = section;
  }

  @Override
  public boolean receive(OptionalLong uid, String part, Literal body) throws IOException {
    if (!part.equals(section.name())) {
      return false;
    }
    held = null;
    if (uid.isEmpty()) {
      hold(body);
      return true;
    }
    return wants(uid.getAsLong()) && deliver(uid.getAsLong(), body);
  }

  private void hold(Literal body) throws IOException {
    if (body.octets() <= LARGEST_HELD) {
      ByteArrayOutputStream copy = new ByteArrayOutputStream((int) body.octets());
      body.transferTo(copy);
      held = copy;
    } else {
      unreadable = true;
    }
  }

  private boolean wants(long uid) {
    int at = Arrays.binarySearch(wanted, uid);
    return at >= 0 && !complete.get(at) && !failed.containsKey(new Uid(uid));
  }

  private boolean deliver(long uid, Literal body) throws IOException {
    Uid name = new Uid(uid);
    GuardedSink out = GuardedSink.open(section.sink(), name, body.octets());
    try {
      body.transferTo(out);
    } catch (IOException e) {
      out.cut(e);
      throw e;
    }
    Optional<String> failure = out.finish();
    failure.ifPresentOrElse(
        reason -> failed.put(name, reason), () -> complete.set(Arrays.binarySearch(wanted, uid)));
    return true;
  }

  @Override
  public boolean accept(Untagged data) {
    if (!(data instanceof Untagged.Fetch fetch) || !fetch.body() || fetch.uid().isEmpty()) {
      return false;
    }
    ByteArrayOutputStream late = held;
    held = null;
    long uid = fetch.uid().getAsLong();
    if (late != null && wants(uid)) {
      deliverHeld(uid, late);
    }
    boolean asked = Arrays.binarySearch(wanted, uid) >= 0;
    if (asked) {
      section.listener().message(fetch);
    }
    return asked;
  }

  private void deliverHeld(long uid, ByteArrayOutputStream body) {
    try {
      deliver(
          uid,
          new Literal() {
            @Override
            public long octets() {
              return body.size();
            }

            @Override
            public void transferTo(OutputStream out) throws IOException {
              body.writeTo(out);
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  @Override
  public FetchedBodies done(ResponseText ok) {
    if (ok.code() instanceof ResponseCode.MessageLimit(long _, OptionalLong lowest)) {
      answeredFrom = lowest.orElse(0);
    }
    return result(Optional.empty());
  }

  @Override
  public FetchedBodies refused(ImapException.Refused refusal) throws ImapException {
    ResponseText text = new ResponseText(refusal.code(), refusal.serverText());
    boolean nothing = complete.isEmpty() && failed.isEmpty();
    if (Throttling.isSpent(text) || (nothing && Throttling.isIn(CommandKind.READ, text))) {
      // Nothing was carried out, so that all of it can be asked again; or nothing will be for long.
      throw refusal;
    }
    return result(Optional.of(refusal));
  }

  @Override
  public void malformed(ImapException.Malformed failure) {
    unreadable = true;
  }

  private FetchedBodies result(Optional<ImapException.Refused> refusal) {
    UidSet.Builder whole = new UidSet.Builder();
    UidSet.Builder missing = new UidSet.Builder();
    for (int i = 0; i < wanted.length; i++) {
      if (complete.get(i)) {
        whole.add(wanted[i]);
      } else if (wanted[i] >= answeredFrom && !failed.containsKey(new Uid(wanted[i]))) {
        missing.add(wanted[i]);
      }
    }
    UidSet absent = missing.build();
    return new FetchedBodies(
        whole.build(),
        unreadable ? UidSet.empty() : absent,
        failed,
        unreadable ? absent : UidSet.empty(),
        refusal);
  }
}
