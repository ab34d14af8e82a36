package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Gmail's labels (X-GM-EXT-1): each is a mailbox, and a message is in as many as it has labels, and
 * in All Mail, under one identity. Moved to Trash or Spam it is nowhere else. Has no state.
 */
final class Labels {
  private static final Map<String, String> MARKS =
      Map.of(
          "\\Sent", "\\Sent",
          "\\Drafts", "\\Draft",
          "\\Flagged", "\\Starred",
          "\\Important", "\\Important",
          "\\Trash", "\\Trash",
          "\\Junk", "\\Spam");

  private Labels() {}

  /** The labels of a message, that of the selected mailbox left out, as Gmail does. */
  static String print(Session session, StoredMessage message) {
    NavigableSet<String> labels = new TreeSet<>();
    for (Mailbox mailbox : session.store().all()) {
      if (!session.isSelected(mailbox) && copyIn(mailbox, message.identity()).isPresent()) {
        label(mailbox).ifPresent(labels::add);
      }
    }
    return String.join(" ", labels.stream().map(Labels::shown).toList());
  }

  private static String shown(String label) {
    return label.matches("\\\\?[A-Za-z0-9&,+/._-]+") ? label : ResponsePrinter.quoted(label);
  }

  /** The label that a mailbox is; All Mail is none. */
  private static Optional<String> label(Mailbox mailbox) {
    if (mailbox.wireName().equals("INBOX")) {
      return Optional.of("\\Inbox");
    }
    Optional<String> use = mailbox.specialUse();
    if (use.isEmpty()) {
      return Optional.of(mailbox.wireName());
    }
    return Optional.ofNullable(MARKS.get(use.get()));
  }

  private static Optional<StoredMessage> copyIn(Mailbox mailbox, long identity) {
    return mailbox.messages().stream().filter(m -> m.identity() == identity).findFirst();
  }

  private static Optional<Mailbox> used(Session session, String use) {
    return session.store().all().stream()
        .filter(mailbox -> mailbox.specialUse().equals(Optional.of(use)))
        .findFirst();
  }

  /** {@code STORE set +X-GM-LABELS (...)}; {@code sign} is +, - or empty. */
  static String store(
      Session session, List<Selected.Numbered> messages, String sign, Arguments arguments)
      throws IOException, Refusal {
    if (!session.has(Capability.X_GM_EXT_1)) {
      throw Refusal.bad("Unknown item");
    }
    List<String> labels = labels(arguments);
    arguments.end();
    session.selected().demandWritable();
    for (Selected.Numbered each : messages) {
      for (Mailbox mailbox : List.copyOf(session.store().all())) {
        boolean named = label(mailbox).map(labels::contains).orElse(false);
        if (!session.isSelected(mailbox)) {
          change(mailbox, each.message(), sign, named);
        }
      }
      if (!sign.equals("-")) {
        labels.stream()
            .filter(label -> !label.startsWith("\\"))
            .map(
                label -> session.store().find(label).orElseGet(() -> session.store().create(label)))
            .filter(mailbox -> copyIn(mailbox, each.message().identity()).isEmpty())
            .forEach(mailbox -> mailbox.deliverCopy(each.message()));
      }
      String value = "X-GM-LABELS (" + print(session, each.message()) + ")";
      String uid = "UID " + each.message().uid() + " ";
      session.printer().untagged(Selected.head(session, each) + uid + value + ")");
    }
    return "Store completed.";
  }

  private static void change(Mailbox mailbox, StoredMessage message, String sign, boolean named) {
    Optional<StoredMessage> copy = copyIn(mailbox, message.identity());
    boolean unwanted = sign.equals("-") ? named : sign.isEmpty() && !named;
    if (unwanted && copy.isPresent() && label(mailbox).isPresent()) {
      mailbox.expunge(copy.get().uid());
    } else if (named && !sign.equals("-") && copy.isEmpty()) {
      mailbox.deliverCopy(message);
    }
  }

  private static List<String> labels(Arguments arguments) throws Refusal {
    List<String> labels = new ArrayList<>();
    if (!arguments.take('(')) {
      return List.of(label(arguments));
    }
    while (!arguments.take(')')) {
      if (!labels.isEmpty()) {
        arguments.space();
      }
      labels.add(label(arguments));
    }
    return labels;
  }

  private static String label(Arguments arguments) throws Refusal {
    return arguments.peek() == '\\' ? arguments.flag() : arguments.astring();
  }

  /** What is appended anywhere is in All Mail too. */
  static void appended(Session session, Mailbox mailbox, long uid) {
    if (session.has(Capability.X_GM_EXT_1)) {
      Optional<Mailbox> all = used(session, "\\All");
      if (all.isPresent() && all.get() != mailbox) {
        mailbox.message(uid).ifPresent(all.get()::deliverCopy);
      }
    }
  }

  /** What is copied to Trash or Spam is nowhere else but where the command found it. */
  static void copied(Session session, List<Selected.Numbered> messages, Mailbox target) {
    String use = target.specialUse().orElse("");
    if (!session.has(Capability.X_GM_EXT_1) || !(use.equals("\\Trash") || use.equals("\\Junk"))) {
      return;
    }
    for (Mailbox mailbox : session.store().all()) {
      if (mailbox != target && !session.isSelected(mailbox)) {
        messages.forEach(each ->
            copyIn(mailbox, each.message().identity())
                .ifPresent(copy -> mailbox.expunge(copy.uid())));
      }
    }
  }
}
