package org.offlineimap.sync;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.offlineimap.mail.MessageSource;

/** Header fields that are left out of uploads, octet for octet. */
final class HeaderFilterTest {
  private static MessageSource source(String text, int piece) {
    byte[] octets = text.getBytes(ISO_8859_1);
    return new MessageSource() {
      @Override
      public long wireOctets() {
        return octets.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        for (int at = 0; at < octets.length; at += piece) {
          out.write(octets, at, Math.min(piece, octets.length - at));
        }
      }
    };
  }

  private static String filtered(String text, int piece) throws IOException {
    HeaderFilter filter = new HeaderFilter(source(text, piece), Set.of("x-a", "keywords"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    filter.writeTo(out);
    assertThat(filter.wireOctets()).isEqualTo(out.size());
    return out.toString(ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Subject: s~X-A: 1~~X-A: body~|Subject: s~~X-A: body~",
        "x-a:1~ folded~\tmore~Subject: s~ goes on~~|Subject: s~ goes on~~",
        "X-A: 1~X-A: 2~KEYWORDS : k~~|~",
        "X-AB: stays~X-: stays~ ~~|X-AB: stays~X-: stays~ ~~",
        "no header, no end|no header, no end",
        "|",
        "~X-A: body|~X-A: body",
        "X-A: cut off|",
        "X-A|X-A",
        " folded first~X-A: 1~~b|~ folded first~~b"
      })
  void namedFieldsGoAndEveryOtherOctetStays(String before, String after) throws IOException {
    String text = wire(before == null ? "" : before);
    String wanted = wire(after == null ? "" : after);
    for (int piece = 1; piece < 9; piece++) {
      String got = filtered(text, piece);
      assertThat(got).isEqualTo(text.startsWith(" folded") ? wanted.substring(2) : wanted);
    }
  }

  private static String wire(String text) {
    return text.replace("~", "\r\n").replace("\\t", "\t");
  }

  @Test
  void aVeryLongFieldIsNotHeld() throws IOException {
    String big = "Subject: " + "y".repeat(100_000) + "\r\n\r\n";
    assertThat(filtered("X-A: " + "x".repeat(100_000) + "\r\n" + big, 777)).isEqualTo(big);
    String nameless = "z".repeat(100_000) + "\r\n\r\n";
    assertThat(filtered(nameless, 777)).isEqualTo(nameless);
  }
}
