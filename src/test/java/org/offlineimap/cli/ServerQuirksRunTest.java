package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.SessionLog;
import org.offlineimap.testing.Proves;

/** What strange servers do to a whole run (reference: field 5). */
final class ServerQuirksRunTest {
  @TempDir Path temp;

  private Household house(Behaviour behaviour) throws IOException {
    return new Household(temp, SandboxServer.builder().behaving(behaviour));
  }

  private static Run ok(Household house) throws IOException {
    Run run = house.run();
    assertThat(run.exit()).as(run.output()).isZero();
    return run;
  }

  private static void met(Household house, Behaviour behaviour) {
    assertThat(house.server.sessions()).anyMatch(log -> log.met().contains(behaviour));
  }

  private static String local(String name) {
    return Household.text(name).replace("\r\n", "\n");
  }

  private static List<String> subjects(Household house, String folder) {
    return house.mailbox(folder).messages().stream()
        .map(message -> subject(new String(message.octets(), StandardCharsets.ISO_8859_1)))
        .sorted()
        .toList();
  }

  private static List<String> disk(Household house, String folder) throws IOException {
    List<String> found = new java.util.ArrayList<>();
    for (Path file : house.files(folder)) {
      found.add(subject(Files.readString(file)));
    }
    return found.stream().sorted().toList();
  }

  private static String subject(String message) {
    return message.lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElse("");
  }

  private static long sent(Household house, String command) {
    return house.server.sessions().stream()
        .map(SessionLog::commands)
        .flatMap(List::stream)
        .filter(line -> line.startsWith(command))
        .count();
  }

  @Test
  @Proves(Quirk.SELECT_ENDS_CONNECTION)
  void aLockedFolderFailsAndAllOthersGoOn() throws Exception {
    try (Household house = house(Behaviour.GOODBYE_WHEN_LOCKED)) {
      for (String folder : List.of("Alpha", "INBOX", "Locked", "Zeta")) {
        house.deliver(folder, Household.text(folder));
      }
      for (int i = 1; i <= 2; i++) {
        house.put("Zeta", "new/1.up" + i, local("up" + i));
        Run run = house.run();
        assertThat(run.exit()).as(run.output()).isEqualTo(1);
        assertThat(run.output())
            .contains("folder 'Locked'", "the server ended the connection", "is locked");
        assertThat(house.files("Alpha")).hasSize(1);
        assertThat(house.files("INBOX")).hasSize(1);
        assertThat(house.files("Locked")).isEmpty();
        assertThat(house.files("Zeta")).hasSize(1 + i);
        assertThat(house.mailbox("Zeta").messages()).hasSize(1 + i);
      }
      met(house, Behaviour.GOODBYE_WHEN_LOCKED);
    }
  }

  @Test
  @Proves(Quirk.JUNK_TAKES_NO_UPLOADS)
  void whatTheJunkFolderRefusesIsQuarantinedAndMovesGetThere() throws Exception {
    try (Household house = house(Behaviour.NO_UPLOAD_TO_JUNK)) {
      house.mailbox("Spam").use("\\Junk");
      house.deliver("INBOX", Household.text("advert"));
      ok(house);
      house.put("Spam", "cur/1.own:2,S", local("own"));
      for (int i = 0; i < 2; i++) {
        Run run = house.run();
        assertThat(run.exit()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).contains("1.own", "Cannot APPEND to a SPAM folder");
      }
      long tried = sent(house, "APPEND");
      Path advert = house.files("INBOX").getFirst();
      Files.move(advert, house.mail().resolve("Spam/cur").resolve(advert.getFileName()));
      ok(house);
      assertThat(sent(house, "APPEND")).isEqualTo(tried);
      assertThat(subjects(house, "Spam")).containsExactly("Subject: advert");
      assertThat(house.mailbox("INBOX").messages()).isEmpty();
      assertThat(house.files("Spam")).hasSize(2);
      met(house, Behaviour.NO_UPLOAD_TO_JUNK);
    }
  }

  /** The second message would be taken for the first, and its own copy here for deleted. */
  @Test
  @Proves(Quirk.APPENDUID_WRONG)
  void wrongUidsOfUploadsMixUpNothing() throws Exception {
    try (Household house = house(Behaviour.WRONG_APPENDUID)) {
      house.deliver("INBOX", Household.text("old"));
      ok(house);
      house.put("INBOX", "new/1.a", local("a"));
      house.put("INBOX", "new/2.b", local("b"));
      for (int i = 0; i < 3; i++) {
        ok(house);
        assertThat(disk(house, "INBOX"))
            .containsExactly("Subject: a", "Subject: b", "Subject: old")
            .isEqualTo(subjects(house, "INBOX"));
      }
      assertThat(sent(house, "APPEND")).isEqualTo(1);
      for (Path file : house.files("INBOX")) {
        String uid = file.getFileName().toString().replaceAll(".*,U=(\\d+),.*", "$1");
        String there =
            new String(
                house.mailbox("INBOX").message(Long.parseLong(uid)).orElseThrow().octets(),
                StandardCharsets.ISO_8859_1);
        assertThat(subject(Files.readString(file))).isEqualTo(subject(there));
      }
      met(house, Behaviour.WRONG_APPENDUID);
    }
  }

  @Test
  @Proves(Quirk.COPYUID_WRONG)
  void aCutCopyUidMovesEachToItsPlace() throws Exception {
    try (Household house = house(Behaviour.SHORT_COPYUID)) {
      for (int i = 0; i < 6; i++) {
        house.deliver("INBOX", Household.text("m" + i));
      }
      house.mailbox("Other");
      ok(house);
      for (Path file : house.files("INBOX")) {
        Files.move(file, house.mail().resolve("Other/cur").resolve(file.getFileName()));
      }
      ok(house);
      ok(house);
      assertThat(subjects(house, "Other")).hasSize(6).isEqualTo(disk(house, "Other"));
      assertThat(house.mailbox("INBOX").messages()).isEmpty();
      assertThat(house.files("INBOX")).isEmpty();
      assertThat(sent(house, "APPEND")).isZero();
      met(house, Behaviour.SHORT_COPYUID);
    }
  }

  /** Without APPENDUID it is found by its Message-ID, since neither length nor header are equal. */
  @Test
  @Proves(Quirk.HEADERS_REWRITTEN)
  void aRewrittenUploadIsFoundAndNeverDoubled() throws Exception {
    SandboxServer.Builder domino =
        SandboxServer.builder()
            .behaving(Behaviour.HEADERS_REWRITTEN)
            .without(Capability.UIDPLUS, Capability.NAMESPACE);
    try (Household house = new Household(temp, domino)) {
      house.deliver("INBOX", Household.text("old"));
      ok(house);
      house.put("INBOX", "new/1.a", local("a"));
      for (int i = 0; i < 3; i++) {
        ok(house);
      }
      assertThat(sent(house, "APPEND")).isEqualTo(1);
      assertThat(house.mailbox("INBOX").messages()).hasSize(2);
      assertThat(disk(house, "INBOX")).containsExactly("Subject: a", "Subject: old");
      assertThat(house.files("INBOX")).allMatch(file -> file.toString().contains(",U="));
      met(house, Behaviour.HEADERS_REWRITTEN);
    }
  }

  @Test
  @Proves(Quirk.UIDVALIDITY_LOST)
  void newUidsAreNoNewMessages() throws Exception {
    try (Household house = house(Behaviour.NEW_UIDS_EACH_LOGIN)) {
      for (String name : List.of("a", "bb", "ccc")) {
        house.deliver("INBOX", Household.text(name));
      }
      ok(house);
      for (int i = 0; i < 2; i++) {
        assertThat(ok(house).output()).contains("3 re-paired, 0 fetched");
        assertThat(house.files("INBOX")).hasSize(3);
        assertThat(house.mailbox("INBOX").messages()).hasSize(3);
      }
      met(house, Behaviour.NEW_UIDS_EACH_LOGIN);
    }
  }

  @Test
  @Proves(Quirk.PREFIX_DEMANDED)
  void aNameThatLacksThePrefixIsToldWithIt() throws Exception {
    SandboxServer.Builder courier =
        SandboxServer.builder().behaving(Behaviour.PREFIX_DEMANDED).prefix("INBOX.").separator('.');
    try (Household house = new Household(temp, courier)) {
      house.deliver("INBOX", Household.text("a"));
      house.put("Work", "new/1.w", local("w"));
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      assertThat(run.output())
          .contains("folder 'Work': creating it")
          .contains("your own folders begin with 'INBOX.' there: nametrans");
      assertThat(house.files("INBOX")).hasSize(1);
      met(house, Behaviour.PREFIX_DEMANDED);
      house.local("nametrans = lambda f: f if f == 'INBOX' else 'INBOX.' + f");
      house.remote("nametrans = lambda f: f[6:] if f.startswith('INBOX.') else f");
      ok(house);
      assertThat(house.mailbox("INBOX.Work").messages()).hasSize(1);
    }
  }

  @Test
  @Proves(Quirk.CONNECTIONS_COUNTED)
  void aFurtherLoginThatIsRefusedIsToldAndTheRestGoesOn() throws Exception {
    SandboxServer.Builder dovecot =
        SandboxServer.builder().behaving(Behaviour.LOGINS_LIMITED).connections(1);
    try (Household house = new Household(temp, dovecot).remote("maxconnections = 3")) {
      for (int folder = 0; folder < 3; folder++) {
        for (int i = 0; i < 300; i++) {
          house.deliver("F" + folder, Household.text("m" + i));
        }
      }
      Run run = ok(house);
      assertThat(run.output())
          .contains("no further connection (maxconnections = 3)", "Maximum number of connections")
          .contains("going on with 1")
          .doesNotContain("authentication failed");
      for (int folder = 0; folder < 3; folder++) {
        assertThat(house.files("F" + folder)).hasSize(300);
      }
      met(house, Behaviour.LOGINS_LIMITED);
    }
  }

  @Test
  @Proves(Quirk.LOGINS_COUNTED)
  void tooManyLoginsAreNoWrongPassword() throws Exception {
    try (Household house = house(Behaviour.TOO_MANY_LOGINS)) {
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      assertThat(run.output())
          .containsPattern("wants to be asked again after 20\\d\\d-")
          .contains("Too many login attempts", "A: throttled")
          .doesNotContain("authentication failed");
      assertThat(house.server.sessions()).hasSize(1);
      Run next = house.run();
      assertThat(next.exit()).isEqualTo(1);
      assertThat(next.output()).containsPattern("not connected: until 20\\d\\d-");
      assertThat(house.server.sessions()).hasSize(1);
      met(house, Behaviour.TOO_MANY_LOGINS);
    }
  }

  @Test
  @Proves(Quirk.IDLE_DEAF)
  void aRefreshFindsWhatIdleDidNotTell() throws Exception {
    SandboxServer.Builder zimbra =
        SandboxServer.builder().behaving(Behaviour.DEAF_IDLE).without(Capability.NOTIFY);
    try (Household house = new Household(temp, zimbra)) {
      house
          .account("autorefresh = 0.02")
          .account("localpush = no")
          .remote("idlefolders = ['INBOX']");
      house.deliver("INBOX", Household.text("first"));
      try (StayingRun run = new StayingRun(house.rcFile())) {
        run.until(SyncEvent.Waiting.class);
        run.until(() ->
            house.server.sessions().stream().anyMatch(log -> log.commands().contains("IDLE")));
        house.deliver("INBOX", Household.text("second"));
        run.until(() -> house.files("INBOX").size() == 2);
        house.deliver("INBOX", Household.text("third")); // Now the watch is certainly up.
        run.until(() -> house.files("INBOX").size() == 3);
      }
      met(house, Behaviour.DEAF_IDLE);
    }
  }

  @Test
  void infoTellsWhatTheServerHasShown() throws Exception {
    try (Household house = house(Behaviour.WRONG_APPENDUID)) {
      house.deliver("INBOX", Household.text("old"));
      ok(house);
      Path file = house.metadata().resolve("Account-A/Engine/quirks");
      assertThat(file).doesNotExist();
      assertThat(house.run("--info").output()).doesNotContain("Met here");
      house.put("INBOX", "new/1.a", local("a"));
      ok(house);
      Object written = Files.getLastModifiedTime(file);
      assertThat(house.run("--info").output())
          .contains("Met here, and allowed for:\n  it tells wrong UIDs of uploads\n");
      house.put("INBOX", "new/2.b", local("b"));
      ok(house);
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WRONG_SEARCH", "NO_SEARCH"})
  @Proves({Quirk.SEARCH_WRONG, Quirk.SEARCH_REFUSED})
  void aWindowOpensWhereItShouldWhateverSearchSays(Behaviour behaviour) throws Exception {
    SandboxServer.Builder server = SandboxServer.builder().behaving(behaviour);
    try (Household house = new Household(temp, server)) {
      house.remote("startdate = 2023-11-20");
      for (int i = 0; i < 10; i++) {
        house.deliver("INBOX", Household.text("m" + i)); // From 15 November on, one a day.
      }
      ok(house);
      assertThat(house.files("INBOX")).hasSize(5);
      met(house, behaviour);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WRONG_SEARCH", "NO_SEARCH"})
  @Proves({Quirk.SEARCH_WRONG, Quirk.SEARCH_REFUSED})
  void expungeTakesNothingThatOthersMarkedWhateverSearchSays(Behaviour behaviour) throws Exception {
    SandboxServer.Builder server =
        SandboxServer.builder().behaving(behaviour).without(Capability.UIDPLUS);
    try (Household house = new Household(temp, server)) {
      for (int i = 1; i <= 3; i++) {
        house.deliver("INBOX", Household.text("m" + i));
      }
      ok(house);
      house.mailbox("INBOX").setFlags(3, org.offlineimap.mail.FlagSet.ofLetters("T"));
      ok(house);
      Files.delete(
          house.files("INBOX").stream()
              .filter(file -> file.toString().contains(",U=1,"))
              .findFirst()
              .orElseThrow());
      ok(house);
      assertThat(subjects(house, "INBOX")).contains("Subject: m2", "Subject: m3");
      assertThat(sent(house, "EXPUNGE")).isZero();
    }
  }
}
