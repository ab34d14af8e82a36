package org.offlineimap.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jline.utils.AttributedCharSequence.ForceMode;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.SyncEvent;

/** The colours of the manual's Blinkenlights section (reference: ui 7), octet for octet. */
final class PaintTest {
  private static String table(ColourDepth depth, int colours) {
    Paint paint = new Paint(depth);
    return Arrays.stream(Activity.values())
        .map(one ->
            one
                + " "
                + paint
                    .lamp(one)
                    .toAnsi(colours, ForceMode.None)
                    .replace("\u001b", "")
                    .replace("[0m", ""))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void eightColoursTellMoreByBold() {
    assertThat(table(ColourDepth.EIGHT, 8))
        .isEqualTo(
            """
            ENDED [30m@
            MAIN [31m@
            CONNECTING [37m@
            ACCOUNT [35m@
            FOLDER [36m@
            LISTING [32m@
            COMPARING [34m@
            COPYING [33m@
            ADOPTING [35;1m@
            DELETING [31m@
            ADDING_FLAGS [33;1m@
            REMOVING_FLAGS [31;1m@
            COUNTDOWN [31m@
            """);
  }

  @Test
  void indexedColoursAreExact() {
    assertThat(table(ColourDepth.INDEXED, 256))
        .isEqualTo(
            """
            ENDED [38;5;235m@
            MAIN [38;5;160m@
            CONNECTING [38;5;245m@
            ACCOUNT [38;5;134m@
            FOLDER [38;5;44m@
            LISTING [38;5;40m@
            COMPARING [38;5;33m@
            COPYING [38;5;208m@
            ADOPTING [38;5;201m@
            DELETING [38;5;160m@
            ADDING_FLAGS [38;5;226m@
            REMOVING_FLAGS [38;5;211m@
            COUNTDOWN [38;5;160m@
            """);
  }

  @Test
  void trueColoursAreExact() {
    assertThat(table(ColourDepth.TRUE, 1 << 24))
        .contains(
            "COPYING [38;2;255;135;0m@", "ENDED [38;2;38;38;38m@", "FOLDER [38;2;0;215;215m@");
  }

  @Test
  void withoutColoursEachActivityHasALetterOfItsOwn() {
    assertThat(table(ColourDepth.NONE, 256).replaceAll("[A-Z_]+ |\n", ""))
        .isEqualTo(".@caflsmnd+-z");
  }

  @Test
  void everyEventThatChangesALightHasTheManualsColour() {
    assertThat(
            FirstSync.events().stream()
                .map(Activity::of)
                .flatMap(java.util.Optional::stream)
                .map(Activity::colour))
        .containsExactly(
            Colour.PURPLE,
            Colour.GRAY,
            Colour.BLUE,
            Colour.CYAN,
            Colour.CYAN,
            Colour.ORANGE,
            Colour.ORANGE,
            Colour.ORANGE,
            Colour.CYAN,
            Colour.BLACK,
            Colour.BLACK);
    SyncEvent adopted =
        new SyncEvent.Adopted("A", FirstSync.name("INBOX"), org.offlineimap.mail.UidSet.of(1));
    assertThat(Activity.of(adopted).orElseThrow().colour()).isEqualTo(Colour.FUCHSIA);
  }

  @Test
  void theDepthComesFromTheTerminalAndTheEnvironment() {
    assertThat(ColourDepth.of(Map.of(), 256)).isEqualTo(ColourDepth.INDEXED);
    assertThat(ColourDepth.of(Map.of("COLORTERM", "truecolor"), 256)).isEqualTo(ColourDepth.TRUE);
    assertThat(ColourDepth.of(Map.of("COLORTERM", "truecolor", "NO_COLOR", "1"), 256))
        .isEqualTo(ColourDepth.NONE);
    assertThat(ColourDepth.of(Map.of("NO_COLOR", ""), 8)).isEqualTo(ColourDepth.EIGHT);
    assertThat(ColourDepth.of(Map.of(), 2)).isEqualTo(ColourDepth.NONE);
  }
}
