package org.offlineimap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** What the keys do, and the line that says so (reference: ui 7). Stateless. */
final class HotKeys {
  private static final int CTRL_L = 'L' - '@';
  private static final String SEPARATOR = "  ";

  /** Cursor keys, as {@link TerminalScreen} tells them: beyond every character. */
  static final int UP = 0x110001;

  static final int DOWN = 0x110002;

  private HotKeys() {}

  /** What is wished by a key. */
  sealed interface Wish {
    /** Synchronise the account of this row now. */
    record SyncRow(int row) implements Wish {}

    /** Synchronise the marked account now. */
    record SyncPicked() implements Wish {}

    /** Synchronise all accounts now. */
    record SyncAll() implements Wish {}

    /** Move the mark up by so many rows. */
    record Pick(int rows) implements Wish {}

    /** No further pass, then the end. */
    record Finish() implements Wish {}

    /** An orderly end now; at once when it is wished again. */
    record Quit() implements Wish {}

    /** Draw everything anew. */
    record Redraw() implements Wish {}
  }

  /** The wish of a key; other keys do nothing. */
  static Optional<Wish> wish(int key) {
    if (key >= '0' && key <= '9') {
      return Optional.of(new Wish.SyncRow(key - '0'));
    }
    return Optional.ofNullable(
        switch (key) {
          case 's' -> new Wish.SyncAll();
          case '\r', '\n' -> new Wish.SyncPicked();
          case UP, 'k' -> new Wish.Pick(1);
          case DOWN, 'j' -> new Wish.Pick(-1);
          case 'f' -> new Wish.Finish();
          case 'q' -> new Wish.Quit();
          case CTRL_L -> new Wish.Redraw();
          default -> null;
        });
  }

  private record Button(String key, String meaning) {}

  private static List<Button> buttons(ScreenState state, int hidden) {
    if (state.question().isPresent()) {
      return List.of(new Button("Enter", "done"), new Button("Esc", "no password"));
    }
    if (state.stopping()) {
      return List.of(new Button("q", "quit at once"));
    }
    List<Button> buttons = new ArrayList<>();
    buttons.add(new Button("q", "quit"));
    if (hidden > 0) {
      buttons.add(new Button("Up/Down", hidden + " more accounts"));
    }
    buttons.add(new Button("s", "sync all"));
    int last = Math.min(9, state.rows().size() - 1);
    if (last > 0) {
      buttons.add(new Button(last == 1 ? "1" : "1-" + last, "sync account"));
    }
    if (last > 1 && hidden == 0) {
      buttons.add(new Button("Up/Down", "pick"));
    }
    if (last > 1) {
      buttons.add(new Button("Enter", "sync it"));
    }
    buttons.add(new Button("f", "finish"));
    return buttons;
  }

  /**
   * The keys that count now, as many as there is room for.
   *
   * @param hidden how many accounts there is no room for
   */
  static AttributedString bar(ScreenState state, int hidden, int columns, Paint paint) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    for (Button button : buttons(state, hidden)) {
      String gap = line.length() == 0 ? "" : SEPARATOR;
      int width = gap.length() + button.key().length() + 1 + button.meaning().length();
      if (Columns.width(line) + width > columns) {
        break;
      }
      line.append(gap).append(button.key(), paint.key());
      line.append(" " + button.meaning(), paint.quiet());
    }
    return line.toAttributedString();
  }
}
