package org.offlineimap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class DovecotTest {
  @Test
  void startsAndStopsAServerOfItsOwn() throws Exception {
    Dovecot stopped;
    try (Dovecot dovecot = Dovecot.start()) {
      assertThat(dovecot.port()).isPositive();
      assertThat(dovecot.caFile()).exists();
      assertThat(dovecot.user()).isEqualTo("user");
      stopped = dovecot;
    }
    assertThat(Files.exists(stopped.maildir("user"))).isFalse();
  }

  @Test
  void hidesACapability() throws Exception {
    try (Dovecot dovecot = Dovecot.with().hide("CONDSTORE", "QRESYNC").start()) {
      assertThat(dovecot.log()).doesNotContain("Error");
    }
  }
}
