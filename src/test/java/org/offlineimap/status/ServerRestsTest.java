package org.offlineimap.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerRestsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  @TempDir Path metadata;

  private ServerRests rests() {
    return new ServerRests(new StatusPlace(metadata, "A", "Rem", "Loc"), StatusDisk.system(false));
  }

  @Test
  void isRememberedUntilItEnds() throws Exception {
    assertThat(rests().at(NOW)).isEmpty();
    ServerRests.Rest rest = new ServerRests.Rest(NOW.plusSeconds(900), "Too many - so: 15 %");
    rests().note(NOW, rest);
    assertThat(rests().at(NOW)).contains(rest);
    assertThat(rests().at(NOW.plusSeconds(899))).contains(rest);
    assertThat(rests().at(NOW.plusSeconds(900))).isEmpty();
  }

  @Test
  void lastsADayAtMost() throws Exception {
    rests().note(NOW, new ServerRests.Rest(NOW.plus(Duration.ofDays(9)), "x"));
    assertThat(rests().at(NOW)).map(ServerRests.Rest::until).contains(NOW.plus(Duration.ofDays(1)));
    assertThat(rests().at(NOW.minus(Duration.ofDays(2)))).isEmpty();
  }

  @Test
  void whatCannotBeReadIsNone() throws Exception {
    rests().note(NOW, new ServerRests.Rest(NOW.plusSeconds(900), "x"));
    Path file = metadata.resolve("Account-A/Engine/rests");
    Files.writeString(file, Files.readString(file).replace("x", "y"));
    assertThat(rests().at(NOW)).isEmpty();
  }
}
