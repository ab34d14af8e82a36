package org.offlineimap.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;

/**
 * The mailbox of the demonstration: the same few hundred messages each time, of the kinds that real
 * mailboxes hold. Confined to one thread.
 */
final class DemoMail {
  private static final OffsetDateTime FIRST =
      OffsetDateTime.of(2026, 1, 5, 8, 30, 0, 0, ZoneOffset.ofHours(1));
  private static final List<String> PEOPLE =
      List.of(
          "Ada Byron <ada@example.org>",
          "=?utf-8?q?J=C3=BCrgen_Gro=C3=9F?= <juergen@example.net>",
          "Grace Hopper <grace@example.com>",
          "The List <list@lists.example.org>",
          "=?utf-8?b?5bGx55Sw5aSq6YOO?= <taro@example.jp>");
  private static final List<String> SUBJECTS =
      List.of(
          "Minutes of Tuesday",
          "Re: the slow connection in the train",
          "=?utf-8?q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=",
          "[list] A question about Maildir",
          "Your invoice",
          "Photographs");
  private static final int LARGE = 3_000_000;

  private final Random random = new Random(9);
  private int number;

  /** Fills a user's mailboxes. */
  void fill(SandboxServer server, String user) {
    fill(server.mailbox(user, "INBOX"), 120);
    fill(server.mailbox(user, "Archive/2025"), 90);
    fill(server.mailbox(user, "Gäste/Äpfel & Birnen"), 40);
    fill(server.mailbox(user, "Work/Projects"), 60);
    fill(server.mailbox(user, "Sent"), 30);
    server.mailbox(user, "Drafts");
  }

  private void fill(Mailbox mailbox, int count) {
    for (int i = 0; i < count; i++) {
      deliver(mailbox, flags());
    }
  }

  /** Adds one more message to a mailbox. */
  void deliver(Mailbox mailbox, FlagSet flags) {
    number++;
    OffsetDateTime date = FIRST.plusMinutes(number * 97L);
    mailbox.deliver(message(date), flags, date);
  }

  private FlagSet flags() {
    return switch (random.nextInt(6)) {
      case 0 -> FlagSet.none();
      case 1 -> FlagSet.ofLetters("FS");
      case 2 -> FlagSet.ofLetters("RS");
      case 3 -> FlagSet.ofImapNames(List.of("\\Seen", "$Forwarded"));
      default -> FlagSet.ofLetters("S");
    };
  }

  private byte[] message(OffsetDateTime date) {
    String head =
        "From: %s\r\nTo: You <demo@example.org>\r\nSubject: %s\r\nDate: %s\r\n"
                .formatted(
                    PEOPLE.get(random.nextInt(PEOPLE.size())),
                    SUBJECTS.get(random.nextInt(SUBJECTS.size())),
                    DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).format(date))
            + "Message-ID: <demo-%d@example.org>\r\nMIME-Version: 1.0\r\n".formatted(number);
    return switch (number % 7) {
      case 0 -> latin(head);
      case 1 -> attachment(head, number == 120 ? LARGE : 2_000 + random.nextInt(60_000));
      default -> text(head);
    };
  }

  private byte[] text(String head) {
    return (head
            + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
            + "\r\n"
            + paragraphs("Schöne Grüße – the meeting is at ten. From now on weekly.\r\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** 8-bit octets that are no UTF-8, as old programs send them. */
  private byte[] latin(String head) {
    return (head
            + "Content-Type: text/plain; charset=iso-8859-1\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n"
            + paragraphs("Viele Gr\u00fc\u00dfe aus K\u00f6ln, es regnet.\r\n"))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private String paragraphs(String line) {
    return line.repeat(1 + random.nextInt(40));
  }

  private byte[] attachment(String head, int octets) {
    byte[] picture = new byte[octets];
    random.nextBytes(picture);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String open =
        head
            + "Content-Type: multipart/mixed; boundary=\"cut-here\"\r\n\r\n"
            + "--cut-here\r\nContent-Type: text/plain\r\n\r\nSee the picture.\r\n\r\n"
            + "--cut-here\r\nContent-Type: image/jpeg; name=\"p.jpg\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n";
    out.writeBytes(open.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(Base64.getMimeEncoder().encode(picture));
    out.writeBytes("\r\n--cut-here--\r\n".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }
}
