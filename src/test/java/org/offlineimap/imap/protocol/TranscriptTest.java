package org.offlineimap.imap.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.offlineimap.imap.protocol.Response.Condition;
import org.offlineimap.imap.wire.WireException;
import org.offlineimap.imap.wire.WireLimits;
import org.offlineimap.imap.wire.WireReader;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidSet;

/** Every response of a dialogue, parsed whole, octet by octet and cut at every position. */
class TranscriptTest {
  private final byte[] wire = transcript("everything.txt");

  private static byte[] transcript(String name) {
    try (InputStream in =
        TranscriptTest.class.getResourceAsStream("/org/offlineimap/imap/transcripts/" + name)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(in).isNotNull();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        boolean raw = line.startsWith("S-raw: ");
        String text =
            line.substring(line.indexOf(": ") < 0 ? line.length() : line.indexOf(' ') + 1);
        out.writeBytes(raw ? unescaped(text) : text.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(new byte[] {'\r', '\n'});
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] unescaped(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.write(c);
        continue;
      }
      char kind = text.charAt(++i);
      switch (kind) {
        case 'r' -> out.write('\r');
        case 'n' -> out.write('\n');
        case '0' -> out.write(0);
        case 'x' -> {
          out.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
          i += 2;
        }
        default -> out.write(kind);
      }
    }
    return out.toByteArray();
  }

  /** What was read, bodies included. */
  private static List<Object> parse(InputStream stream) throws IOException {
    List<Object> all = new ArrayList<>();
    WireReader in = new WireReader(stream, WireLimits.USUAL);
    while (true) {
      try {
        in.peek();
      } catch (EOFException e) {
        return all;
      }
      all.add(
          ResponseParser.read(
              in,
              (uid, section, body) -> {
                ByteArrayOutputStream octets = new ByteArrayOutputStream();
                body.transferTo(octets);
                all.add(uid + section + HexFormat.of().formatHex(octets.toByteArray()));
              }));
    }
  }

  @Test
  void meansTheSameOctetByOctet() throws IOException {
    List<Object> whole = parse(new ByteArrayInputStream(wire));
    List<Object> dripping =
        parse(
            new ByteArrayInputStream(wire) {
              @Override
              public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
              }
            });
    assertThat(dripping).isEqualTo(whole);
  }

  @Test
  void meansTheSameWhenCutAnywhere() throws IOException {
    List<Object> whole = parse(new ByteArrayInputStream(wire));
    for (int cut = 0; cut < wire.length; cut++) {
      InputStream two =
          new java.io.SequenceInputStream(
              new ByteArrayInputStream(wire, 0, cut),
              new ByteArrayInputStream(wire, cut, wire.length - cut));
      assertThat(parse(two)).as("cut at %s", cut).isEqualTo(whole);
    }
  }

  @Test
  void neverInventsAResponseWhenTheStreamEndsEarly() throws IOException {
    List<Object> whole = parse(new ByteArrayInputStream(wire));
    for (int end = 0; end < wire.length; end++) {
      List<Object> part;
      try {
        part = parse(new ByteArrayInputStream(Arrays.copyOf(wire, end)));
      } catch (EOFException e) {
        continue;
      }
      assertThat(part).as("ended at %s", end).isEqualTo(whole.subList(0, part.size()));
    }
  }

  private static Response one(String text) throws IOException {
    byte[] octets = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
    return ResponseParser.read(
        new WireReader(new ByteArrayInputStream(octets), WireLimits.USUAL), (_, _, _) -> {});
  }

  @Test
  void readsAllThatAFetchTells() throws IOException {
    assertThat(parse(new ByteArrayInputStream(wire)))
        .contains(
            new Untagged.Fetch(
                12,
                OptionalLong.of(7),
                Optional.of(
                    FlagSet.of(SystemFlag.SEEN).union(FlagSet.ofImapNames(Set.of("$forwarded")))),
                OptionalLong.of(12121231000L),
                OptionalLong.of(4286),
                Optional.of(java.time.OffsetDateTime.parse("1996-07-17T02:44:25-07:00")),
                Optional.empty(),
                Optional.empty(),
                false),
            "OptionalLong[8]610d0a7b337d0d0a00ff292822",
            "OptionalLong.emptyHEADER.FIELDS (SUBJECT)73686f7274",
            new Untagged.Vanished(false, UidSet.of(1, 505)),
            new Untagged.Search(UidSet.of(2, 84, 882), OptionalLong.of(917162500)),
            new Untagged.ListEntry(
                false, Set.of("\\hasnochildren", "\\trash"), Optional.of('/'), "Deleted Items"),
            new Untagged.Other("XUNKNOWN"),
            new Response.Continuation("go ahead"));
  }

  @Test
  void readsResponseCodes() throws IOException {
    assertThat(one("a2 OK [APPENDUID 38505 3955] done"))
        .isEqualTo(
            new Response.Tagged(
                "a2",
                Condition.OK,
                new ResponseText(new ResponseCode.AppendUid(38505, "3955"), "done")));
    assertThat(one("* no [x-throttled 5 seconds] slow down"))
        .isEqualTo(
            new Untagged.Notice(
                Condition.NO,
                new ResponseText(new ResponseCode.Other("X-THROTTLED"), "slow down")));
  }

  @Test
  void takesAnUnreadableCodeAsNone() throws IOException {
    assertThat(one("a7 OK [UIDNEXT x] text"))
        .isEqualTo(
            new Response.Tagged(
                "a7", Condition.OK, new ResponseText(new ResponseCode.None(), "text")));
  }

  @Test
  void refusesWhatIsNoResponse() {
    assertThatThrownBy(() -> one("a1 MAYBE")).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> one("* 1 FETCH (UID 0)")).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> one("* VANISHED 1:*")).isInstanceOf(WireException.class);
  }

  @Test
  void showsNoSecretInALog() {
    assertThat(Commands.login("me", "hidden".getBytes(StandardCharsets.UTF_8)).toString())
        .isEqualTo("LOGIN \"me\" ***");
    assertThat(Commands.authenticate("PLAIN", Optional.of("aGlkZGVu")).logText())
        .isEqualTo("AUTHENTICATE PLAIN ***");
  }
}
