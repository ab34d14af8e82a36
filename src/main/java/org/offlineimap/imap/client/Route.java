package org.offlineimap.imap.client;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.offlineimap.imap.protocol.CommandKind;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.imap.wire.Literal;

/** Decides for which running command data is. Stateless. */
final class Route {
  /** Whether the data is about the selected mailbox, whichever that is now. */
  static boolean isOfMailbox(Untagged data) {
    return switch (data) {
      case Untagged.Exists _,
          Untagged.Expunge _,
          Untagged.Vanished _,
          Untagged.Fetch _,
          Untagged.Flags _,
          Untagged.Notice _ ->
          true;
      case Untagged.Bye _,
          Untagged.PreAuth _,
          Untagged.ListEntry _,
          Untagged.Status _,
          Untagged.Search _,
          Untagged.ESearch _,
          Untagged.Capability _,
          Untagged.Enabled _,
          Untagged.Id _,
          Untagged.Namespace _,
          Untagged.Other _ ->
          false;
    };
  }

  /**
   * The commands that data of the selected mailbox may be for. Those behind a SELECT that has not
   * been answered speak of another mailbox; the SELECT itself comes to its turn when nothing ahead
   * of it speaks of the old one.
   */
  static List<Task<?>> ofThisMailbox(List<Task<?>> running) {
    boolean ahead = false;
    for (int i = 0; i < running.size(); i++) {
      CommandKind kind = running.get(i).command().kind();
      if (kind == CommandKind.SELECT) {
        return ahead ? running.subList(0, i) : running.subList(i, i + 1);
      }
      ahead |= kind != CommandKind.FREE && kind != CommandKind.LIST;
    }
    return running;
  }

  void data(List<Task<?>> candidates, Untagged data) {
    for (Task<?> task : candidates) {
      if (offer(task, data)) {
        return;
      }
    }
  }

  private static boolean offer(Task<?> task, Untagged data) {
    try {
      return task.collector().accept(data);
    } catch (RuntimeException e) {
      task.bug(e);
      return true;
    }
  }

  void body(List<Task<?>> candidates, OptionalLong uid, String section, Literal body)
      throws IOException {
    for (Task<?> task : candidates) {
      if (task.collector().receive(uid, section, body)) {
        return;
      }
    }
  }
}
