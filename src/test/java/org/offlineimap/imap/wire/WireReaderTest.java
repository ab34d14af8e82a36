package org.offlineimap.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
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

  /** What begins to be compressed may have come along with the response before it. */
  @Test
  void inflatesFromTheOctetBehindAResponseWhereverItIsSplit() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    wire.write("a1 OK\r\n".getBytes(StandardCharsets.US_ASCII));
    Deflater deflater = new Deflater(9, true);
    try (DeflaterOutputStream out = new DeflaterOutputStream(wire, deflater, true)) {
      out.write("first \r\n".repeat(40).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      out.write("last\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      byte[] octets = wire.toByteArray();
      for (int cut = 1; cut < octets.length; cut++) {
        WireReader in = new WireReader(split(octets, cut), WireLimits.USUAL);
        assertThat(in.restOfLine()).isEqualTo("a1 OK");
        in.inflate();
        for (int i = 0; i < 40; i++) {
          assertThat(in.restOfLine()).isEqualTo("first ");
        }
        assertThat(in.restOfLine()).isEqualTo("last");
        // A flush ends in five octets that nobody has to have read.
        assertThat(in.received()).isBetween(octets.length - 5L, (long) octets.length);
        assertThatThrownBy(in::peek).isInstanceOf(EOFException.class);
      }
    }
  }

  private static InputStream split(byte[] octets, int cut) {
    return new SequenceInputStream(
        new ByteArrayInputStream(octets, 0, cut),
        new ByteArrayInputStream(octets, cut, octets.length - cut));
  }

  @Test
  void saysThatACompressedStreamIsBroken() throws IOException {
    WireReader in = reader("a1 OK\r\n\377\377 no deflate");
    assertThat(in.restOfLine()).isEqualTo("a1 OK");
    in.inflate();
    assertThatThrownBy(in::peek).isInstanceOf(IOException.class).hasMessageContaining("broken");
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
