package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.mail.UidSet;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.SessionLog;

/**
 * One connection fetches a folder's messages, one after another in the order of their UIDs, however
 * many connections there may be: what {@code singlethreadperfolder} asks for is always so.
 */
final class CopyOrderTest {
  private static final Pattern BODIES = Pattern.compile("UID FETCH ([0-9:,]+) .*BODY.*");
  private static final int MESSAGES = 450;

  @TempDir Path temp;

  private static List<Long> fetched(SessionLog session) {
    List<Long> uids = new ArrayList<>();
    for (String command : session.commandsAfterLogin()) {
      Matcher bodies = BODIES.matcher(command);
      if (bodies.matches()) {
        UidSet.parse(bodies.group(1)).forEachUid(uids::add);
      }
    }
    return uids;
  }

  @Test
  void aFolderIsCopiedByOneConnectionInTheOrderOfUids() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      house.remote("maxconnections = 3");
      for (int i = 1; i <= MESSAGES; i++) {
        house.deliver("INBOX", Household.text("m" + i));
      }
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(house.files("INBOX")).hasSize(MESSAGES);
      List<List<Long>> each =
          house.server.sessions().stream()
              .map(CopyOrderTest::fetched)
              .filter(uids -> !uids.isEmpty())
              .toList();
      assertThat(each).as("connections that fetched").hasSize(1);
      assertThat(each.getFirst()).hasSize(MESSAGES).isSorted();
    }
  }
}
