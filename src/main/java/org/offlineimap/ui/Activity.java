package org.offlineimap.ui;

import java.util.Optional;
import org.offlineimap.event.SyncEvent;

/**
 * What a task is doing, as its light shows it (reference: manual, Blinkenlights; ui 7). The letter
 * stands for the colour on a terminal without colours.
 */
enum Activity {
  ENDED(Colour.BLACK, '.'),
  MAIN(Colour.RED, '@'),
  CONNECTING(Colour.GRAY, 'c'),
  ACCOUNT(Colour.PURPLE, 'a'),
  FOLDER(Colour.CYAN, 'f'),
  LISTING(Colour.GREEN, 'l'),
  COMPARING(Colour.BLUE, 's'),
  COPYING(Colour.ORANGE, 'm'),
  ADOPTING(Colour.FUCHSIA, 'n'),
  DELETING(Colour.RED, 'd'),
  ADDING_FLAGS(Colour.YELLOW, '+'),
  REMOVING_FLAGS(Colour.PINK, '-'),
  COUNTDOWN(Colour.RED, 'z');

  private final Colour colour;
  private final char letter;

  Activity(Colour colour, char letter) {
    this.colour = colour;
    this.letter = letter;
  }

  Colour colour() {
    return colour;
  }

  char letter() {
    return letter;
  }

  /** What the task of an event does from now on; empty when the event does not tell. */
  static Optional<Activity> of(SyncEvent event) {
    return switch (event) {
      case SyncEvent.AccountStarted _ -> Optional.of(ACCOUNT);
      case SyncEvent.Connecting _, SyncEvent.HookTold _ -> Optional.of(CONNECTING);
      case SyncEvent.Waiting e -> Optional.of(e.left().isZero() ? CONNECTING : COUNTDOWN);
      case SyncEvent.FolderStarted _, SyncEvent.FolderUnchanged _, SyncEvent.ListLoaded _ ->
          Optional.of(FOLDER);
      case SyncEvent.LoadingList _ -> Optional.of(LISTING);
      case SyncEvent.SyncingFolders _, SyncEvent.SyncingMessages _, SyncEvent.WouldCopy _ ->
          Optional.of(COMPARING);
      case SyncEvent.CopyingMessage _, SyncEvent.MovingMessages _ -> Optional.of(COPYING);
      case SyncEvent.Adopted _ -> Optional.of(ADOPTING);
      case SyncEvent.DeletingMessages _ -> Optional.of(DELETING);
      case SyncEvent.ChangingFlags e ->
          Optional.of(e.direction().add() ? ADDING_FLAGS : REMOVING_FLAGS);
      case SyncEvent.AccountFinished _, SyncEvent.FolderFinished _ -> Optional.of(ENDED);
      case SyncEvent.Banner _,
          SyncEvent.FolderCreated _,
          SyncEvent.StatusCreated _,
          SyncEvent.StatusUpgraded _,
          SyncEvent.UidValidityChanged _,
          SyncEvent.DeletionsWithheld _,
          SyncEvent.Progress _,
          SyncEvent.Notice _,
          SyncEvent.Warning _,
          SyncEvent.Failed _,
          SyncEvent.Unexpected _,
          SyncEvent.Debugging _,
          SyncEvent.Debug _,
          SyncEvent.Terminated _ ->
          Optional.empty();
    };
  }
}
