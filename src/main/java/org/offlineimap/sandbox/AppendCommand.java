package org.offlineimap.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.offlineimap.mail.FlagSet;

/**
 * APPEND (RFC 3501 6.3.11) of one message or, all or none of them, several (RFC 3502); with
 * APPENDUID (RFC 4315 3), literal8 (RFC 3516) and a limit (RFC 7889).
 */
final class AppendCommand implements Command {
  private static final int LONGEST_LINE = 10_239;

  /** Less than any real server's, so that tests stay small. */
  private static final int LARGE = 20_000;

  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Message(byte[] octets, FlagSet flags, OffsetDateTime date) {}

  @Override
  public String name() {
    return "APPEND";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public boolean isIndependent() {
    return true;
  }

  @Override
  public String run(Session session, Arguments arguments) throws Refusal {
    arguments.space();
    String name = arguments.astring();
    List<Message> messages = new ArrayList<>();
    do {
      arguments.space();
      messages.add(message(session, arguments));
    } while (!arguments.atEnd() && session.has(Capability.MULTIAPPEND));
    arguments.end();
    Mailbox mailbox = target(session, name);
    refuse(session, mailbox, messages);
    if (session.shows(Behaviour.OVER_QUOTA)) {
      throw Refusal.no("[OVERQUOTA] Quota exceeded");
    }
    if (messages.size() > 1 && session.shows(Behaviour.BATCH_REFUSED)) {
      throw Refusal.bad("One message at a time");
    }
    List<Long> uids = new ArrayList<>();
    for (Message message : messages) {
      byte[] octets = stored(session, message.octets());
      uids.add(mailbox.deliver(octets, message.flags(), message.date()));
      Labels.appended(session, mailbox, uids.getLast());
    }
    List<Long> said =
        session.shows(Behaviour.WRONG_APPENDUID)
            ? uids.stream().map(uid -> uid + 1).toList()
            : uids;
    String code = "[APPENDUID " + mailbox.uidValidity() + " " + SequenceSet.print(said) + "] ";
    boolean told = session.has(Capability.UIDPLUS) && !session.shows(Behaviour.NO_APPENDUID);
    return (told ? code : "") + "Append completed.";
  }

  private static void refuse(Session session, Mailbox mailbox, List<Message> messages)
      throws Refusal {
    boolean junk = mailbox.specialUse().orElse("").equals("\\Junk");
    if (junk && session.shows(Behaviour.NO_UPLOAD_TO_JUNK)) {
      throw Refusal.no("[CANNOT] Cannot APPEND to a SPAM folder");
    }
    boolean words = messages.stream().anyMatch(message -> !message.flags().keywords().isEmpty());
    if (words && session.shows(Behaviour.NO_KEYWORDS)) {
      throw Refusal.no("APPEND failed: invalid flag");
    }
  }

  private static byte[] stored(Session session, byte[] octets) {
    if (!session.shows(Behaviour.HEADERS_REWRITTEN)) {
      return octets;
    }
    byte[] own = "X-Stored-By: sandbox\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(own, own.length + octets.length);
    System.arraycopy(octets, 0, all, own.length, octets.length);
    return all;
  }

  private static Message message(Session session, Arguments arguments) throws Refusal {
    FlagSet flags = FlagSet.none();
    if (arguments.peek() == '(') {
      flags = FlagSet.ofImapNames(arguments.flags());
      arguments.space();
    }
    OffsetDateTime date = OffsetDateTime.now(session.clock());
    if (arguments.peek() == '"') {
      date = Dates.parse(arguments.string());
      arguments.space();
    }
    if (arguments.take('~') && !session.has(Capability.BINARY)) {
      throw Refusal.bad("BINARY was not announced");
    }
    byte[] octets = arguments.literal();
    if (octets.length > session.appendLimit()) {
      session.shows(Behaviour.LIMIT_ANNOUNCED);
      throw Refusal.no("[TOOBIG] The message is larger than " + session.appendLimit());
    }
    demandBearable(session, octets);
    int length = octets.length;
    boolean ended = length > 1 && octets[length - 2] == '\r' && octets[length - 1] == '\n';
    if (!ended && session.shows(Behaviour.FINAL_LINE_END)) {
      throw Refusal.no("[CLIENTBUG] The message does not end with CRLF");
    }
    if (session.shows(Behaviour.KEYWORDS_OF_ITS_OWN)) {
      flags = flags.union(FlagSet.ofImapNames(List.of("$MDNSent")));
    }
    return new Message(octets, flags, date);
  }

  private static void demandBearable(Session session, byte[] octets) throws Refusal {
    if (octets.length > LARGE && session.shows(Behaviour.LARGE_REFUSED)) {
      throw Refusal.no("Maximum size of appendable message has been exceeded.");
    }
    int line = 0;
    for (byte octet : octets) {
      line = octet == '\n' ? 0 : line + 1;
      if (line > LONGEST_LINE && session.shows(Behaviour.LONG_LINES_REFUSED)) {
        throw Refusal.no("A line of the message is too long.");
      }
    }
  }

  private static Mailbox target(Session session, String name) throws Refusal {
    return session
        .store()
        .find(name)
        .filter(Mailbox::isSelectable)
        .orElseThrow(() -> Refusal.no("[TRYCREATE] No mailbox " + name));
  }
}
