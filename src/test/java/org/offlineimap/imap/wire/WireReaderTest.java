package org.offlineimap.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {
  private static WireReader reader(String text, WireLimits limits) {
    return new WireReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), limits);
  }

  private static WireReader reader(String text) {
    return reader(text, WireLimits.USUAL);
  }

  @Test
  void readsTheFormsOfAString() throws IOException {
    WireReader in = reader("atom \"a \\\"b\\\\\" {3}\r\nx\r\n\r\n");
    assertThat(in.astring()).isEqualTo("atom");
    in.skipSpaces();
    assertThat(in.astring()).isEqualTo("a \"b\\");
    in.skipSpaces();
    assertThat(in.astring()).isEqualTo("x\r\n");
    in.endLine();
    assertThat(in.hasBuffered()).isFalse();
  }

  @Test
  void refusesALargeLiteralBeforeItIsAllocated() throws IOException {
    WireReader in = reader("{9000000000}\r\n");
    assertThatThrownBy(in::string).isInstanceOf(WireException.class);
  }

  @Test
  void refusesALongToken() {
    WireReader in = reader("abcdefgh ", new WireLimits(4, 4, 100, 2));
    assertThatThrownBy(in::atom).isInstanceOf(WireException.class);
  }

  @Test
  void refusesDeepLists() {
    WireReader in = reader("(((a))) ", new WireLimits(4, 4, 100, 2));
    assertThatThrownBy(in::skipValue).isInstanceOf(WireException.class);
  }

  @Test
  void refusesANumberBeyond63Bits() {
    assertThatThrownBy(() -> reader("9223372036854775808 ").number())
        .isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense ) ( \" here\r\n",
        "x {5}\r\na\r\nb\r y {2+}\r\n\r\n z\r\n",
        "{3}\r\nabc\r\n",
        "\r\n",
        "{3} not at the end\r\n"
      })
  void findsTheNextResponseAfterAnythingAtAll(String response) throws IOException {
    WireReader in = reader(response + "next ");
    in.beginResponse();
    in.skipResponse();
    assertThat(in.atom()).isEqualTo("next");
  }

  @Test
  void findsTheNextResponseFromInsideALiteral() throws IOException {
    WireReader in = reader("{5}\r\na\r\nb\r rest {1}\r\nx\r\nnext ");
    in.beginResponse();
    in.streamed();
    in.skipResponse();
    assertThat(in.atom()).isEqualTo("next");
  }
}
