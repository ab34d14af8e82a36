package org.offlineimap.repository.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.offlineimap.repository.RemoteFolder.NewMessage;

/**
 * Messages that go up in one command. Immutable.
 *
 * @param exceeded the server's limit, where it is one message that is longer (RFC 7889): it is
 *     refused without being sent
 */
record UploadBatch(List<NewMessage> messages, OptionalLong exceeded) {
  /** What a cut connection may cost at most, unless one message has more. */
  private static final long OCTETS = 1 << 20;

  /** Copies the list. */
  UploadBatch {
    messages = List.copyOf(messages);
  }

  /** Each for itself. */
  static List<UploadBatch> single(List<NewMessage> messages, OptionalLong limit) {
    return messages.stream().map(message -> single(message, octets(message), limit)).toList();
  }

  private static UploadBatch single(NewMessage message, long octets, OptionalLong limit) {
    boolean tooLong = limit.isPresent() && octets > limit.getAsLong();
    return new UploadBatch(List.of(message), tooLong ? limit : OptionalLong.empty());
  }

  /**
   * As few as hold all, in order. What cannot be read, or is longer than the server takes, goes
   * alone, so that it spoils nothing.
   *
   * @param most messages in one command (RFC 9738)
   */
  static List<UploadBatch> of(List<NewMessage> messages, OptionalLong limit, long most) {
    List<UploadBatch> batches = new ArrayList<>();
    List<NewMessage> batch = new ArrayList<>();
    long sum = 0;
    for (NewMessage message : messages) {
      long octets = octets(message);
      boolean alone = octets < 0 || octets > limit.orElse(Long.MAX_VALUE);
      if (!batch.isEmpty() && (alone || sum + octets > OCTETS || batch.size() >= most)) {
        batches.add(new UploadBatch(batch, OptionalLong.empty()));
        batch.clear();
        sum = 0;
      }
      if (alone) {
        batches.add(single(message, octets, limit));
      } else {
        batch.add(message);
        sum += octets;
      }
    }
    if (!batch.isEmpty()) {
      batches.add(new UploadBatch(batch, OptionalLong.empty()));
    }
    return batches;
  }

  /** Negative where it cannot be read: whoever sends it hears why. */
  private static long octets(NewMessage message) {
    try {
      return message.source().wireOctets();
    } catch (IOException e) {
      return -1; // Asked again, and told, when it is sent.
    }
  }
}
