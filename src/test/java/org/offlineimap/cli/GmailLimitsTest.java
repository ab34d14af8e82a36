package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;

/** What Gmail allows an account in a day, and at a time (reference: field 5, configuration 10). */
final class GmailLimitsTest {
  private static final String SPENT = "Account exceeded command or bandwidth limits. abc123";
  private static final int ALLOWED = 15;

  @TempDir Path temp;

  private Household house() throws Exception {
    SandboxServer.Builder server =
        SandboxServer.builder()
            .with(Capability.X_GM_EXT_1)
            .without(Capability.QRESYNC, Capability.NOTIFY);
    return new Household(temp, server)
        .local("type = GmailMaildir")
        .remote("type = Gmail")
        .remote("folderfilter = lambda f: not f.startswith('[')");
  }

  private static final String OTHER =
      """
      [Account B]
      localrepository = M
      remoterepository = S
      [Repository M]
      type = Maildir
      localfolders = HOME/other
      [Repository S]
      type = IMAP
      remotehost = 127.0.0.1
      remoteport = PORT
      remoteuser = other
      remotepass = secret
      ssl = no
      starttls = no
      """;

  private static void withAnother(Household house) {
    house.more(
        "A, B",
        OTHER
            .replace("HOME", house.home.toString())
            .replace("PORT", Integer.toString(house.server.port())));
  }

  /** Two folders, so that the limit comes after something has arrived. */
  private static void fill(Household house) {
    house.deliver("INBOX", Household.text("first"));
    house.deliver("Work", Household.text("second"));
  }

  private static void endsThrottled(Run run) {
    assertThat(run.exit()).as(run.output()).isEqualTo(1);
    assertThat(run.output())
        .containsPattern("wants to be asked again after 20\\d\\d-")
        .contains(SPENT, "A: throttled")
        .contains("B: ok");
  }

  private static void theNextRunStaysAway(Household house) throws Exception {
    long before = house.server.sessions().size();
    Run next = house.run();
    assertThat(next.exit()).as(next.output()).isEqualTo(1);
    assertThat(next.output())
        .containsPattern(
            "not connected: until 20\\d\\d-.* the server wants no more of us: Account ex")
        .contains("B: ok");
    assertThat(house.server.sessions()).hasSize((int) before + 1);
  }

  @Test
  void aGoodbyeInTheMiddleKeepsWhatCameAndIsRemembered() throws Exception {
    try (Household house = house()) {
      withAnother(house);
      fill(house);
      house.server.nextConnection(new FaultScript().bye("UID FETCH", 4, "[ALERT] " + SPENT));
      endsThrottled(house.run());
      assertThat(house.files("INBOX")).hasSize(1);
      assertThat(house.files("Work")).isEmpty();
      theNextRunStaysAway(house);
      Files.delete(house.metadata().resolve("Account-A/Engine/rests"));
      Run later = house.run();
      assertThat(later.exit()).as(later.output()).isZero();
      assertThat(house.files("INBOX")).hasSize(1);
      assertThat(house.files("Work")).hasSize(1);
    }
  }

  @Test
  void aNoToTheLoginIsNoRefusalOfThePassword() throws Exception {
    try (Household house = house()) {
      withAnother(house);
      fill(house);
      house.server.nextConnection(new FaultScript().no("AUTHENTICATE", 1, "[OVERQUOTA] " + SPENT));
      Run run = house.run();
      endsThrottled(run);
      assertThat(run.output()).doesNotContain("authentication failed");
      theNextRunStaysAway(house);
    }
  }

  @Test
  void aNoToAnUploadLosesNothingAndSendsItOnce() throws Exception {
    try (Household house = house()) {
      withAnother(house);
      fill(house);
      assertThat(house.run().exit()).isZero();
      house.put("INBOX", "new/1.mine", Household.text("mine").replace("\r\n", "\n"));
      house.server.nextConnection(new FaultScript().no("APPEND", 1, "[OVERQUOTA] " + SPENT));
      endsThrottled(house.run());
      assertThat(house.files("INBOX")).hasSize(2);
      Files.delete(house.metadata().resolve("Account-A/Engine/rests"));
      assertThat(house.run().exit()).isZero();
      assertThat(house.mailbox("INBOX").messages()).hasSize(2);
    }
  }

  @Test
  void neverMoreThanFifteenConnectionsWhateverIsConfigured() throws Exception {
    try (Household house = house()) {
      List<String> names = IntStream.range(0, 20).mapToObj(i -> "Folder" + i).toList();
      names.forEach(name -> house.deliver(name, Household.text(name)));
      String listed = names.stream().collect(Collectors.joining("', '", "['", "']"));
      house
          .account("autorefresh = 600")
          .account("localpush = no")
          .remote("maxconnections = 3")
          .remote("idlefolders = " + listed);
      try (StayingRun run = new StayingRun(house.rcFile())) {
        run.until(SyncEvent.Waiting.class);
        run.until(() -> idling(house) == ALLOWED - 3);
        run.until(
            () -> run.output().contains("not watched: Folder12, Folder13, Folder14, Folder15"));
      }
      assertThat(idling(house)).isEqualTo(ALLOWED - 3);
    }
  }

  private static long idling(Household house) {
    return house.server.sessions().stream()
        .filter(session -> session.commands().contains("IDLE"))
        .count();
  }
}
