package org.offlineimap.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.offlineimap.mail.FlagSet;

/**
 * A mailbox to show: folders, nested and with a name beyond ASCII, and a few hundred generated
 * messages, plain, 8-bit, in MIME parts and two large ones, with flags and keywords. The same seed
 * gives the same octets. Confined to a thread.
 */
public final class SampleMail {
  private static final OffsetDateTime FIRST = OffsetDateTime.parse("2024-01-08T08:00:00+01:00");
  private static final int LARGE = 3 * 1024 * 1024;
  private static final List<String> FOLDERS =
      List.of("INBOX", "Sent", "Trash", "Archive", "Archive/2024", "Archive/2024/Q1", "Gäste");
  private static final List<String> PEOPLE =
      List.of("Ada Lamb", "Ben Okafor", "Chloé Martin", "Jörg Weiß", "Mei Tanaka", "Olga Petrova");
  private static final List<String> THINGS =
      List.of(
          "minutes", "invoice", "travel", "garden", "release", "concert", "budget", "Übersicht");
  private static final List<String> LINES =
      List.of(
          "Thank you for the notes; I have two small questions.",
          "From where I sit the second proposal is the better one.",
          "Could we meet on Thursday at ten instead?",
          "Die Änderungen sind im Anhang, größere Fragen bitte bis Freitag.",
          "Le café est déjà réservé pour nous six.",
          ".. and a line that starts with two dots.",
          "The figures are those of last month, rounded.");
  private static final List<String> FLAGS =
      List.of(
          "", "\\Seen", "\\Seen", "\\Seen \\Answered", "\\Flagged", "\\Seen $Forwarded", "Work");

  private final Random random;
  private int number;

  private SampleMail(long seed) {
    this.random = new Random(seed);
  }

  /** Fills the mailboxes of {@code user}; answers how many messages were delivered. */
  public static int fill(SandboxServer server, String user, long seed) {
    SampleMail mail = new SampleMail(seed);
    for (String folder : FOLDERS) {
      String name = folder.replace('/', server.separator());
      Mailbox mailbox = server.mailbox(user, name);
      int count = folder.equals("INBOX") ? 120 : 25 + mail.random.nextInt(20);
      for (int i = 0; i < count; i++) {
        boolean large = folder.equals("Archive") && i < 2;
        FlagSet flags = FlagSet.ofImapNames(List.of(mail.pick(FLAGS).split(" ", -1)));
        OffsetDateTime date = FIRST.plusHours(7L * mail.number);
        mailbox.deliver(large ? mail.large(date) : mail.next(date), flags, date);
      }
    }
    server.mailbox(user, "Sent").use("\\Sent");
    server.mailbox(user, "Trash").use("\\Trash");
    return mail.number;
  }

  /** One more message in the same manner, such as new mail. */
  public static byte[] message(long seed, OffsetDateTime date) {
    return new SampleMail(seed).next(date);
  }

  private byte[] next(OffsetDateTime date) {
    return random.nextInt(4) == 0 ? multipart(date, 2000 + random.nextInt(20_000)) : plain(date);
  }

  private byte[] large(OffsetDateTime date) {
    return multipart(date, LARGE);
  }

  private byte[] plain(OffsetDateTime date) {
    String type = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n";
    return octets(header(date) + type + "\r\n" + text());
  }

  private byte[] multipart(OffsetDateTime date, int attached) {
    byte[] data = new byte[attached];
    random.nextBytes(data);
    String boundary = "part-" + number;
    return octets(
        header(date)
            + ("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n")
            + ("--" + boundary + "\r\nContent-Type: text/plain; charset=utf-8\r\n")
            + ("Content-Transfer-Encoding: 8bit\r\n\r\n" + text())
            + ("--" + boundary + "\r\nContent-Type: application/octet-stream\r\n")
            + "Content-Disposition: attachment; filename=\"data.bin\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(data)
            + ("\r\n--" + boundary + "--\r\n"));
  }

  private String header(OffsetDateTime date) {
    number++;
    String subject = pick(THINGS) + " " + number;
    return "From: "
        + address(pick(PEOPLE))
        + ("\r\nTo: " + address(pick(PEOPLE)) + "\r\n")
        + ("Subject: " + encoded(subject) + "\r\n")
        + ("Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(date) + "\r\n")
        + ("Message-ID: <" + Long.toHexString(random.nextLong()) + "." + number)
        + "@example.org>\r\nMIME-Version: 1.0\r\n";
  }

  private static String address(String name) {
    String local = name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    return encoded(name) + " <" + local + "@example.org>";
  }

  /** An encoded word (RFC 2047) where ASCII does not do. */
  private static String encoded(String text) {
    byte[] utf8 = octets(text);
    return utf8.length == text.length()
        ? text
        : "=?utf-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    for (int i = 3 + random.nextInt(25); i > 0; i--) {
      lines.add(pick(LINES));
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
