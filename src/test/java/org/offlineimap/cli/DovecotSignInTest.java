package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.testing.Dovecot;

/** A server that others wrote, by every mechanism that it has, under TLS and STARTTLS. */
final class DovecotSignInTest {
  @TempDir Path home;

  private DoorRig rig(Dovecot dovecot, String lines) throws Exception {
    String common =
        "remotehost = localhost\nipv6 = no\nremoteuser = user\nsslcacertfile = %s\n%s"
            .formatted(dovecot.caFile(), lines);
    return new DoorRig(home, "", common);
  }

  @Test
  void everyMechanismOfDovecotSignsIn() throws Exception {
    try (Dovecot dovecot =
        Dovecot.with()
            .user("user", "sécret \"with\\ odd\" %")
            .line("auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256")
            .start()) {
      String tls = "remoteport = " + dovecot.tlsPort();
      String startTls = "ssl = no\nstarttls = yes\nremoteport = " + dovecot.port();
      for (String mechanism :
          List.of("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256")) {
        for (String way : List.of(tls, startTls)) {
          String lines =
              way + "\nremotepass = sécret \"with\\ odd\" %%\nauth_mechanisms = " + mechanism;
          try (DoorRig rig = rig(dovecot, lines);
              ImapConnection connection = rig.open()) {
            assertThat(connection.transport().isSecure()).isTrue();
            assertThat(connection.list("", "*", false).await()).isNotEmpty();
          }
        }
      }
      try (DoorRig rig = rig(dovecot, tls + "\nremotepass = wrong")) {
        assertThatThrownBy(() -> rig.open().close())
            .isInstanceOf(AccountFailure.class)
            .hasMessageStartingWith("All authentication types failed:\n\tSCRAM-SHA-256: ")
            .hasMessageContaining("\n\tPLAIN: ")
            .hasMessageNotContaining("LOGIN: ");
      }
    }
  }
}
