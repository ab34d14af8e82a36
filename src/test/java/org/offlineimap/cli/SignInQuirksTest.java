package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Proves;
import org.offlineimap.testing.SharedCertificates;

/** Servers that let in unwillingly (reference: field 5), and what a person is told. */
final class SignInQuirksTest {
  private static final Pattern PIN = Pattern.compile("cert_fingerprint = ([0-9a-f]{64})");

  @TempDir Path temp;

  private Household house(SandboxServer.Builder server) throws Exception {
    Household house = new Household(temp, server);
    house.deliver("INBOX", Household.text("a"));
    return house;
  }

  private static void met(Household house, Behaviour behaviour) {
    assertThat(house.server.sessions()).anyMatch(session -> session.met().contains(behaviour));
  }

  private static String[] as(String user, String password) {
    return new String[] {
      "-k", "Repository_R:remoteuser=" + user, "-k", "Repository_R:remotepass=" + password
    };
  }

  @Test
  @Proves(Quirk.APP_PASSWORDS)
  void aServerThatWantsAnAppPasswordIsToldOfWithTheWayOut() throws Exception {
    SandboxServer.Builder server =
        SandboxServer.builder().behaving(Behaviour.APP_PASSWORDS).user("me", "app-1234");
    try (Household house = house(server)) {
      Run refused = house.run();
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.output()).contains("password made for this program (an app password)");
      met(house, Behaviour.APP_PASSWORDS);
      Run right = house.run(as("me", "app-1234"));
      assertThat(right.exit()).as(right.output()).isZero();
    }
  }

  @Test
  @Proves({Quirk.APP_PASSWORDS, Quirk.TOKENS_ONLY})
  void someServersAreKnownByTheirHosts() {
    for (String host : new String[] {"imap.mail.me.com", "imap.fastmail.com", "imap.aol.com"}) {
      assertThat(RefusalAdvice.of(host, false))
          .contains("an app password")
          .doesNotContain("oauth2");
    }
    assertThat(RefusalAdvice.of("outlook.office365.com", false)).contains("oauth2_refresh_token");
    assertThat(RefusalAdvice.of("imap.example.org", false)).isEmpty();
  }

  @Test
  @Proves(Quirk.TOKENS_ONLY)
  void aServerThatTakesTokensOnlyIsToldOfWithTheOptions() throws Exception {
    SandboxServer.Builder server =
        SandboxServer.builder()
            .behaving(Behaviour.TOKENS_ONLY)
            .with(Capability.AUTH_XOAUTH2)
            .token("user", "fresh");
    try (Household house = house(server)) {
      Run refused = house.run();
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.output()).contains("may take no password at all: set oauth2_client_id");
      met(house, Behaviour.TOKENS_ONLY);
      Run right =
          house.run(
              "-k", "Repository_R:oauth2_access_token=fresh",
              "-k", "Repository_R:auth_mechanisms=XOAUTH2");
      assertThat(right.exit()).as(right.output()).isZero();
      assertThat(house.files("INBOX")).hasSize(1);
    }
  }

  /** It may mean haste as well, so a daemon goes on trying. */
  @Test
  @Proves(Quirk.NOT_CONNECTED)
  void aLoginThatLeadsNowhereIsExplained() throws Exception {
    try (Household house = house(SandboxServer.builder().behaving(Behaviour.NOT_CONNECTED))) {
      Run run = house.run();
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.output())
          .contains("User is authenticated but not connected.")
          .contains("opens no mailbox for it", "USER@DOMAIN\\MAILBOX", "asked too often")
          .doesNotContain("authentication failed");
      met(house, Behaviour.NOT_CONNECTED);
    }
  }

  @Test
  @Proves(Quirk.SHARED_MAILBOXES)
  void aSharedMailboxIsAUserBehindABackslash() throws Exception {
    String user = "me@example.org\\office";
    SandboxServer.Builder server =
        SandboxServer.builder().behaving(Behaviour.SHARED_MAILBOXES).user(user, "shared");
    for (String mechanism : new String[] {"PLAIN", "LOGIN"}) {
      try (Household house = new Household(temp.resolve(mechanism).toAbsolutePath(), server)) {
        java.nio.file.Files.createDirectories(house.home);
        house.remote("auth_mechanisms = " + mechanism);
        Run run = house.run(as(user, "shared"));
        assertThat(run.exit()).as(run.output()).isZero();
        met(house, Behaviour.SHARED_MAILBOXES);
      }
    }
  }

  @Test
  @Proves(Quirk.OWN_CERTIFICATE)
  void aCertificateThatNobodySignedIsShownOnThisMachineAndCanBePinned() throws Exception {
    SandboxServer.Builder server =
        SandboxServer.builder()
            .behaving(Behaviour.OWN_CERTIFICATE)
            .certificates(SharedCertificates.get());
    try (Household house = house(server)) {
      String upgrade = "Repository_R:starttls=yes";
      Run first = house.run("-k", upgrade);
      assertThat(first.exit()).as(first.output()).isZero();
      Matcher pin = PIN.matcher(first.output());
      assertThat(pin.find()).as(first.output()).isTrue();
      met(house, Behaviour.OWN_CERTIFICATE);
      String right = "Repository_R:cert_fingerprint=" + pin.group(1);
      Run pinned = house.run("-k", upgrade, "-k", right);
      assertThat(pinned.exit()).as(pinned.output()).isZero();
      assertThat(pinned.output()).doesNotContain("cert_fingerprint");
      String wrong = "Repository_R:cert_fingerprint=" + "0".repeat(64);
      assertThat(house.run("-k", upgrade, "-k", wrong).exit()).isEqualTo(1);
    }
  }
}
