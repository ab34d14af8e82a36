package org.offlineimap.sync;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.AppendOutcome;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.repository.RemoteFolder.NewMessage;
import org.offlineimap.status.Journal;
import org.offlineimap.status.MessageNote;
import org.offlineimap.status.UploadIntent;

/**
 * Copies messages from disk to the server, in groups. The intents of a group are durable before the
 * first octet is sent, and end when its rows are (rule R2).
 */
final class Uploads {
  private static final int GROUP = 100;

  /** Groups on the wire whose answers nobody has looked at. */
  private static final int AHEAD = 10;

  private final FolderWork work;
  private final Listing.Complete listing;
  private final Journal journal;
  private final int total;
  private final Deque<Sent> underWay = new ArrayDeque<>();
  private int ordinal;
  private boolean unanswered;

  /** A message ready to go. */
  private record Ready(Fresh fresh, NewMessage message, UploadIntent.Draft draft) {}

  /** A group between its sending and its rows. */
  private record Sent(
      List<Ready> ready,
      List<UploadIntent> intents,
      Transit transit,
      RemoteFolder.Appending appending) {}

  Uploads(FolderWork work, Listing.Complete listing, int total) {
    this.work = work;
    this.listing = listing;
    this.journal = work.pass().ends().status().journal();
    this.total = total;
  }

  /**
   * Uploads {@code fresh} in order.
   *
   * @return whether some were stored under UIDs that the server did not tell
   */
  static boolean run(FolderWork work, Listing.Complete listing, List<Fresh> fresh)
      throws SyncException {
    Uploads uploads = new Uploads(work, listing, fresh.size());
    int ahead = work.local().numbered().isPresent() ? 0 : AHEAD;
    for (int from = 0; from < fresh.size() && uploads.mayGoOn(); from += GROUP) {
      uploads.send(fresh.subList(from, Math.min(fresh.size(), from + GROUP)));
      if (uploads.underWay.size() > ahead) {
        uploads.settle();
      }
    }
    while (!uploads.underWay.isEmpty()) {
      uploads.settle();
    }
    work.local().expect(List.of());
    return uploads.unanswered;
  }

  /** From another server bodies are fetched a group at a time, and let go of before the next. */
  private void send(List<Fresh> fresh) throws SyncException {
    work.local().expect(fresh);
    List<Ready> ready = new ArrayList<>();
    for (Fresh message : fresh) {
      prepare(message).ifPresent(ready::add);
    }
    if (ready.isEmpty()) {
      return;
    }
    List<UploadIntent> intents = journal.begin(ready.stream().map(Ready::draft).toList());
    Transit transit = new Transit(work);
    RemoteFolder.Appending appending =
        work.remote()
            .beginAppend(ready.stream().map(one -> transit.counting(one.message())).toList());
    underWay.add(new Sent(ready, intents, transit, appending));
  }

  private void settle() throws SyncException {
    Sent oldest = underWay.remove();
    settle(oldest, oldest.appending().await());
  }

  private Optional<Ready> prepare(Fresh fresh) throws SyncException {
    ordinal++;
    try {
      MessageSource source = work.outgoing(work.local().open(fresh));
      Fingerprint print = Fingerprint.of(source);
      if (print.hasNul() && !work.remote().storesNul()) {
        refused(fresh, "it holds the octet NUL, which the server cannot store as it is");
        return Optional.empty();
      }
      Optional<Instant> date = work.local().internalDate(fresh);
      work.pass()
          .tell(
              new SyncEvent.CopyingMessage(
                  work.pass().account(),
                  work.name(),
                  new SyncEvent.CopyingMessage.Copy(ordinal - total - 1L, ordinal, total),
                  work.localEnd(),
                  work.remoteEnd()));
      FlagSet flags = leaving(fresh);
      return Optional.of(
          new Ready(
              fresh,
              new NewMessage(source, flags, date, print.hasNul()),
              draft(fresh, print, date)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      unsent(fresh, "it cannot be read: " + e);
      return Optional.empty();
    } catch (SyncException.MessageFailure e) {
      work.pass().failed(work.name(), "", e);
      return Optional.empty();
    }
  }

  /** Where the server does not tell: above what it holds. */
  static long firstNewUid(Listing.Complete listing) {
    MessageList held = listing.messages();
    return listing.uidNext().orElse(held.size() == 0 ? 1 : held.uid(held.size() - 1) + 1);
  }

  /** From a server, keywords without letters go along. */
  private FlagSet leaving(Fresh fresh) {
    return work.local().numbered().isPresent()
        ? fresh.flags()
        : work.pass().settings().letters().restrict(fresh.flags());
  }

  private UploadIntent.Draft draft(Fresh fresh, Fingerprint print, Optional<Instant> date) {
    return new UploadIntent.Draft(
        work.pair().key(),
        listing.uidValidity().value(),
        OptionalLong.of(firstNewUid(listing)),
        fresh.key(),
        print.octets(),
        print.hex(),
        print.messageId(),
        date.map(d -> OptionalLong.of(d.toEpochMilli())).orElse(OptionalLong.empty()));
  }

  private void settle(Sent group, List<AppendOutcome> outcomes) throws SyncException {
    List<Ready> ready = group.ready();
    List<UploadIntent> intents = group.intents();
    List<UploadIntent> done = new ArrayList<>();
    List<UploadIntent> somewhere = new ArrayList<>();
    Mapping mapping = new Mapping(work);
    long sent = 0;
    boolean lost = false;
    for (int i = 0; i < ready.size(); i++) {
      UploadIntent intent = intents.get(i);
      switch (outcomes.get(i)) {
        case AppendOutcome.Stored(Uid uid) -> {
          mapping.assign(intent, ready.get(i).fresh(), uid);
          sent += intent.draft().wireOctets();
        }
        case AppendOutcome.StoredSomewhere() -> somewhere.add(intent);
        case AppendOutcome.Refused(String reason) -> {
          refused(ready.get(i).fresh(), reason);
          done.add(intent);
        }
        case AppendOutcome.NoRoom(String reason) -> {
          noRoom(ready.get(i).fresh(), reason);
          done.add(intent);
        }
        case AppendOutcome.Unreadable(String reason) -> {
          unsent(ready.get(i).fresh(), reason);
          done.add(intent);
        }
        case AppendOutcome.Vanished() -> done.add(intent);
        case AppendOutcome.Unknown() -> lost = true;
      }
    }
    if (!somewhere.isEmpty()) {
      journal.unmapped(somewhere);
      unanswered = true;
    }
    mapping.commit();
    endAll(done);
    group.transit().end(ready.size(), sent);
    refuseLoss(lost);
  }

  private void endAll(List<UploadIntent> done) throws SyncException {
    if (!done.isEmpty()) {
      journal.end(done);
    }
  }

  /** Whether the message arrived is found out by the next run, from the open intents. */
  private static void refuseLoss(boolean lost) throws SyncException {
    if (lost) {
      throw new SyncException.RepositoryFailure(
          "the connection was lost during an upload; the next run finds out what arrived",
          null,
          true);
    }
  }

  private boolean mayGoOn() {
    return !work.stopped() && !work.pass().tally().isFull();
  }

  /** No fault of the message: nothing more is uploaded in this run, and it is told once. */
  private void noRoom(Fresh fresh, String reason) {
    if (work.pass().tally().full()) {
      String text =
          failure(fresh, reason)
              + ". The server has no room left, so this run uploads nothing more; the next run goes"
              + " on here. Delete messages there, or ask for more room.";
      work.pass().failed(work.name(), "", new SyncException.RepositoryFailure(text, null, true));
    }
  }

  private void unsent(Fresh fresh, String reason) {
    work.pass().messageFailed(work.name(), failure(fresh, reason));
  }

  private void refused(Fresh fresh, String reason) {
    work.messageRefused(Quarantine.name(fresh.key()), failure(fresh, reason), reason);
  }

  private String failure(Fresh fresh, String reason) {
    return "message " + fresh.key() + " in " + work.name() + " was not uploaded: " + reason;
  }

  /** Gives uploaded messages their UIDs, then their rows, then ends their intents. */
  static final class Mapping {
    private final FolderWork work;
    private final MessageList.Builder rows = new MessageList.Builder();
    private final List<UploadIntent> mapped = new ArrayList<>();
    private final List<UploadIntent> stuck = new ArrayList<>();
    private final Map<Long, List<MessageNote>> notes = new TreeMap<>();

    Mapping(FolderWork work) {
      this.work = work;
    }

    /**
     * Renames the message. A keyword's row waits for the next listing, since a server may drop
     * keywords from an APPEND; and a message that vanished gets no row, so it comes back. Nor does
     * one that was moved there, whose flags on the server are its own: it is adopted, and flags are
     * united.
     */
    void assign(UploadIntent intent, Fresh fresh, Uid uid) throws SyncException {
      try {
        work.pass()
            .debug(work.name(), work.pair().local() + ": " + fresh.key() + " becomes " + uid);
        if (work.local().assignUid(fresh, uid, fresh.flags())) {
          assigned(intent, fresh, uid);
          work.pass().quarantine().succeeded(work.pair().key(), Quarantine.name(fresh.key()));
        }
        mapped.add(intent);
      } catch (SyncException.MessageFailure e) {
        stuck.add(intent);
        work.pass().failed(work.name(), "", e);
      }
    }

    private void assigned(UploadIntent intent, Fresh fresh, Uid uid) {
      boolean moved = intent.draft().moved();
      if (!moved) {
        rows.add(uid.value(), systemOnly(fresh.flags()));
      }
      note(intent, uid);
      work.pass().tally().add(moved ? Tally.Done.MOVED : Tally.Done.UPLOADED, 1);
    }

    /**
     * What was found by its Message-ID only is not octet by octet what was sent, and of what moved
     * between two servers nobody has read the octets.
     */
    private void note(UploadIntent intent, Uid uid) {
      if (!intent.unmapped() && !intent.draft().sha256().isEmpty()) {
        UploadIntent.Draft sent = intent.draft();
        notes
            .computeIfAbsent(sent.uidValidity(), _ -> new ArrayList<>())
            .add(
                new MessageNote(
                    uid,
                    sent.wireOctets(),
                    sent.sha256(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    ""));
      }
    }

    private static FlagSet systemOnly(FlagSet flags) {
      return FlagSet.of(flags.system().toArray(new SystemFlag[0]));
    }

    /** What the server has, and could not be given its UID here, must not go up again. */
    void commit() throws SyncException {
      if (!stuck.isEmpty()) {
        work.pass().ends().status().journal().unmapped(stuck);
      }
      if (!mapped.isEmpty()) {
        work.local().force();
        work.put(rows.build());
        notes.forEach(
            (uidValidity, known) -> work.notes().put(work.pair().key(), uidValidity, known));
        work.pass().ends().status().journal().end(mapped);
      }
    }
  }
}
