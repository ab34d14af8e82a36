package org.offlineimap.endtoend;

import java.util.Set;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.ui.Style;
import org.offlineimap.ui.UserInterface;
import org.offlineimap.ui.UserInterface.Terminal;

/** Takes the screen and dies without a word to it. */
final class DyingScreen {
  private DyingScreen() {}

  public static void main(String[] args) {
    UserInterface ui = UserInterface.open(Style.BLINKENLIGHTS, Set.of(), Terminal.system());
    ui.accept(new SyncEvent.AccountStarted("Test"));
    throw new IllegalStateException("thrown on purpose");
  }
}
