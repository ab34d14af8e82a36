package org.offlineimap.imap.client;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.imap.wire.Literal;

/**
 * Notes beside another collector how far the command was carried out. On the reader thread only.
 */
final class LimitedCollector<T> implements Collector<LimitedCollector.Answer<T>> {
  /** The answer of the other collector, and for which messages it holds (RFC 9738 3.1). */
  sealed interface Answer<T> {
    /** What the other collector made of it, if anything was done. */
    Optional<T> told();

    /** For all of them. */
    record Whole<T>(T value) implements Answer<T> {
      @Override
      public Optional<T> told() {
        return Optional.ofNullable(value);
      }
    }

    /** For those from this UID on. */
    record DownTo<T>(T value, long lowest) implements Answer<T> {
      @Override
      public Optional<T> told() {
        return Optional.ofNullable(value);
      }
    }

    /** For none, because they are more than {@code limit}. */
    record Nothing<T>(long limit, ImapException.Refused refusal) implements Answer<T> {
      @Override
      public Optional<T> told() {
        return Optional.empty();
      }
    }
  }

  private final Collector<T> collector;

  LimitedCollector(Collector<T> collector) {
    this.collector = collector;
  }

  @Override
  public boolean accept(Untagged data) {
    return collector.accept(data);
  }

  @Override
  public boolean receive(OptionalLong uid, String section, Literal body) throws IOException {
    return collector.receive(uid, section, body);
  }

  @Override
  public Answer<T> done(ResponseText ok) throws ImapException {
    T value = collector.done(ok);
    return ok.code() instanceof ResponseCode.MessageLimit(long _, OptionalLong lowest)
            && lowest.isPresent()
        ? new Answer.DownTo<>(value, lowest.getAsLong())
        : new Answer.Whole<>(value);
  }

  @Override
  public Answer<T> refused(ImapException.Refused refusal) throws ImapException {
    return refusal.code() instanceof ResponseCode.MessageLimit(long limit, OptionalLong lowest)
            && lowest.isEmpty()
        ? new Answer.Nothing<>(limit, refusal)
        : new Answer.Whole<>(collector.refused(refusal));
  }

  @Override
  public void malformed(ImapException.Malformed failure) throws ImapException {
    collector.malformed(failure);
  }
}
