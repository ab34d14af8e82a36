package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.sandbox.SandboxServer;

/** {@code --migrate-fmd5-using-nametrans} (reference: cli 8). */
final class DigestRunTest {
  private static final String SWITCH = "--migrate-fmd5-using-nametrans";

  @TempDir Path temp;

  private static String md5(String text) throws Exception {
    byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private Household house() throws Exception {
    Household house = new Household(temp, SandboxServer.builder());
    house.local("nametrans = lambda f: f[3:]").remote("nametrans = lambda f: 'My.' + f");
    house.put("My.Work", "cur/1.a,U=1,FMD5=" + md5("My.Work") + ",S=9:2,FS", "Subject: 1\n\n");
    house.put("My.Work", "new/2.b,U=2,FMD5=" + md5("My.Work") + ":2,", "Subject: 2\n\n");
    house.put("My.Work", "cur/3.c,U=3,FMD5=" + md5("Work") + ":2,S", "Subject: 3\n\n");
    house.put("My.Work", "cur/4.d,U=4,FMD5=" + md5("else") + ":2,S", "Subject: 4\n\n");
    house.put("My.Work", "new/5.e", "Subject: 5\n\n");
    return house;
  }

  private static List<String> names(Household house) throws Exception {
    return house.files("My.Work").stream()
        .map(file -> house.mail().resolve("My.Work").relativize(file).toString())
        .toList();
  }

  @Test
  void renamesWhatCarriesTheDigestOfTheDirectory() throws Exception {
    try (Household house = house()) {
      Run run = house.run(SWITCH);
      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(names(house))
          .containsExactly(
              "cur/1.a,U=1,FMD5=" + md5("Work") + ",S=9:2,FS",
              "cur/3.c,U=3,FMD5=" + md5("Work") + ":2,S",
              "cur/4.d,U=4,FMD5=" + md5("else") + ":2,S",
              "new/2.b,U=2,FMD5=" + md5("Work") + ":2,",
              "new/5.e");
      assertThat(run.output())
          .contains("Migrating file '", "' to FMD5 '" + md5("Work") + "'")
          .containsPattern("Inconsistent FMD5 for file '.*4\\.d")
          .doesNotContain("Processing account");
      assertThat(house.server.sessions()).as("connections").isEmpty();
      assertThat(house.metadata().resolve("A.lock")).doesNotExist();
      assertThat(house.run(SWITCH).output()).doesNotContain("Migrating");
    }
  }

  @Test
  void aDryRunOnlyTells() throws Exception {
    try (Household house = house()) {
      List<String> before = names(house);
      assertThat(house.run("--dry-run", SWITCH).output()).contains("Migrating file '");
      assertThat(names(house)).isEqualTo(before);
    }
  }

  @Test
  void leavesAGmailMaildirAlone() throws Exception {
    try (Household house = house().local("type = GmailMaildir")) {
      List<String> before = names(house);
      Run run = house.run(SWITCH);
      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(run.output()).contains("L is a GmailMaildir").doesNotContain("Migrating");
      assertThat(names(house)).isEqualTo(before);
    }
  }

  @Test
  void neverReplacesAFile() throws Exception {
    try (Household house = house()) {
      String taken = "cur/1.a,U=1,FMD5=" + md5("Work") + ",S=9:2,FS";
      house.put("My.Work", taken, "Subject: other\n\n");
      assertThat(house.run(SWITCH).output()).contains("exists already");
      assertThat(Files.readString(house.mail().resolve("My.Work").resolve(taken)))
          .contains("other");
    }
  }

  @Test
  void comesBeforePruningAndSynchronising() throws Exception {
    try (Household house = house()) {
      Run run = house.run("--mbnames-prune", "--delete-folder", "INBOX", SWITCH);
      assertThat(run.output()).contains("Migrating file").doesNotContain("no cache file");
    }
  }
}
