package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.testing.FakeLocal;
import org.offlineimap.testing.FakeMail;
import org.offlineimap.testing.FakeRemote;

/** Keywords with a letter cross both ways; all others are left alone: defects 2 and 22. */
final class KeywordTest {
  private static final FlagSet TODO = FlagSet.ofImapNames(List.of("todo"));

  private final World world = new World();
  private final FakeRemote.Mailbox inbox = world.remote.mailbox("INBOX");
  private final FakeLocal.Directory disk = world.local.directory("INBOX");

  @BeforeEach
  void inAgreement() {
    SyncSettings d = world.settings;
    world.settings =
        new SyncSettings(
            "A",
            d.local(),
            d.remote(),
            d.conduct(),
            d.window(),
            new LetterMap(Map.of('a', "todo")),
            d.orders());
    inbox.add(World.text("1"), FlagSet.none());
    inbox.add(World.text("2"), FlagSet.none());
    world.sync();
    world.sync();
  }

  private void flagLocally(long uid, FlagSet flags) {
    String key = disk.keyOf(uid).orElseThrow();
    FakeMail mail = java.util.Objects.requireNonNull(disk.files.get(key));
    disk.set(key, Optional.of(new FakeMail(mail.text(), flags, mail.uid())));
  }

  private void flagRemotely(long uid, FlagSet flags) {
    inbox.mails.computeIfPresent(uid, (_, mail) -> new FakeMail(mail.text(), flags, mail.uid()));
    inbox.modSeq++;
  }

  private FlagSet remote(long uid) {
    return java.util.Objects.requireNonNull(inbox.mails.get(uid)).flags();
  }

  private List<String> warnings() {
    return world.events.stream()
        .filter(SyncEvent.Warning.class::isInstance)
        .map(event -> ((SyncEvent.Warning) event).text())
        .toList();
  }

  @Test
  void aKeywordWithALetterCrossesBothWays() {
    flagLocally(1, TODO);
    flagRemotely(2, TODO);
    world.sync();
    assertThat(remote(1)).isEqualTo(TODO);
    assertThat(world.localMail()).isEqualTo(world.remoteMail());
    flagLocally(1, FlagSet.none());
    world.sync();
    assertThat(remote(1)).isEqualTo(FlagSet.none());
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void aKeywordThatTheServerDoesNotKeepStaysHereAndIsToldOnce() {
    world.remote.newKeywords = false;
    flagLocally(1, TODO.union(World.flags("F")));
    flagLocally(2, TODO);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(warnings()).singleElement().asString().contains("keeps no flag todo");
    assertThat(remote(1)).isEqualTo(World.flags("F"));
    assertThat(world.status.rows("INBOX").get(1L)).isEqualTo(World.flags("F"));
    for (int run = 0; run < 2; run++) {
      assertThat(world.effectsOfSync()).isEmpty();
      assertThat(warnings()).isEmpty();
    }
    assertThat(world.localMail()).allMatch(mail -> mail.contains("todo"));
    flagLocally(1, TODO);
    world.sync();
    assertThat(remote(1)).isEqualTo(FlagSet.none());
  }

  @Test
  void unknownKeywordsAreToldOnceForEachFolder() {
    flagRemotely(1, FlagSet.ofImapNames(List.of("$Fwd", "other", "todo")));
    world.sync();
    assertThat(warnings())
        .containsExactly(
            "Unknown keywords skipped: ['$Fwd', 'other']\nYou may want to change your"
                + " configuration to include those");
    flagRemotely(2, FlagSet.ofImapNames(List.of("other", "new")));
    world.sync();
    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith("Unknown keywords skipped: ['new']");
  }
}
