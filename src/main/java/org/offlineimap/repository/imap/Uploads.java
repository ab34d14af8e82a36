package org.offlineimap.repository.imap;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.imap.client.Appended;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseCode.Known;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteFolder.AppendOutcome;
import org.offlineimap.repository.RemoteFolder.NewMessage;

/**
 * Appends messages, pipelined, and says of each what became of it.
 *
 * @param messages how many there are
 * @param answers to those that were sent
 * @param uidValidity an APPENDUID of another one is worth nothing
 */
record Uploads(int messages, List<Pending<Optional<Appended>>> answers, OptionalLong uidValidity) {

  /** Sends them. */
  static Uploads send(
      Lane lane, FolderName mailbox, List<NewMessage> messages, OptionalLong uidValidity)
      throws InterruptedException, SyncException, ImapException {
    List<Pending<Optional<Appended>>> answers = new ArrayList<>();
    lane.run(connection -> {
      for (NewMessage message : messages) {
        if (connection.isEnded()) {
          break;
        }
        answers.add(handOver(connection, mailbox, message));
      }
      return answers.size();
    });
    return new Uploads(messages.size(), answers, uidValidity);
  }

  /** As many outcomes as messages, in order; none when the server wants a long rest. */
  List<AppendOutcome> await() throws InterruptedException, ImapException {
    List<AppendOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      outcomes.add(
          i < answers.size() ? outcome(answers.get(i), uidValidity) : new AppendOutcome.Unknown());
    }
    return outcomes;
  }

  private static Pending<Optional<Appended>> handOver(
      org.offlineimap.imap.client.ImapConnection connection, FolderName mailbox, NewMessage message)
      throws InterruptedException {
    try {
      Optional<Pending<Optional<Appended>>> tooLarge = tooLarge(connection, message);
      if (tooLarge.isPresent()) {
        return tooLarge.get();
      }
      return connection.append(
          mailbox,
          message.flags(),
          ImapFolder.zoned(message.internalDate()),
          message.source(),
          message.hasNul());
    } catch (ImapException e) {
      return () -> {
        throw e;
      };
    }
  }

  private static AppendOutcome outcome(Pending<Optional<Appended>> answer, OptionalLong uidValidity)
      throws InterruptedException, ImapException {
    try {
      return answer
          .await()
          .filter(
              at -> uidValidity.isEmpty() || at.uidValidity().value() == uidValidity.getAsLong())
          .<AppendOutcome>map(at -> new AppendOutcome.Stored(at.uid()))
          .orElseGet(AppendOutcome.StoredSomewhere::new);
    } catch (ImapException e) {
      return switch (e) {
        case ImapException.Refused refused when refused.code().is(Known.OVERQUOTA) ->
            new AppendOutcome.NoRoom(String.valueOf(e.getMessage()));
        case ImapException.Refused _,
            ImapException.Rejected _,
            ImapException.TlsRefused _,
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

  /** A message above APPENDLIMIT is refused without being sent (RFC 7889). */
  private static Optional<Pending<Optional<Appended>>> tooLarge(
      org.offlineimap.imap.client.ImapConnection connection, NewMessage message) {
    OptionalLong limit = connection.capabilities().appendLimit();
    try {
      if (limit.isEmpty() || message.source().wireOctets() <= limit.getAsLong()) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.of(() -> {
        throw new ImapException.SourceFailed(e);
      });
    }
    long octets = limit.getAsLong();
    String text = "it has more than the %d octets that the server takes".formatted(octets);
    return Optional.of(() -> {
      throw new ImapException.Refused(
          "APPEND", new ResponseText(ResponseCode.named("TOOBIG"), text));
    });
  }
}
