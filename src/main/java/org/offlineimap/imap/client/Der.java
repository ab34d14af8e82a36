package org.offlineimap.imap.client;

import java.util.Arrays;
import java.util.Optional;

/**
 * As much DER (X.690) as is needed to find the subject in a certificate without building one, and
 * to put a wrapper around a private key. Stateless.
 */
final class Der {
  private static final int SEQUENCE = 0x30;
  private static final int VERSION = 0xA0;

  private Der() {}

  /** One element of {@code octets}. */
  private static final class Element {
    private final byte[] octets;
    private final int start;
    private final int content;
    private final int end;

    private Element(byte[] octets, int start, int content, int end) {
      this.octets = octets;
      this.start = start;
      this.content = content;
      this.end = end;
    }

    static Element at(byte[] octets, int start) {
      int first = octets[start + 1] & 0xFF;
      if (first < 0x80) {
        return checked(octets, start, start + 2, first);
      }
      int length = 0;
      int content = start + 2 + (first & 0x7F);
      for (int i = start + 2; i < content; i++) {
        length = (length << 8) | (octets[i] & 0xFF);
      }
      return checked(octets, start, content, length);
    }

    private static Element checked(byte[] octets, int start, int content, int length) {
      if (length < 0 || content + length > octets.length) {
        throw new IndexOutOfBoundsException("the element is cut short");
      }
      return new Element(octets, start, content, content + length);
    }

    Element first() {
      return at(octets, content);
    }

    Element next() {
      return at(octets, end);
    }

    boolean is(int tag) {
      return (octets[start] & 0xFF) == tag;
    }

    byte[] whole() {
      return Arrays.copyOfRange(octets, start, end);
    }
  }

  /** The encoded subject of a certificate (RFC 5280 4.1); empty when it is none. */
  static Optional<byte[]> subject(byte[] certificate) {
    try {
      Element field = Element.at(certificate, 0).first().first();
      // version [0] (absent in version 1), serialNumber, signature, issuer, validity, subject
      Element serial = field.is(VERSION) ? field.next() : field;
      Element subject = serial.next().next().next().next();
      return subject.is(SEQUENCE) ? Optional.of(subject.whole()) : Optional.empty();
    } catch (IndexOutOfBoundsException cutShort) {
      return Optional.empty();
    }
  }

  /** An element of these parts. */
  static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] head = head(tag, length);
    byte[] all = Arrays.copyOf(head, head.length + length);
    int at = head.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static byte[] head(int tag, int length) {
    if (length < 0x80) {
      return new byte[] {(byte) tag, (byte) length};
    }
    if (length < 0x100) {
      return new byte[] {(byte) tag, (byte) 0x81, (byte) length};
    }
    return new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
  }

  /** The curve in an EC private key (RFC 5915 3); empty when it does not say. */
  static Optional<byte[]> curve(byte[] key) {
    try {
      Element element = Element.at(key, 0).first();
      while (!element.is(VERSION)) {
        element = element.next();
      }
      return Optional.of(element.first().whole());
    } catch (IndexOutOfBoundsException none) {
      return Optional.empty();
    }
  }
}
