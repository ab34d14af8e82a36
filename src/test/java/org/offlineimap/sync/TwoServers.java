package org.offlineimap.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.UidPairs;
import org.offlineimap.repository.imap.MappedRepository;
import org.offlineimap.testing.EffectLog;
import org.offlineimap.testing.FakeMail;
import org.offlineimap.testing.FakeRemote;
import org.offlineimap.testing.FakeStatus;
import org.offlineimap.testing.MappedMemories;

/** Two servers in memory, an account between them, and how to run a pass. */
final class TwoServers {
  final EffectLog log = new EffectLog();
  final FakeRemote far = new FakeRemote(log);
  final FakeRemote near = new FakeRemote(log);
  final FakeStatus status = new FakeStatus(log);
  final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());
  SyncSettings settings = SyncSettings.defaults("A");
  boolean expunge = true;

  Result sync() {
    events.clear();
    MappedRepository local = new MappedRepository(near, new MappedMemories(status), expunge);
    return new AccountSync(
            settings,
            new Endpoints(far, local, status, NameRules.NONE, new Mentions()),
            events::add,
            () -> Instant.ofEpochSecond(1_700_000_000),
            StopSignal.NEVER)
        .run();
  }

  static List<String> mail(FakeRemote server) {
    List<String> all = new ArrayList<>();
    server
        .mailboxes()
        .forEach((name, box) ->
            box.mails
                .values()
                .forEach(mail -> all.add(name + "|" + mail.text() + "|" + mail.flags())));
    Collections.sort(all);
    return all;
  }

  /** Whether all messages are mapped, each to its equal; pairs of vanished ones do not count. */
  boolean mapIsRight() {
    return near.mailboxes().entrySet().stream()
        .allMatch(box -> {
          UidPairs pairs =
              status.uidMap(box.getKey(), "/").onlyLocal(box.getValue().mails::containsKey);
          return pairs.size() == box.getValue().mails.size()
              && box.getValue().mails.entrySet().stream()
                  .allMatch(
                      mail -> same(box.getKey(), mail.getValue(), pairs.remote(mail.getKey())));
        });
  }

  private boolean same(FolderName folder, FakeMail mail, OptionalLong remote) {
    FakeMail there =
        remote.isPresent() ? far.mailbox(folder.text()).mails.get(remote.getAsLong()) : null;
    return there != null && there.text().equals(mail.text());
  }
}
