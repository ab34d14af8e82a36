package org.offlineimap.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;
import org.offlineimap.repository.RemoteFolder;

/** A folder of the server in memory. */
final class FakeRemoteFolder implements RemoteFolder {
  private final FakeRemote server;
  private final FolderName name;

  FakeRemoteFolder(FakeRemote server, FolderName name) {
    this.server = server;
    this.name = name;
  }

  private FakeRemote.Mailbox box() {
    return server.mailbox(name.text());
  }

  private FakeMail mail(Uid uid) {
    FakeMail mail = box().mails.get(uid.value());
    if (mail == null) {
      throw new IllegalStateException("no message " + uid);
    }
    return mail;
  }

  @Override
  public FolderName name() {
    return name;
  }

  @Override
  public Inquiry beginList(Optional<Checkpoint> since) {
    return this::list;
  }

  @Override
  public Listing.Complete recall(Checkpoint unchanged) {
    return new Listing.Complete(
        unchanged.uidValidity(),
        OptionalLong.of(unchanged.uidNext()),
        OptionalLong.of(unchanged.highestModSeq()),
        unchanged.messages(),
        false,
        false);
  }

  private Listing list() {
    if (server.partial) {
      return new Listing.Partial("cut short");
    }
    MessageList.Builder list = new MessageList.Builder();
    box().mails.forEach((uid, mail) -> list.add(uid, mail.flags()));
    return new Listing.Complete(
        new UidValidity(box().uidValidity),
        OptionalLong.of(box().uidNext),
        OptionalLong.of(box().modSeq),
        list.build(),
        server.readOnly,
        true);
  }

  @Override
  public Fetch fetch(UidSet uids, BodySink sink) {
    if (server.cut) {
      return FakeRemoteFolder::lose;
    }
    UidSet.Builder complete = new UidSet.Builder();
    UidSet.Builder missing = new UidSet.Builder();
    Map<Uid, String> refused = new HashMap<>();
    for (Uid uid : uids) {
      if (server.cuts > 0
          && box().mails.containsKey(uid.value())
          && mail(uid).text().contains(server.cutAt)) {
        server.cuts--;
        return FakeRemoteFolder::lose;
      }
      if (!box().mails.containsKey(uid.value())) {
        missing.add(uid.value());
      } else if (mail(uid).text().contains(server.refused)) {
        refused.put(uid, "NO");
      } else if (mail(uid).text().contains(server.hollow)) {
        hollow(uid, sink, missing);
      } else {
        send(uid, sink);
        complete.add(uid.value());
      }
    }
    Map<Uid, Traits> traits = new HashMap<>();
    uids.forEach(uid -> traits.put(uid, traits(uid)));
    return () -> new FetchOutcome(complete.build(), missing.build(), refused, traits);
  }

  private Traits traits(Uid uid) {
    return box().traits.getOrDefault(uid.value(), Traits.NONE);
  }

  private static FetchOutcome lose() throws SyncException {
    throw new SyncException.RepositoryFailure("the connection was lost", null, true);
  }

  private void hollow(Uid uid, BodySink sink, UidSet.Builder missing) {
    if (server.silent) {
      missing.add(uid.value());
      return;
    }
    try {
      sink.open(uid, 0).close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void send(Uid uid, BodySink sink) {
    server.bodies++;
    byte[] octets = mail(uid).octets();
    try (OutputStream out = sink.open(uid, octets.length)) {
      out.write(octets);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Every message here is as young as one may wish. */
  @Override
  public UidSet search(Criterion wanted, UidSet among) {
    UidSet found =
        switch (wanted) {
          case Criterion.Since _ -> UidSet.of(uids(_ -> true));
          case Criterion.Smaller(long octets) ->
              UidSet.of(uids(mail -> mail.text().length() < octets));
        };
    return found.filter(among::contains);
  }

  private long[] uids(Predicate<FakeMail> wanted) {
    return box().mails.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .mapToLong(Map.Entry::getKey)
        .toArray();
  }

  @Override
  public void facts(UidSet uids, Consumer<Facts> each) {
    for (Uid uid : uids) {
      if (box().mails.containsKey(uid.value())) {
        each.accept(new Facts(uid, mail(uid).octets().length, traits(uid)));
      }
    }
  }

  @Override
  public Map<Uid, byte[]> headers(UidSet uids) {
    if (server.headersRefused) {
      throw new IllegalStateException("no header was to be asked for");
    }
    server.headerCommands++;
    Map<Uid, byte[]> headers = new HashMap<>();
    for (Uid uid : uids) {
      if (box().mails.containsKey(uid.value())) {
        headers.put(uid, header(uid));
      }
    }
    return headers;
  }

  private byte[] header(Uid uid) {
    String text = mail(uid).text();
    int end = text.indexOf("\r\n\r\n");
    String header = end < 0 ? text : text.substring(0, end + 4);
    return header.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public Appending beginAppend(List<NewMessage> messages) {
    List<AppendOutcome> outcomes = new ArrayList<>();
    for (NewMessage message : messages) {
      outcomes.add(append(message));
    }
    return () -> outcomes;
  }

  private AppendOutcome append(NewMessage message) {
    String text = text(message);
    if (text.contains(server.refused)) {
      return new AppendOutcome.Refused("NO");
    }
    if (server.noRoom) {
      return new AppendOutcome.NoRoom("NO [OVERQUOTA]");
    }
    if (text.contains("\0") != message.hasNul()) {
      return new AppendOutcome.Refused("NUL");
    }
    long[] uid = new long[1];
    String kept = server.rewrites ? "X-Seen: by server\r\n" + text : text;
    server.log.effect("append to " + name, () -> uid[0] = box().add(kept, message.flags()));
    return server.uidPlus
        ? new AppendOutcome.Stored(new Uid(uid[0]))
        : new AppendOutcome.StoredSomewhere();
  }

  private static String text(NewMessage message) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    try {
      message.source().writeTo(out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public FlagChanging beginFlagChanges(List<FlagChange> changes) {
    UidSet done = UidSet.empty();
    List<FlagChange> unsupported = new ArrayList<>();
    for (FlagChange change : changes) {
      if (!server.newKeywords && !change.flags().keywords().isEmpty()) {
        unsupported.add(change);
      } else {
        server.log.effect("flag " + change + " in " + name, () -> apply(change));
        done = done.union(change.uids());
      }
    }
    FlagOutcome outcome = new FlagOutcome(done, unsupported);
    return () -> outcome;
  }

  private void apply(FlagChange change) {
    box().modSeq++;
    change
        .uids()
        .forEachUid(uid -> box().mails.computeIfPresent(uid, (u, mail) -> changed(mail, change)));
  }

  static FakeMail changed(FakeMail mail, FlagChange change) {
    FlagSet flags =
        change.add() ? mail.flags().union(change.flags()) : mail.flags().minus(change.flags());
    return mail.with(flags);
  }

  @Override
  public Deleting beginDelete(UidSet uids, UidSet marked, boolean expunge) throws SyncException {
    Removal removal = removal(uids, marked, expunge);
    return () -> removal;
  }

  private Removal removal(UidSet uids, UidSet marked, boolean expunge) throws SyncException {
    UidSet unmarked = uids.minus(marked);
    if (!expunge || (!server.exactExpunge && foreignDeleted(uids))) {
      if (!unmarked.isEmpty()) {
        changeFlags(List.of(new FlagChange(unmarked, FlagSet.of(SystemFlag.DELETED), true)));
      }
      return new Removal(UidSet.empty(), uids);
    }
    server.log.effect(
        "delete " + uids + " in " + name,
        () -> {
          box().modSeq++;
          uids.forEachUid(box().mails::remove);
        });
    return new Removal(uids, UidSet.empty());
  }

  @Override
  public boolean storesNul() {
    return server.nul;
  }

  @Override
  public boolean movesAtOnce() {
    return server.moves;
  }

  /** A move is one effect for each message. */
  @Override
  public Transferring beginTransfer(UidSet uids, RemoteFolder target, boolean move) {
    server.beforeTransfer.run();
    FakeRemote.Mailbox to = server.mailbox(target.name().text());
    Map<Uid, Uid> placed = new HashMap<>();
    Map<Uid, String> refused = new HashMap<>();
    UidSet absent = uids.filter(uid -> !box().mails.containsKey(uid));
    for (Uid uid : uids.minus(absent)) {
      if (server.immovable) {
        refused.put(uid, "NO");
      } else {
        placed.put(uid, transfer(uid, target.name(), to, move));
      }
    }
    UidSet done = uids.minus(absent).filter(uid -> !refused.containsKey(new Uid(uid)));
    return server.copyUid
        ? () -> new Transferred(placed, UidSet.empty(), absent, refused)
        : () -> new Transferred(Map.of(), done, UidSet.empty(), refused);
  }

  private Uid transfer(Uid uid, FolderName target, FakeRemote.Mailbox to, boolean move) {
    FakeMail mail = mail(uid);
    long[] place = new long[1];
    server.log.effect(
        (move ? "move " : "copy ") + uid + " of " + name + " to " + target,
        () -> {
          place[0] = to.add(mail.text(), mail.flags());
          to.traits.put(place[0], traits(uid));
          if (move) {
            box().mails.remove(uid.value());
            box().modSeq++;
          }
        });
    return new Uid(place[0]);
  }

  private boolean foreignDeleted(UidSet ours) {
    return box().mails.entrySet().stream()
        .anyMatch(entry ->
            entry.getValue().flags().contains(SystemFlag.DELETED)
                && !ours.contains(entry.getKey()));
  }
}
