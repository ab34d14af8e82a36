package org.offlineimap.repository.imap;

import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.offlineimap.imap.client.Appended;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.imap.protocol.AppendMessage;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseCode.Known;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.repository.RemoteFolder.AppendOutcome;
import org.offlineimap.repository.RemoteFolder.NewMessage;

/**
 * Appends messages, pipelined and where the server can in batches, and says of each what became of
 * it. A server stores all of a batch or nothing (RFC 3502 6.3.11), so what refuses a batch is found
 * by sending its messages one by one. Confined to a thread.
 */
final class Uploads {
  private final Lane lane;
  private final FolderName mailbox;
  private final OptionalLong uidValidity;
  private final List<Sent> sent = new ArrayList<>();

  /** What one command carries. */
  private record Sent(
      UploadBatch batch, ImapConnection connection, Pending<List<Appended>> answer) {
    int size() {
      return batch.messages().size();
    }
  }

  private Uploads(Lane lane, FolderName mailbox, OptionalLong uidValidity) {
    this.lane = lane;
    this.mailbox = mailbox;
    this.uidValidity = uidValidity;
  }

  /** Sends them; an APPENDUID of another UIDVALIDITY is worth nothing. */
  static Uploads send(
      Lane lane, FolderName mailbox, List<NewMessage> messages, OptionalLong uidValidity)
      throws InterruptedException, SyncException, ImapException {
    Uploads uploads = new Uploads(lane, mailbox, uidValidity);
    lane.run(connection -> {
      boolean batched = lane.takesBatches() && connection.capabilities().has("MULTIAPPEND");
      OptionalLong limit = connection.capabilities().appendLimit();
      long most = connection.capabilities().messageLimit().orElse(Long.MAX_VALUE);
      return uploads.hand(
          connection,
          batched && most > 1
              ? UploadBatch.of(messages, limit, most)
              : UploadBatch.single(messages, limit));
    });
    return uploads;
  }

  /** On a connection that has ended a command fails, and says so when it is awaited. */
  private int hand(ImapConnection connection, List<UploadBatch> batches)
      throws InterruptedException {
    for (UploadBatch batch : batches) {
      sent.add(new Sent(batch, connection, handOver(connection, batch)));
    }
    return sent.size();
  }

  private Pending<List<Appended>> handOver(ImapConnection connection, UploadBatch batch)
      throws InterruptedException {
    if (batch.exceeded().isPresent()) {
      String text =
          "it has more than the %d octets that the server takes"
              .formatted(batch.exceeded().getAsLong());
      return () -> {
        throw new ImapException.Refused(
            "APPEND", new ResponseText(ResponseCode.named("TOOBIG"), text));
      };
    }
    try {
      return connection.append(mailbox, batch.messages().stream().map(Uploads::wire).toList());
    } catch (ImapException e) {
      return () -> {
        throw e;
      };
    }
  }

  private static AppendMessage wire(NewMessage message) {
    return new AppendMessage(
        message.flags(),
        ImapFolder.zoned(message.internalDate()),
        message.source(),
        message.hasNul());
  }

  /** As many outcomes as messages, in order; none when the server wants a long rest. */
  List<AppendOutcome> await() throws InterruptedException, ImapException, SyncException {
    List<AppendOutcome> outcomes = new ArrayList<>();
    for (Sent command : sent) {
      outcomes.addAll(outcomes(command));
    }
    return outcomes;
  }

  private List<AppendOutcome> outcomes(Sent command)
      throws InterruptedException, ImapException, SyncException {
    try {
      return stored(command, command.answer().await());
    } catch (ImapException e) {
      boolean refused =
          e instanceof ImapException.Refused
              || e instanceof ImapException.Rejected
              || e instanceof ImapException.SourceFailed;
      if (!refused || (command.size() == 1 && !mayBeForKeywords(e, command.batch()))) {
        return Collections.nCopies(command.size(), outcome(e));
      }
      if (command.connection().isEnded()) {
        return Collections.nCopies(command.size(), new AppendOutcome.Unknown());
      }
      if (command.size() == 1) {
        return withoutKeywords(command.batch().messages().getFirst());
      }
      return isOverQuota(e) ? whileThereIsRoom(command.batch()) : oneByOne(command.batch());
    }
  }

  private static boolean isOverQuota(ImapException e) {
    return e instanceof ImapException.Refused refused && refused.code().is(Known.OVERQUOTA);
  }

  /** {@link Quirk#KEYWORDS_REFUSED}. */
  private static boolean mayBeForKeywords(ImapException e, UploadBatch batch) {
    boolean other =
        e instanceof ImapException.SourceFailed
            || (e instanceof ImapException.Refused refused
                && (refused.code().is(Known.OVERQUOTA)
                    || refused.code().is(Known.TOOBIG)
                    || refused.code().is(Known.TRYCREATE)
                    || refused.code().is(Known.NOPERM)));
    return !other && !batch.messages().getFirst().flags().keywords().isEmpty();
  }

  private static NewMessage plain(NewMessage message) {
    FlagSet system = FlagSet.of(message.flags().system().toArray(new SystemFlag[0]));
    return new NewMessage(message.source(), system, message.internalDate(), message.hasNul());
  }

  private List<AppendOutcome> withoutKeywords(NewMessage message)
      throws InterruptedException, ImapException, SyncException {
    List<AppendOutcome> outcome = again(List.of(plain(message)));
    if (isStored(outcome.getFirst())) {
      lane.met(Quirk.KEYWORDS_REFUSED);
    }
    return outcome;
  }

  private static boolean isStored(AppendOutcome outcome) {
    return outcome instanceof AppendOutcome.Stored
        || outcome instanceof AppendOutcome.StoredSomewhere;
  }

  private List<AppendOutcome> again(List<NewMessage> messages)
      throws InterruptedException, ImapException, SyncException {
    Uploads singly = new Uploads(lane, mailbox, uidValidity);
    lane.run(
        connection -> singly.hand(connection, UploadBatch.single(messages, OptionalLong.empty())));
    return singly.await();
  }

  /** One after the other, since the first that finds no room is the last that is sent. */
  private List<AppendOutcome> whileThereIsRoom(UploadBatch batch)
      throws InterruptedException, ImapException, SyncException {
    List<AppendOutcome> outcomes = new ArrayList<>();
    for (NewMessage message : batch.messages()) {
      boolean full = !outcomes.isEmpty() && outcomes.getLast() instanceof AppendOutcome.NoRoom;
      outcomes.addAll(full ? List.of(outcomes.getLast()) : again(List.of(message)));
    }
    return outcomes;
  }

  /** A server that takes each message and not their batch takes no batches. */
  private List<AppendOutcome> oneByOne(UploadBatch batch)
      throws InterruptedException, ImapException, SyncException {
    List<AppendOutcome> outcomes = again(batch.messages());
    if (outcomes.stream().allMatch(Uploads::isStored)) {
      lane.refuseBatches();
    }
    return outcomes;
  }

  private List<AppendOutcome> stored(Sent command, List<Appended> places) {
    boolean told =
        !places.isEmpty()
            && (uidValidity.isEmpty()
                || places.getFirst().uidValidity().value() == uidValidity.getAsLong());
    if (!told && command.connection().capabilities().has("UIDPLUS")) {
      lane.met(Quirk.APPENDUID_UNTOLD);
    }
    return told
        ? places.stream().<AppendOutcome>map(at -> new AppendOutcome.Stored(at.uid())).toList()
        : Collections.nCopies(command.size(), new AppendOutcome.StoredSomewhere());
  }

  private static AppendOutcome outcome(ImapException e) throws ImapException.Throttled {
    return switch (e) {
      case ImapException.Refused refused when refused.code().is(Known.OVERQUOTA) ->
          new AppendOutcome.NoRoom(String.valueOf(e.getMessage()));
      case ImapException.Overtaken _,
          ImapException.Refused _,
          ImapException.Rejected _,
          ImapException.TlsRefused _,
          ImapException.Dismissed _,
          ImapException.AuthenticationRefused _ ->
          new AppendOutcome.Refused(String.valueOf(e.getMessage()));
      case ImapException.SourceFailed source ->
          source.getCause() instanceof NoSuchFileException
              ? new AppendOutcome.Vanished()
              : new AppendOutcome.Unreadable(String.valueOf(e.getMessage()));
      case ImapException.Throttled throttled -> throw throttled;
      case ImapException.Disconnected _, ImapException.Malformed _, ImapException.Goodbye _ ->
          new AppendOutcome.Unknown();
    };
  }
}
