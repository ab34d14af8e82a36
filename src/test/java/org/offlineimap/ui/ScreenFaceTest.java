package org.offlineimap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.SyncEvent.CopyingMessage.Copy;

/** The line that lives below ttyui's lines while messages are copied. */
final class ScreenFaceTest {
  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-11-23T03:16:10Z");
  private final Narrator narrator = new Narrator(Set.of());
  private final ScreenFace face = new ScreenFace(new PrintStream(out, false, UTF_8), () -> now);

  private String after(long millis, SyncEvent event) {
    now = now.plusMillis(millis);
    out.reset();
    face.draw(narrator.tell(event));
    return out.toString(UTF_8);
  }

  private static SyncEvent copy(String folder, long ordinal, long total) {
    return new SyncEvent.CopyingMessage(
        "Test",
        FirstSync.name(folder),
        new Copy(ordinal, ordinal, total),
        FirstSync.remote(folder),
        FirstSync.local(folder));
  }

  @Test
  void showsMessagesOctetsRateAndTimeLeft() {
    assertThat(after(0, copy("INBOX", 1, 60))).doesNotContain("\r");
    after(0, new SyncEvent.Progress("Test", FirstSync.name("INBOX"), 20, 3_000_000));
    assertThat(after(2000, copy("INBOX", 21, 60)))
        .isEqualTo(
            " Copy message UID 21 (21/60) Rem:INBOX -> Loc:INBOX\n"
                + ERASE
                + "\u001b[?7l20 of 60 messages, 3.0 MB, 1.5 MB/s, 0:04 left\u001b[?7h");
  }

  @Test
  void erasesItBeforeALineAndAtTheEnd() {
    after(0, copy("INBOX", 1, 9));
    after(5000, copy("INBOX", 2, 9));
    assertThat(after(0, copy("INBOX", 3, 9))).startsWith(ERASE + " Copy message UID 3");
    assertThat(after(300, new SyncEvent.FolderFinished("Test", FirstSync.name("INBOX"))))
        .isEqualTo(ERASE);
    out.reset();
    face.stepAside();
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void countsAllFoldersAtWorkTogether() {
    after(0, copy("INBOX", 1, 10));
    after(0, copy("Sent", 1, 30));
    after(2000, new SyncEvent.FolderFinished("Test", FirstSync.name("INBOX")));
    after(0, new SyncEvent.Progress("Test", FirstSync.name("Sent"), 10, 5000));
    assertThat(after(0, copy("Sent", 11, 30))).contains("20 of 40 messages");
  }

  @Test
  void shortWorkHasNone() {
    after(0, copy("INBOX", 1, 2));
    assertThat(after(900, copy("INBOX", 2, 2))).doesNotContain("\r");
  }
}
