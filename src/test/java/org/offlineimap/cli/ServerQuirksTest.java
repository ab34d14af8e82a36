package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;
import org.offlineimap.testing.Proves;

/** The whole program against servers that do as some real ones do (reference: field 5). */
final class ServerQuirksTest {
  @TempDir Path temp;

  private Household house(SandboxServer.Builder server, int messages) throws IOException {
    Household house = new Household(temp, server);
    for (int i = 1; i <= messages; i++) {
      house.deliver("INBOX", Household.text("old" + i));
    }
    return house;
  }

  private Household house(Behaviour behaviour, int messages) throws IOException {
    return house(SandboxServer.builder().behaving(behaviour), messages);
  }

  private static Run succeeds(Run run) {
    assertThat(run.exit()).as(run.output()).isZero();
    return run;
  }

  private static Run fails(Run run) {
    assertThat(run.exit()).as(run.output()).isEqualTo(1);
    return run;
  }

  private static boolean isMet(Household house, Behaviour behaviour) {
    return house.server.sessions().stream().anyMatch(log -> log.met().contains(behaviour));
  }

  private static void met(Household house, Behaviour behaviour) {
    assertThat(isMet(house, behaviour)).as("%s was met", behaviour).isTrue();
  }

  private static List<String> sent(Household house) {
    return house.server.sessions().stream()
        .flatMap(log -> log.commandsAfterLogin().stream())
        .toList();
  }

  /** The messages of a folder on disk and on the server: letters and octets. */
  private static void agree(Household house, String folder, int messages) throws IOException {
    List<String> disk = new ArrayList<>();
    for (Path file : house.files(folder)) {
      String name = String.valueOf(file.getFileName());
      String letters = name.contains(":2,") ? name.substring(name.indexOf(":2,") + 3) : "";
      disk.add(letters + " " + Files.readString(file, ISO_8859_1).replace("\n", "\r\n"));
    }
    List<String> wire = new ArrayList<>();
    for (StoredMessage message : house.mailbox(folder).messages()) {
      wire.add(message.flags().letters() + " " + new String(message.octets(), ISO_8859_1));
    }
    assertThat(disk).hasSize(messages).containsExactlyInAnyOrderElementsOf(wire);
  }

  private static Path fileOf(Household house, String folder, String subject) throws IOException {
    for (Path file : house.files(folder)) {
      if (Files.readString(file, ISO_8859_1).contains("Subject: " + subject + "\n")) {
        return file;
      }
    }
    throw new AssertionError("no " + subject + " in " + house.files(folder));
  }

  private static Map<String, Object> inodes(Household house) throws IOException {
    Map<String, Object> found = new TreeMap<>();
    for (Path file : house.files("INBOX")) {
      found.put(Files.readString(file), Files.getAttribute(file, "unix:ino"));
    }
    return found;
  }

  // ---- what makes no difference ----

  /** Down, up, flags and deletions on both sides, and then nothing more to do. */
  @ParameterizedTest
  @EnumSource(
      names = {
        "NO_QRESYNC",
        "NO_CONDSTORE",
        "NO_UIDPLUS",
        "THROTTLES_BY_BAD",
        "PURGES_AT_ONCE",
        "KEYWORDS_OF_ITS_OWN",
        "EXPUNGE_KEEPS_NUMBERS",
        "UID_AFTER_BODY",
        "QUOTED_BODY",
        "BAD_INTERNAL_DATE",
        "SUPERFLUOUS_SPACES",
        "LINE_WITHOUT_CR",
        "STATUS_WITHOUT_TEXT",
        "ODD_STATUS_NUMBERS",
        "EIGHT_BIT_NAMES",
        "UNSORTED_SETS",
        "RFC822_IGNORED",
        "BROKEN_ENVELOPE",
        "PLAIN_MOVE_BROKEN"
      })
  @Proves({
    Quirk.NO_CONDSTORE,
    Quirk.NO_UIDPLUS,
    Quirk.THROTTLES_BY_BAD,
    Quirk.PURGES_AT_ONCE,
    Quirk.KEYWORDS_OF_ITS_OWN,
    Quirk.EXPUNGE_KEEPS_NUMBERS,
    Quirk.UID_AFTER_BODY,
    Quirk.QUOTED_BODY,
    Quirk.BAD_INTERNAL_DATE,
    Quirk.SUPERFLUOUS_SPACES,
    Quirk.LINE_WITHOUT_CR,
    Quirk.STATUS_WITHOUT_TEXT,
    Quirk.ODD_STATUS_NUMBERS,
    Quirk.EIGHT_BIT_NAMES,
    Quirk.UNSORTED_SETS,
    Quirk.RFC822_IGNORED,
    Quirk.BROKEN_ENVELOPE,
    Quirk.PLAIN_MOVE_BROKEN
  })
  void bothSidesAgreeWhateverTheServerIsLike(Behaviour behaviour) throws Exception {
    SandboxServer.Builder server = SandboxServer.builder().behaving(behaviour);
    if (behaviour == Behaviour.UNSORTED_SETS) {
      server.behaving(Behaviour.NO_QRESYNC).without(Capability.ESEARCH);
    }
    try (Household house = house(server, 6)) {
      house.deliver("Entwürfe", "Subject: one line, and no end of it");
      house.deliver("Work", Household.text("there"));
      succeeds(house.run());
      agree(house, "INBOX", 6);
      boolean raw = behaviour == Behaviour.EIGHT_BIT_NAMES;
      assertThat(house.files(raw ? "Entwürfe" : "Entw&APw-rfe")).hasSize(1);
      changes(house);
      succeeds(house.run());
      agree(house, "INBOX", 5);
      agree(house, "Work", 2);
      int before = sent(house).size();
      Map<String, Object> still = inodes(house);
      succeeds(house.run());
      assertThat(inodes(house)).isEqualTo(still);
      assertThat(sent(house).subList(before, sent(house).size()))
          .noneMatch(line -> line.matches("(UID )?(STORE|EXPUNGE|COPY|MOVE)\\b.*|APPEND.*"));
      assertThat(sent(house)).noneMatch(ServerQuirksTest::isNeverSent);
      boolean avoided = isNeverSaid(behaviour);
      assertThat(isMet(house, behaviour)).as("%s was met", behaviour).isNotEqualTo(avoided);
    }
  }

  /** Numbers of messages, and what only some servers answer. */
  private static boolean isNeverSent(String line) {
    return line.matches("(FETCH|STORE|COPY|MOVE|SEARCH)\\b.*|.*\\b(ENVELOPE|RFC822(?!\\.SIZE)).*");
  }

  private static boolean isNeverSaid(Behaviour behaviour) {
    return behaviour == Behaviour.RFC822_IGNORED
        || behaviour == Behaviour.BROKEN_ENVELOPE
        || behaviour == Behaviour.PLAIN_MOVE_BROKEN;
  }

  /** Two go and one comes on each side, one moves, and flags change on both. */
  private static void changes(Household house) throws IOException {
    house.mailbox("INBOX").expunge(1);
    house.mailbox("INBOX").setFlags(2, FlagSet.ofLetters("F"));
    house.deliver("INBOX", Household.text("down"));
    Files.delete(fileOf(house, "INBOX", "old3"));
    Path seen = fileOf(house, "INBOX", "old4");
    String name = seen.getFileName().toString().replaceAll(":2,.*", "") + ":2,S";
    Files.move(seen, house.mail().resolve("INBOX/cur").resolve(name));
    house.put("INBOX", "new/1.up", Household.text("up").replace("\r\n", "\n"));
    Path moved = fileOf(house, "INBOX", "old5");
    Files.move(moved, house.mail().resolve("Work/cur").resolve("1.moved:2,"));
  }

  // ---- deletions ----

  /** What others marked is not ours to expunge. */
  @Test
  @Proves(Quirk.NO_UIDPLUS)
  void withoutUidplusNothingIsExpungedThatOthersMarked() throws Exception {
    try (Household house = house(Behaviour.NO_UIDPLUS, 3)) {
      succeeds(house.run());
      house.mailbox("INBOX").setFlags(3, FlagSet.ofLetters("T"));
      Files.delete(fileOf(house, "INBOX", "old1"));
      succeeds(house.run());
      assertThat(house.mailbox("INBOX").message(3)).isPresent();
      assertThat(sent(house)).noneMatch(line -> line.startsWith("EXPUNGE"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PURGES_AT_ONCE", "NO_UIDPLUS"})
  @Proves(Quirk.PURGES_AT_ONCE)
  void whatIsGoneBeforeItIsExpungedIsDeleted(Behaviour with) throws Exception {
    for (String expunge : new String[] {"yes", "no"}) {
      SandboxServer.Builder server =
          SandboxServer.builder().behaving(Behaviour.PURGES_AT_ONCE, with);
      Path home = Files.createDirectories(temp.resolve(with + expunge));
      try (Household house = new Household(home, server)) {
        house.remote("expunge = " + expunge);
        house.deliver("INBOX", Household.text("a"));
        house.deliver("INBOX", Household.text("b"));
        succeeds(house.run());
        Files.delete(fileOf(house, "INBOX", "a"));
        succeeds(house.run());
        agree(house, "INBOX", 1);
        assertThat(succeeds(house.run()).output()).doesNotContain("Delet").doesNotContain("Copy");
        met(house, Behaviour.PURGES_AT_ONCE);
      }
    }
  }

  @Test
  @Proves(Quirk.HANGS_ON_DELETE)
  void anExpungeThatIsNeverAnsweredEndsTheRunAndNothingElse() throws Exception {
    try (Household house = house(Behaviour.HANGS_ON_DELETE, 3)) {
      house.general("socktimeout = 1");
      succeeds(house.run());
      Files.delete(fileOf(house, "INBOX", "old1"));
      house.deliver("INBOX", Household.text("down"));
      Run run = fails(house.run());
      met(house, Behaviour.HANGS_ON_DELETE);
      assertThat(house.files("INBOX")).as(run.output()).hasSize(3);
      fileOf(house, "INBOX", "down");
    }
  }

  // ---- limits ----

  @Test
  @Proves(Quirk.SESSION_EXPIRES)
  void aSessionThatExpiresIsFollowedByAnother() throws Exception {
    try (Household house = house(Behaviour.SESSION_EXPIRES, 3)) {
      succeeds(house.run());
      agree(house, "INBOX", 3);
      assertThat(house.server.sessions()).hasSize(2);
      met(house, Behaviour.SESSION_EXPIRES);
    }
  }

  @Test
  @Proves(Quirk.DAILY_LIMITS)
  void theLimitsOfADayKeepTheNextRunAway() throws Exception {
    try (Household house = house(Behaviour.DAILY_LIMITS, 3)) {
      assertThat(fails(house.run()).output()).contains("throttled", "bandwidth limits");
      met(house, Behaviour.DAILY_LIMITS);
      assertThat(fails(house.run()).output()).contains("throttled");
      assertThat(house.server.sessions()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LONG_LINES_REFUSED", "LARGE_REFUSED", "LIMIT_ANNOUNCED"})
  @Proves({Quirk.LONG_LINES_REFUSED, Quirk.LARGE_REFUSED, Quirk.LIMIT_ANNOUNCED})
  void aMessageThatTheServerDoesNotTakeStopsNoOther(Behaviour behaviour) throws Exception {
    SandboxServer.Builder server = SandboxServer.builder().behaving(behaviour);
    if (behaviour == Behaviour.LIMIT_ANNOUNCED) {
      server.appendLimit(1000);
    }
    String line = "x".repeat(behaviour == Behaviour.LARGE_REFUSED ? 1000 : 11_000) + "\n";
    String text = "Subject: too much\n\n" + line.repeat(120_000 / line.length());
    try (Household house = house(server, 0)) {
      house.put("INBOX", "new/1.a", Household.text("a").replace("\r\n", "\n"));
      house.put("INBOX", "new/2.b", text);
      house.put("INBOX", "new/3.c", Household.text("c").replace("\r\n", "\n"));
      String told = fails(house.run()).output();
      assertThat(told).containsPattern("too long|Maximum size|1000 octets that the server takes");
      assertThat(house.mailbox("INBOX").messages()).hasSize(2);
      assertThat(Files.readString(fileOf(house, "INBOX", "too much"))).isEqualTo(text);
      boolean spared = behaviour == Behaviour.LIMIT_ANNOUNCED;
      assertThat(isMet(house, behaviour)).as("%s was met", behaviour).isNotEqualTo(spared);
    }
  }

  // ---- mailboxes ----

  @Test
  @Proves(Quirk.NOSELECT_PARENTS)
  void parentsThatCannotBeSelectedAreNoFolders() throws Exception {
    try (Household house = house(Behaviour.NOSELECT_PARENTS, 1)) {
      house.deliver("Folders/Work", Household.text("a"));
      succeeds(house.run());
      succeeds(house.run());
      assertThat(house.files("Folders.Work")).hasSize(1);
      assertThat(house.mail().resolve("Labels")).doesNotExist();
      assertThat(house.mail().resolve("[Gmail]")).doesNotExist();
      assertThat(sent(house)).noneMatch(line -> line.matches("(SELECT|EXAMINE|STATUS) .?Labels.*"));
      met(house, Behaviour.NOSELECT_PARENTS);
    }
  }

  @Test
  @Proves(Quirk.NAMES_REFUSED)
  void aNameThatTheServerRefusesConcernsThatFolderOnly() throws Exception {
    try (Household house = house(Behaviour.NAMES_REFUSED, 0)) {
      List<String> refused = List.of("up^", "Files", "two  blanks");
      for (String folder : refused) {
        house.put(folder, "new/1.a", "Subject: a\n\na\n");
      }
      house.put("good", "new/1.a", "Subject: a\n\na\n");
      String told = fails(house.run()).output();
      assertThat(told).contains(refused);
      assertThat(house.mailbox("good").messages()).hasSize(1);
      assertThat(house.files("Files")).hasSize(1);
      assertThat(house.server.mailboxNames("user")).containsExactly("INBOX", "good");
      met(house, Behaviour.NAMES_REFUSED);
    }
  }

  @Test
  @Proves(Quirk.CASE_INSENSITIVE_NAMES)
  void foldersThatDifferInCaseOnlyAreNotMixed() throws Exception {
    try (Household house = house(Behaviour.CASE_INSENSITIVE_NAMES, 0)) {
      house.put("Work", "new/1.a", "Subject: a\n\na\n");
      house.put("work", "new/2.b", "Subject: b\n\nb\n");
      house.put("WORK.old", "new/3.c", "Subject: c\n\nc\n");
      for (int run = 0; run < 3; run++) {
        String told = fails(house.run()).output();
        assertThat(told).contains("differs from").contains("in case only");
        assertThat(house.mailbox("Work").messages()).hasSize(1);
        assertThat(house.files("Work")).hasSize(1);
        assertThat(house.files("work")).hasSize(1);
        assertThat(house.files("WORK.old")).hasSize(1);
      }
      met(house, Behaviour.CASE_INSENSITIVE_NAMES);
    }
  }

  /** Elsewhere they are two mailboxes. */
  @Test
  void foldersThatDifferInCaseOnlyAreTwoWhereTheServerSaysSo() throws Exception {
    try (Household house = house(SandboxServer.builder(), 0)) {
      house.put("Work", "new/1.a", "Subject: a\n\na\n");
      house.put("work", "new/2.b", "Subject: b\n\nb\n");
      succeeds(house.run());
      agree(house, "Work", 1);
      agree(house, "work", 1);
    }
  }

  @Test
  @Proves(Quirk.UIDVALIDITY_RESETS)
  void anotherUidValidityEachTimeTransfersNothing() throws Exception {
    try (Household house = house(Behaviour.NEW_UIDS_EACH_LOGIN, 3)) {
      succeeds(house.run());
      Map<String, Object> before = inodes(house);
      for (int run = 0; run < 2; run++) {
        String told = succeeds(house.run()).output();
        assertThat(told).contains("3 re-paired, 0 fetched").doesNotContain("Copy");
        assertThat(inodes(house)).isEqualTo(before);
      }
      assertThat(house.mailbox("INBOX").messages()).hasSize(3);
      met(house, Behaviour.NEW_UIDS_EACH_LOGIN);
    }
  }

  /** More of them than the guard lets go without a word. */
  @Test
  @Proves(Quirk.UIDS_CHANGE)
  void otherUidsUnderOneUidValidityLoseAndDoubleNothing() throws Exception {
    try (Household house = house(Behaviour.UIDS_CHANGE, 60)) {
      succeeds(house.run());
      for (int run = 0; run < 2; run++) {
        succeeds(house.run());
        agree(house, "INBOX", 60);
      }
      assertThat(sent(house)).noneMatch(line -> line.matches("(UID )?(STORE|EXPUNGE)\\b.*"));
      met(house, Behaviour.UIDS_CHANGE);
    }
  }

  // ---- messages ----

  @Test
  @Proves(Quirk.NO_TO_ONE_MESSAGE)
  void aMessageThatTheServerFailsOnStopsNoOther() throws Exception {
    try (Household house = house(Behaviour.NO_TO_ONE_MESSAGE, 2)) {
      house.deliver("INBOX", "Subject: refused\r\n\r\n");
      house.deliver("INBOX", Household.text("last"));
      for (int run = 0; run < 3; run++) {
        String told = run < 2 ? fails(house.run()).output() : house.run().output();
        assertThat(told)
            .containsPattern("message (uid:)?3 in INBOX")
            .doesNotContainPattern("message (uid:)?4 in INBOX");
        assertThat(house.files("INBOX")).hasSize(3);
      }
      met(house, Behaviour.NO_TO_ONE_MESSAGE);
    }
  }

  @Test
  @Proves(Quirk.CALENDAR_ITEMS)
  void whatIsListedAndCannotBeFetchedIsToldWithTheWayOut() throws Exception {
    try (Household house = house(Behaviour.CALENDAR_ITEMS, 1)) {
      house.deliver("Calendar", Household.text("invitation"));
      house.deliver("Calendar", "Subject: item\r\n\r\nBEGIN:VCALENDAR\r\n");
      house.deliver("Calendar", "Subject: item\r\n\r\nBEGIN:VCALENDAR\r\n");
      String told = fails(house.run()).output();
      assertThat(told)
          .containsOnlyOnce("folderfilter = lambda f: f not in ['Calendar']")
          .contains("message 2 in Calendar", "message 3 in Calendar");
      assertThat(house.files("Calendar")).hasSize(1);
      assertThat(house.files("INBOX")).hasSize(1);
      assertThat(fails(house.run()).output()).contains("quarantined");
      met(house, Behaviour.CALENDAR_ITEMS);
      house.remote("folderfilter = lambda f: f not in ['Calendar']");
      succeeds(house.run());
    }
  }
}
