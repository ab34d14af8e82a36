package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Main;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Rig;
import org.offlineimap.testing.Tmux;

/** Blinkenlights in a terminal, with the whole program behind it. */
final class BlinkenlightsTest {
  /** What a shell says of a program that SIGTSTP stopped. */
  private static final int SUSPENDED = 128 + 20;

  @TempDir Path home;
  private final SandboxServer server;

  BlinkenlightsTest() throws IOException {
    server = SandboxServer.builder().user("user", "secret").start();
    for (int i = 0; i < 3; i++) {
      byte[] message = ("Subject: " + i + "\r\n\r\nbody\r\n").getBytes(UTF_8);
      server.mailbox("user", "INBOX").deliver(message, FlagSet.none(), OffsetDateTime.MIN);
    }
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  private String staying(Class<?> main, String setting) throws IOException {
    Path script =
        new Rig(home.resolve("home"), server.port(), "user", "secret")
            .inShell(
                main, "-u", "blinkenlights", "-k", "Account_Test:autorefresh=600", "-k", setting);
    return "sh " + script;
  }

  private Tmux tmux() throws IOException {
    return Tmux.open(Files.createDirectory(home.resolve("tmux")), 80, 24);
  }

  /** The terminal as a shell wants it, and the exit status of what ran in it. */
  private static void isRestored(Tmux tmux, int exit) throws IOException {
    tmux.untilShell();
    assertThat(tmux.tell("#{alternate_on} #{cursor_flag}")).isEqualTo("0 1");
    tmux.type(
        "echo \"status $? modes $(stty -a | tr ' ;' '\\n\\n' | grep -cx"
            + " -e echo -e icanon -e icrnl -e isig -e opost)\"");
    tmux.until("status " + exit + " modes 5");
  }

  @Test
  void asksSyncsCountsDownFollowsTheWindowAndQuits() throws Exception {
    try (Tmux tmux = tmux()) {
      tmux.type(staying(Main.class, "Repository_Rem:remotepass="));
      tmux.until("*** Please enter password for user 'user':");
      assertThat(tmux.tell("#{alternate_on} #{cursor_flag}")).isEqualTo("1 1");
      tmux.press("s", "e", "c", "r", "q", "BSpace", "e", "t", "Enter");
      tmux.until("Next sync in 600:00");
      tmux.until("1: [599:5");
      assertThat(String.join("\n", tmux.screen()))
          .contains("Copy message UID 3 (3/3) Rem:INBOX -> Loc:INBOX", "*** Finished account")
          .contains("\n0: [active]     *Control: @")
          .doesNotContain("secr", "Requested");
      assertThat(tmux.colours()).contains("[38;5;208mCopy message", "*Control: \u001b[38;5;160m@");
      tmux.press("1");
      tmux.until("Requested synchronization for acc: Test");
      follows(tmux);
      stopsForAWhile(tmux);
      tmux.press("q");
      isRestored(tmux, 0);
      assertThat(String.join("\n", tmux.screen())).contains("Test: ok: ");
    }
  }

  private static void follows(Tmux tmux) throws IOException {
    tmux.resize(40, 10);
    assertThat(settled(tmux, 10).getFirst()).isEqualTo("OfflineIMAP 9.0.0");
    tmux.resize(120, 30);
    List<String> large = settled(tmux, 30);
    assertThat(large.getFirst()).endsWith("Licensed under the Apache License, Version 2.0");
    assertThat(large.stream().filter(line -> line.startsWith("OfflineIMAP 9"))).hasSize(1);
    assertThat(large.stream().filter(line -> line.contains("*Control"))).hasSize(1);
  }

  private static void stopsForAWhile(Tmux tmux) throws IOException {
    tmux.press("C-z");
    tmux.until("Stopped");
    isRestored(tmux, SUSPENDED);
    tmux.type("fg");
    settled(tmux, 30);
    assertThat(tmux.tell("#{alternate_on} #{cursor_flag}")).isEqualTo("1 0");
  }

  /** A whole picture of this height, from the banner to the program's own lights. */
  private static List<String> settled(Tmux tmux, int rows) throws IOException {
    return tmux.until(
        "whole picture",
        seen ->
            seen.size() == rows
                && seen.getFirst().startsWith("OfflineIMAP 9")
                && seen.getLast().startsWith("0: [active]"));
  }

  @Test
  void theTerminalIsRestoredWhenItIsKilledTwice() throws Exception {
    try (Tmux tmux = tmux()) {
      tmux.type(
          "NO_COLOR=1 "
              + staying(Main.class, "Account_Test:presynchook=kill -TERM $PPID; sleep 600"));
      tmux.until("Preparing to shutdown after sync");
      tmux.until("q quit at once");
      assertThat(tmux.colours()).doesNotContainPattern("\\[([0-9;]*;)?(3[0-8]|9[0-9])");
      tmux.press("C-c");
      isRestored(tmux, 1);
    }
  }

  @Test
  void theTerminalIsRestoredAfterAnException() throws Exception {
    try (Tmux tmux = tmux()) {
      tmux.type(staying(DyingScreen.class, "general:maxsyncaccounts=1"));
      isRestored(tmux, 1);
    }
  }

  @Test
  void withoutATerminalItIsTtyui() throws Exception {
    Rig.Run run =
        new Rig(home.resolve("home"), server.port(), "user", "secret")
            .run("-u", "blinkenlights", "-o");
    assertThat(run.exit()).isZero();
    assertThat(run.output())
        .contains("blinkenlights cannot be shown: ", "ttyui is used instead\n")
        .contains("Account sync Test:\n *** Processing account Test\n")
        .doesNotContain("\u001b");
  }
}
