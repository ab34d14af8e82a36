package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.testing.EffectLog;
import org.offlineimap.testing.FakeMail;
import org.offlineimap.testing.FakeRemote;

/** A server in the local role: nothing is made twice or lost, wherever the process dies. */
final class TwoServersTest {
  private static FlagSet flags(String letters) {
    return FlagSet.ofLetters(letters);
  }

  private static TwoServers beforeFirstSync() {
    TwoServers servers = new TwoServers();
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

  private static TwoServers afterChanges() {
    TwoServers servers = beforeFirstSync();
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

  private static TwoServers tellingNoUids(TwoServers servers) {
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

  private static void everyKill(Supplier<TwoServers> begin) {
    TwoServers calm = begin.get();
    calm.log.revive();
    calm.sync();
    int effects = calm.log.effects().size();
    assertThat(effects).isGreaterThan(8);
    assertThat(calm.mapIsRight()).isTrue();
    assertThat(TwoServers.mail(calm.near)).isEqualTo(TwoServers.mail(calm.far));
    for (int n = 1; n <= effects; n++) {
      for (boolean after : new boolean[] {false, true}) {
        TwoServers servers = begin.get();
        String where = killed(servers, n, after);
        servers.log.revive();
        servers.sync();
        assertThat(TwoServers.mail(servers.far)).as(where).isEqualTo(TwoServers.mail(calm.far));
        assertThat(TwoServers.mail(servers.near)).as(where).isEqualTo(TwoServers.mail(calm.near));
        assertThat(servers.mapIsRight()).as(where).isTrue();
        servers.log.revive();
        servers.sync();
        assertThat(servers.log.effects()).as("third run, " + where).isSubsetOf("marks");
      }
    }
  }

  private static String killed(TwoServers servers, int n, boolean after) {
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
    TwoServers servers = new TwoServers();
    servers.far.mailbox("INBOX").add(World.text("a"), flags(""));
    servers.near.mailbox("INBOX");
    servers.near.uidPlus = false;
    servers.near.rewrites = true;
    servers.sync();
    servers.sync();
    servers.sync();
    assertThat(TwoServers.mail(servers.near)).hasSize(1);
    assertThat(TwoServers.mail(servers.far)).hasSize(1);
  }

  @Test
  void aKeywordThatTheLocalServerDoesNotKeepStaysWhereItIs() {
    TwoServers servers = new TwoServers();
    SyncSettings s = servers.settings;
    servers.settings =
        new SyncSettings(
            "A",
            s.local(),
            s.remote(),
            s.conduct(),
            s.window(),
            s.letters().withEveryKeyword(),
            s.orders());
    servers.far.mailbox("INBOX").add(World.text("a"), flags(""));
    servers.near.newKeywords = false;
    servers.sync();
    FakeRemote.Mailbox far = servers.far.mailbox("INBOX");
    FlagSet wanted = FlagSet.ofImapNames(List.of("$Work", "\\Seen"));
    far.mails.computeIfPresent(1L, (_, mail) -> new FakeMail(mail.text(), wanted, mail.uid()));
    far.modSeq++;
    for (int pass = 0; pass < 3; pass++) {
      assertThat(servers.sync().outcome()).isEqualTo(Result.Outcome.OK);
      assertThat(TwoServers.mail(servers.far)).singleElement().asString().contains("$Work");
      assertThat(TwoServers.mail(servers.near)).singleElement().asString().endsWith("|\\Seen");
    }
  }

  @Test
  void whatIsOnlyMarkedStaysHidden() {
    TwoServers servers = beforeFirstSync();
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
