package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.offlineimap.ui.Style;
import org.offlineimap.ui.UserInterface.Terminal;

/** {@code ui = } (reference: configuration 4). */
final class StylesTest {
  private static final PrintStream NOWHERE = new PrintStream(new ByteArrayOutputStream(), true);
  private static final Terminal PIPE = new Terminal(NOWHERE, NOWHERE);

  @Test
  void oldDottedNamesAreUnderstood() {
    assertThat(Styles.choose(List.of("TTY.TTYUI"))).hasValue(Style.TTYUI);
    assertThat(Styles.choose(List.of("Noninteractive.Basic"))).hasValue(Style.BASIC);
    assertThat(Styles.choose(List.of("Noninteractive.Quiet"))).hasValue(Style.QUIET);
    assertThat(Styles.choose(List.of("Machine.MachineUI"))).hasValue(Style.MACHINEUI);
    assertThat(Styles.choose(List.of("Curses.Blinkenlights"))).hasValue(Style.BLINKENLIGHTS);
  }

  @Test
  void ofAListCountsTheFirstThatCanBeShown() {
    assertThat(Styles.chooseUsable(List.of("Curses.Blinkenlights", "TTY.TTYUI"), PIPE))
        .hasValue(Style.TTYUI);
    assertThat(Styles.chooseUsable(List.of("nosuch", " basic "), PIPE)).hasValue(Style.BASIC);
    assertThat(Styles.chooseUsable(List.of("Tk.Blinkenlights"), PIPE))
        .hasValue(Style.BLINKENLIGHTS);
    assertThat(Styles.choose(List.of("nosuch"))).isEmpty();
    assertThat(Styles.complaint(List.of("nosuch")))
        .startsWith("ERROR: UI 'nosuch' does not exist, choose one of: ttyui, basic, quiet, ");
  }
}
