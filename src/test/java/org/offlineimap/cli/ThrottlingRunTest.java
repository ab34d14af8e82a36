package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;

/**
 * Each way in which servers say that they want to be left alone (reference: field 5, beyond 4): it
 * is obeyed, remembered across runs, and told with the time it ends; another account goes on.
 */
final class ThrottlingRunTest {
  private static final String OTHER =
      """
      [Account B]
      localrepository = M
      remoterepository = S
      [Repository M]
      type = Maildir
      localfolders = HOME/other
      [Repository S]
      """;

  @TempDir Path temp;

  private Household house(SandboxServer.Builder server) throws Exception {
    Household house = new Household(temp, server);
    house.more("A, B", OTHER.replace("HOME", temp.toString()) + house.imap("other"));
    house.deliver("INBOX", Household.text("first"));
    return house;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BAD | SELECT | Request is throttled. Suggested Backoff Time: 120000 milliseconds",
        "BAD | UID FETCH | Request is throttled. Suggested Backoff Time: 120000 milliseconds",
        "NO | SELECT | [THROTTLED] Again in 20 minutes",
        "NO | LIST | [THROTTLED] Again in 20 minutes",
        "NO | SELECT | [LIMIT] Too much, again in 5 minutes",
        "NO | SELECT | [UNAVAILABLE] Again in 5 minutes",
        "NO | SELECT | Server busy, try again in 5 minutes",
        "NO | UID FETCH | [OVERQUOTA] Too many requests, again in 2 hours",
        "NO | AUTHENTICATE | [LIMIT] Logins are limited, again in 10 minutes",
        "NO | AUTHENTICATE | [UNAVAILABLE] Again in 10 minutes",
        "NO | AUTHENTICATE | Too many logins, again in 10 minutes"
      })
  void isObeyedRememberedAndToldWhileTheRestGoesOn(String answer, String kind, String words)
      throws Exception {
    try (Household house = house(SandboxServer.builder())) {
      FaultScript script = new FaultScript();
      house.server.nextConnection(
          answer.equals("NO") ? script.no(kind, 1, words) : script.bad(kind, 1, words));
      String said = words.replaceFirst("^\\[\\w+] ", "");
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      assertThat(run.output())
          .containsPattern("wants to be asked again after 20\\d\\d-")
          .contains(said, "A: throttled", "B: ok");
      int before = house.server.sessions().size();
      Run next = house.run();
      assertThat(next.exit()).as(next.output()).isEqualTo(1);
      assertThat(next.output())
          .containsPattern("not connected: until 20\\d\\d-.*" + said)
          .contains("A: throttled", "B: ok");
      assertThat(house.server.sessions()).hasSize(before + 1);
      Files.delete(house.metadata().resolve("Account-A/Engine/rests"));
      Run later = house.run();
      assertThat(later.exit()).as(later.output()).isZero();
      assertThat(house.files("INBOX")).hasSize(1);
    }
  }

  /** No time ends that: a message that is too large is told in each run until it is quarantined. */
  @Test
  void whatIsLargerThanTheAnnouncedLimitIsToldAndNeverSent() throws Exception {
    try (Household house = house(SandboxServer.builder().appendLimit(200))) {
      house.put("INBOX", "new/1.small", Household.text("s").replace("\r\n", "\n"));
      house.put("INBOX", "new/2.large", "Subject: l\n\n" + "x".repeat(300) + "\n");
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      assertThat(run.output()).contains("2.large", "more than the 200 octets", "B: ok");
      assertThat(house.mailbox("INBOX").messages()).hasSize(2);
      assertThat(house.files("INBOX")).hasSize(3);
    }
  }

  @Test
  void aFullMailboxIsToldOnceAndTheRestGoesOn() throws Exception {
    try (Household house = house(SandboxServer.builder().behaving(Behaviour.OVER_QUOTA))) {
      for (int i = 0; i < 5; i++) {
        house.put("INBOX", "new/" + i + ".up", Household.text("up" + i).replace("\r\n", "\n"));
      }
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      String untilTheEnd = run.output().substring(0, run.output().indexOf("*** Finished"));
      assertThat(untilTheEnd).containsOnlyOnce("The server has no room left");
      assertThat(run.output()).contains("B: ok");
      assertThat(house.files("INBOX")).hasSize(6);
      long sent =
          house.server.sessions().stream()
              .flatMap(log -> log.commands().stream())
              .filter(command -> command.startsWith("APPEND"))
              .count();
      assertThat(sent).as("the batch, and one of its messages").isLessThanOrEqualTo(2);
    }
  }
}
