package org.offlineimap.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;

final class SandboxServerTest {
  private static final OffsetDateTime DATE = OffsetDateTime.parse("2020-02-02T10:00:00Z");
  private static final String LOGIN = "a LOGIN user secret\r\n";

  /** Sends all at once and hears everything to the end of the connection. */
  private static List<String> say(SandboxServer server, String text) throws IOException {
    try (Socket socket = new Socket(server.host(), server.port())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
      return new BufferedReader(in).readAllLines();
    }
  }

  private static SandboxServer.Builder patient() {
    return SandboxServer.builder().grace(Duration.ofMillis(200));
  }

  private static void deliver(SandboxServer server, int count) {
    for (int i = 0; i < count; i++) {
      byte[] octets = ("Subject: " + i + "\r\n\r\nbody\r\n").getBytes(StandardCharsets.US_ASCII);
      server.mailbox("user", "INBOX").deliver(octets, FlagSet.none(), DATE);
    }
  }

  @Test
  void countsNoTurnaroundWithinAPipeline() throws Exception {
    try (SandboxServer server = patient().start()) {
      say(server, LOGIN + "b SELECT INBOX\r\nc UID FETCH 1:* FLAGS\r\nd LOGOUT\r\n");
      assertThat(server.lastSession().awaitEnd(10)).isTrue();
      assertThat(server.lastSession().turnaroundsAfterLogin()).isZero();
      assertThat(server.lastSession().commandsAfterLogin())
          .containsExactly("SELECT INBOX", "UID FETCH 1:* FLAGS", "LOGOUT");
      assertThat(server.lastSession().commands()).first().isEqualTo("LOGIN ***");
    }
  }

  @Test
  void countsASynchronisingLiteralAsATurnaround() throws Exception {
    try (SandboxServer server = patient().start();
        Socket socket = new Socket(server.host(), server.port())) {
      var out = socket.getOutputStream();
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      out.write((LOGIN + "b APPEND INBOX {3}\r\n").getBytes(StandardCharsets.US_ASCII));
      assertThat(in.readLine()).startsWith("* OK");
      assertThat(in.readLine()).startsWith("a OK");
      assertThat(in.readLine()).startsWith("+ ");
      out.write("abc\r\nc LOGOUT\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(in.readAllLines()).last().asString().startsWith("c OK");
      assertThat(server.lastSession().turnaroundsAfterLogin()).isEqualTo(1);
    }
  }

  @Test
  void neitherAnnouncesNorObeysWhatItIsWithout() throws Exception {
    try (SandboxServer server =
        SandboxServer.builder()
            .without(Capability.UIDPLUS, Capability.LIST_STATUS, Capability.CONDSTORE)
            .start()) {
      List<String> heard =
          say(
              server,
              LOGIN
                  + "b SELECT INBOX\r\n"
                  + "c UID EXPUNGE 1\r\n"
                  + "d LIST \"\" * RETURN (STATUS (MESSAGES))\r\n"
                  + "e FETCH 1:* MODSEQ\r\n"
                  + "f LOGOUT\r\n");
      assertThat(heard).first().asString().doesNotContain("UIDPLUS", "LIST-STATUS", "CONDSTORE");
      assertThat(heard).anyMatch(line -> line.startsWith("c BAD"));
      assertThat(heard).anyMatch(line -> line.startsWith("d BAD"));
      assertThat(heard).anyMatch(line -> line.startsWith("e BAD"));
      assertThat(heard).noneMatch(line -> line.contains("HIGHESTMODSEQ"));
    }
  }

  @Test
  void cutsAfterExactlySoManyOctets() throws Exception {
    try (SandboxServer server = SandboxServer.builder().start()) {
      server.nextConnection(new FaultScript().cutAfterSent(7));
      assertThat(say(server, "")).containsExactly("* OK [C");
      assertThat(server.lastSession().awaitEnd(10)).isTrue();
      assertThat(server.lastSession().bytesDown()).isEqualTo(7);
    }
  }

  @Test
  void carriesOutTheAppendWhoseAnswerIsCut() throws Exception {
    try (SandboxServer server = SandboxServer.builder().start()) {
      server.nextConnection(new FaultScript().cutUnanswered("APPEND", 2));
      List<String> heard =
          say(server, LOGIN + "b APPEND INBOX {1+}\r\nx\r\nc APPEND INBOX {1+}\r\ny\r\n");
      assertThat(heard).last().asString().startsWith("b OK [APPENDUID");
      assertThat(server.mailbox("user", "INBOX").messages()).hasSize(2);
    }
  }

  @Test
  void refusesTheCommandThatTheScriptNames() throws Exception {
    try (SandboxServer server = SandboxServer.builder().start()) {
      deliver(server, 1);
      FaultScript script =
          new FaultScript().no("UID FETCH", 2, "[SERVERBUG] Later").oneByteSegments();
      server.nextConnection(script.wrongUidValidity(7).bye("NOOP", 1, "Enough"));
      List<String> heard =
          say(
              server,
              LOGIN + "b SELECT INBOX\r\nc UID FETCH 1 FLAGS\r\nd UID FETCH 1 FLAGS\r\ne NOOP\r\n");
      assertThat(heard).contains("c OK Fetch completed.", "d NO [SERVERBUG] Later");
      assertThat(heard)
          .contains("* OK [UIDVALIDITY 7] UIDs valid")
          .last()
          .isEqualTo("* BYE Enough");
    }
  }

  @Test
  void completesPipelinedCommandsOutOfOrder() throws Exception {
    try (SandboxServer server = patient().start()) {
      server.nextConnection(new FaultScript().answersOutOfOrder());
      List<String> heard =
          say(server, LOGIN + "b SELECT INBOX\r\nc NOOP\r\nd NOOP\r\ne NOOP\r\nf LOGOUT\r\n");
      assertThat(heard.stream().filter(line -> line.contains("NOOP completed")).toList())
          .containsExactly("e OK NOOP completed.", "d OK NOOP completed.", "c OK NOOP completed.");
    }
  }

  @Test
  void pushesChangesDuringIdle() throws Exception {
    try (SandboxServer server = SandboxServer.builder().start();
        Socket socket = new Socket(server.host(), server.port())) {
      deliver(server, 1);
      String text = LOGIN + "b SELECT INBOX\r\nc IDLE\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      awaitLine(in, "+ idling");
      deliver(server, 1);
      awaitLine(in, "* 2 EXISTS");
      server.mailbox("user", "INBOX").setFlags(1, FlagSet.of(SystemFlag.SEEN));
      awaitLine(in, "* 1 FETCH (FLAGS (\\Seen))");
      server.mailbox("user", "INBOX").expunge(1);
      awaitLine(in, "* 1 EXPUNGE");
      socket.getOutputStream().write("DONE\r\n".getBytes(StandardCharsets.US_ASCII));
      awaitLine(in, "c OK Idle completed.");
    }
  }

  @Test
  void compressesBothWaysAfterItsOk() throws Exception {
    try (SandboxServer server = SandboxServer.builder().with(Capability.COMPRESS).start();
        Socket socket = new Socket(server.host(), server.port())) {
      var plain = new BufferedInputStream(socket.getInputStream());
      socket
          .getOutputStream()
          .write((LOGIN + "b COMPRESS DEFLATE\r\n").getBytes(StandardCharsets.US_ASCII));
      assertThat(line(plain)).startsWith("* OK").contains("COMPRESS=DEFLATE");
      assertThat(line(plain)).startsWith("a OK");
      assertThat(line(plain)).startsWith("b OK");
      var out =
          new DeflaterOutputStream(socket.getOutputStream(), new Deflater(9, true), 512, true);
      var in = new InflaterInputStream(plain, new Inflater(true));
      out.write("c COMPRESS DEFLATE\r\nd CAPABILITY\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(line(in)).isEqualTo("c NO [COMPRESSIONACTIVE] DEFLATE active");
      assertThat(line(in)).startsWith("* CAPABILITY").doesNotContain("COMPRESS");
      assertThat(line(in)).startsWith("d OK");
      out.write("e LOGOUT\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(line(in)).startsWith("* BYE");
      assertThat(line(in)).startsWith("e OK");
    }
  }

  /** One line, octet by octet, so that nothing is read ahead. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      assertThat(octet).as("after %s", line).isNotNegative();
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  private static void awaitLine(BufferedReader in, String wanted) throws IOException {
    String line = in.readLine();
    while (line != null && !line.equals(wanted)) {
      line = in.readLine();
    }
    assertThat(line).isEqualTo(wanted);
  }
}
