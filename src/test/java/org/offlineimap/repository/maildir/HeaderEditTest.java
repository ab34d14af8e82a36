package org.offlineimap.repository.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One field out, one line in, and no other octet touched, however the octets come. */
final class HeaderEditTest {
  private static String edited(String message, String line) throws IOException {
    String whole = edited(message, line, Integer.MAX_VALUE);
    for (int piece : new int[] {1, 2, 3, 7}) {
      assertThat(edited(message, line, piece)).isEqualTo(whole);
    }
    return whole;
  }

  private static String edited(String message, String line, int piece) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeaderEdit edit =
        new HeaderEdit(out, "X-Keywords", Optional.of(line).filter(text -> !text.isEmpty()));
    byte[] octets = message.getBytes(UTF_8);
    for (int at = 0; at < octets.length; ) {
      int length = Math.min(piece, octets.length - at);
      edit.write(octets, at, length);
      at += length;
    }
    edit.finish();
    return out.toString(UTF_8);
  }

  @Test
  void theLineStandsAtTheEndOfTheHeader() throws IOException {
    assertThat(edited("A: b\nC: d\n\nX-Keywords: body\n", "X-Keywords: ä,b"))
        .isEqualTo("A: b\nC: d\nX-Keywords: ä,b\n\nX-Keywords: body\n");
  }

  @Test
  void everyOldFieldGoesWithItsFoldedLinesInWhateverCase() throws IOException {
    assertThat(
            edited(
                "x-keywords: a,\n\tb\n c\nA: b\n folded\nX-KEYWORDS : z\n\nbody", "X-Keywords: n"))
        .isEqualTo("A: b\n folded\nX-Keywords: n\n\nbody");
  }

  @Test
  void withoutLabelsThereIsNoField() throws IOException {
    assertThat(edited("A: b\nX-Keywords: a\n\nbody\n", "")).isEqualTo("A: b\n\nbody\n");
    assertThat(edited("A: b\nX-Keywords-Not: a\n\nbody\n", ""))
        .isEqualTo("A: b\nX-Keywords-Not: a\n\nbody\n");
  }

  @Test
  void aMessageThatIsAllHeaderGetsTheLineAtItsEnd() throws IOException {
    assertThat(edited("A: b", "X-Keywords: a")).isEqualTo("A: b\nX-Keywords: a\n");
    assertThat(edited("A: b\n", "X-Keywords: a")).isEqualTo("A: b\nX-Keywords: a\n");
    assertThat(edited("", "X-Keywords: a")).isEqualTo("X-Keywords: a\n");
    assertThat(edited("\nbody", "X-Keywords: a")).isEqualTo("X-Keywords: a\n\nbody");
  }

  @Test
  void linesOfAMebibyteAndOddOctetsPass() throws IOException {
    String odd = "A: " + "y".repeat(200_000) + "\nB: \r \u0000 \n\nb\r\nX-Keywords: a\n\n";
    assertThat(edited(odd, "", 4096)).isEqualTo(odd);
    String crlf = "A: b\r\nX-Keywords: a\r\n\r\nbody\r\n";
    assertThat(edited(crlf, "X-Keywords: n")).isEqualTo("A: b\r\nX-Keywords: n\n\r\nbody\r\n");
  }
}
