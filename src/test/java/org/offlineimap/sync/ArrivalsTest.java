package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.sync.World.flags;
import static org.offlineimap.sync.World.text;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;

/** What is told while messages come down: each once, when it begins to arrive. */
final class ArrivalsTest {
  private final World world = new World();

  /** The events of copying, shortly. */
  private List<String> told() {
    return world.events.stream()
        .filter(event -> event.folder().equals(java.util.Optional.of(FolderName.INBOX)))
        .map(ArrivalsTest::shortly)
        .filter(words -> !words.isEmpty())
        .toList();
  }

  private static String shortly(SyncEvent event) {
    if (event instanceof SyncEvent.SyncingMessages half) {
      return half.source().type() + " gives " + half.messages();
    }
    if (event instanceof SyncEvent.CopyingMessage copy) {
      return "copy " + copy.copy().ordinal() + "/" + copy.copy().total();
    }
    if (event instanceof SyncEvent.Progress progress) {
      return "arrived " + progress.messages() + ", " + progress.octets();
    }
    return "";
  }

  private static long octets(String... texts) {
    long all = 0;
    for (String one : texts) {
      all += one.length();
    }
    return all;
  }

  @Test
  void eachHalfIsToldWithItsCountAndEachMessageOnceWhenItArrives() {
    String small = text("small");
    String large = text("large") + "more\r\n";
    world.remote.mailbox("INBOX").add(small, flags(""));
    world.remote.mailbox("INBOX").add(large, flags(""));
    world.remote.mailbox("INBOX").add(small, flags(""));
    world.sync();
    assertThat(told())
        .containsExactly(
            world.remote.type() + " gives 3",
            "copy 1/3",
            "copy 2/3",
            "copy 3/3",
            "arrived 3, " + octets(small, large, small),
            world.local.type() + " gives 0");
  }
}
