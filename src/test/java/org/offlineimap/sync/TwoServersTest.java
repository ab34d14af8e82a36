package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidPairs;
import org.offlineimap.repository.imap.MappedMemory;
import org.offlineimap.repository.imap.MappedRepository;
import org.offlineimap.repository.imap.Spool;
import org.offlineimap.testing.EffectLog;
import org.offlineimap.testing.FakeMail;
import org.offlineimap.testing.FakeRemote;
import org.offlineimap.testing.FakeStatus;

/** A server in the local role: nothing is made twice or lost, wherever the process dies. */
final class TwoServersTest {
  private static final class Servers {
    final EffectLog log = new EffectLog();
    final FakeRemote far = new FakeRemote(log);
    final FakeRemote near = new FakeRemote(log);
    final FakeStatus status = new FakeStatus(log);
    boolean expunge = true;

    Result sync() {
      MappedRepository local = new MappedRepository(near, new Memory(status), expunge);
      return new AccountSync(
              SyncSettings.defaults("A"),
              new Endpoints(far, local, status, NameRules.NONE, new Mentions()),
              event -> {},
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

  private record Memory(FakeStatus status) implements MappedMemory {
    @Override
    public UidPairs load(FolderName folder, String separator) {
      return status.uidMap(folder, separator);
    }

    @Override
    public void save(FolderName folder, String separator, UidPairs pairs) {
      status.saveUidMap(folder, separator, pairs);
    }

    @Override
    public Spool spool() {
      return new MemorySpool();
    }
  }

  private static final class MemorySpool implements Spool {
    @Override
    public Slot slot(long octets) {
      ByteArrayOutputStream held = new ByteArrayOutputStream();
      return new Slot() {
        @Override
        public OutputStream out() {
          return held;
        }

        @Override
        public long wireOctets() {
          return octets;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
          held.writeTo(out);
        }
      };
    }

    @Override
    public void close() {}
  }

  private static FlagSet flags(String letters) {
    return FlagSet.ofLetters(letters);
  }

  private static Servers beforeFirstSync() {
    Servers servers = new Servers();
    for (int i = 1; i <= 3; i++) {
      servers.far.mailbox("INBOX").add(World.text("far" + i), flags(i == 2 ? "S" : ""));
    }
    servers.far.mailbox("INBOX").add(World.text("far3"), flags(""));
    servers.far.mailbox("Lists/Java").add(World.text("j"), flags("F"));
    servers.near.mailbox("INBOX").add(World.text("near1"), flags("S"));
    servers.near.mailbox("INBOX").add(World.text("near2"), flags(""));
    servers.near.mailbox("INBOX").add(World.text("near2"), flags(""));
    servers.near.mailbox("Own").add(World.text("n"), flags("D"));
    return servers;
  }

  private static Servers afterChanges() {
    Servers servers = beforeFirstSync();
    servers.sync();
    FakeRemote.Mailbox far = servers.far.mailbox("INBOX");
    FakeRemote.Mailbox near = servers.near.mailbox("INBOX");
    far.add(World.text("far9"), flags("S"));
    near.add(World.text("near9"), flags("F"));
    far.mails.remove(1L);
    near.mails.remove(near.mails.keySet().stream().max(Long::compare).orElseThrow() - 1);
    far.mails.computeIfPresent(
        3L, (uid, mail) -> new FakeMail(mail.text(), flags("F"), mail.uid()));
    near.mails.computeIfPresent(
        2L, (uid, mail) -> new FakeMail(mail.text(), flags("S"), mail.uid()));
    far.modSeq++;
    servers.log.revive();
    return servers;
  }

  private static Servers tellingNoUids(Servers servers) {
    servers.far.uidPlus = false;
    servers.near.uidPlus = false;
    return servers;
  }

  @Test
  void aFirstSyncSurvivesEveryKill() {
    everyKill(TwoServersTest::beforeFirstSync);
  }

  @Test
  void aSyncOfChangesSurvivesEveryKill() {
    everyKill(TwoServersTest::afterChanges);
  }

  @Test
  void aFirstSyncSurvivesEveryKillWhenNeitherServerTellsUids() {
    everyKill(() -> tellingNoUids(beforeFirstSync()));
  }

  @Test
  void aSyncOfChangesSurvivesEveryKillWhenNeitherServerTellsUids() {
    everyKill(() -> tellingNoUids(afterChanges()));
  }

  private static void everyKill(Supplier<Servers> begin) {
    Servers calm = begin.get();
    calm.log.revive();
    calm.sync();
    int effects = calm.log.effects().size();
    assertThat(effects).isGreaterThan(8);
    assertThat(calm.mapIsRight()).isTrue();
    assertThat(Servers.mail(calm.near)).isEqualTo(Servers.mail(calm.far));
    for (int n = 1; n <= effects; n++) {
      for (boolean after : new boolean[] {false, true}) {
        Servers servers = begin.get();
        String where = killed(servers, n, after);
        servers.log.revive();
        servers.sync();
        assertThat(Servers.mail(servers.far)).as(where).isEqualTo(Servers.mail(calm.far));
        assertThat(Servers.mail(servers.near)).as(where).isEqualTo(Servers.mail(calm.near));
        assertThat(servers.mapIsRight()).as(where).isTrue();
        servers.log.revive();
        servers.sync();
        assertThat(servers.log.effects()).as("third run, " + where).isSubsetOf("marks");
      }
    }
  }

  private static String killed(Servers servers, int n, boolean after) {
    servers.log.dieAt(n, after);
    try {
      servers.sync();
      return "never died";
    } catch (EffectLog.Killed e) {
      return "effect " + n + ", killed " + e.getMessage();
    }
  }

  @Test
  void aServerThatRewritesIsStoredInOnceAllTheSame() {
    Servers servers = new Servers();
    servers.far.mailbox("INBOX").add(World.text("a"), flags(""));
    servers.near.mailbox("INBOX");
    servers.near.uidPlus = false;
    servers.near.rewrites = true;
    servers.sync();
    servers.sync();
    servers.sync();
    assertThat(Servers.mail(servers.near)).hasSize(1);
    assertThat(Servers.mail(servers.far)).hasSize(1);
  }

  @Test
  void whatIsOnlyMarkedStaysHidden() {
    Servers servers = beforeFirstSync();
    servers.expunge = false;
    servers.sync();
    servers.far.mailbox("INBOX").mails.remove(1L);
    servers.far.mailbox("INBOX").modSeq++;
    servers.sync();
    assertThat(servers.near.mailbox("INBOX").mails.values())
        .filteredOn(mail -> mail.flags().contains(SystemFlag.DELETED))
        .hasSize(1);
    servers.log.revive();
    servers.sync();
    assertThat(servers.log.effects()).isSubsetOf("marks");
    assertThat(servers.far.mailbox("INBOX").mails).hasSize(6);
  }
}
