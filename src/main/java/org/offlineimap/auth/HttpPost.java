package org.offlineimap.auth;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One POST of a form over a connection that serves nothing else (RFC 9112). Small, because the
 * JDK's client knows no SOCKS proxy, no credentials of its own for each proxy, and costs more to
 * load than everything else here. Stateless.
 */
final class HttpPost {
  private static final int LONGEST_LINE = 8192;
  private static final int MOST_OCTETS = 1 << 20;

  /** The answer. */
  static final class Answer {
    private final int status;
    private final byte[] body;

    private Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    int status() {
      return status;
    }

    byte[] body() {
      return body;
    }
  }

  private HttpPost() {}

  /** Sends {@code form}, already encoded, and reads the answer to its end. */
  static Answer send(Dial.Line line, URI uri, byte[] form) throws IOException {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String head =
        "POST %s%s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\nConnection: close\r\n"
                .formatted(path, query, uri.getRawAuthority())
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + form.length
            + "\r\n\r\n";
    OutputStream out = line.output();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(form);
    out.flush();
    return read(line.input());
  }

  private static Answer read(InputStream in) throws IOException {
    int status = status(line(in));
    Map<String, String> fields = new TreeMap<>();
    String field = line(in);
    while (!field.isEmpty()) {
      int colon = field.indexOf(':');
      if (colon > 0) {
        fields.put(
            field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
      }
      field = line(in);
    }
    // 1xx answers come before the real one.
    return status / 100 == 1 ? read(in) : new Answer(status, body(in, fields));
  }

  private static int status(String line) throws IOException {
    String[] words = line.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
      throw new IOException("what answers is no HTTP server");
    }
    return Integer.parseInt(words[1]);
  }

  private static byte[] body(InputStream in, Map<String, String> fields) throws IOException {
    if (fields.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunks(in);
    }
    String length = fields.getOrDefault("content-length", "");
    return length.matches("\\d{1,7}")
        ? exactly(in, Integer.parseInt(length))
        : in.readNBytes(MOST_OCTETS);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      String size = line(in).split(";", 2)[0].strip();
      if (!size.matches("[0-9A-Fa-f]{1,6}")) {
        throw new IOException("a chunk of the answer has no size");
      }
      int octets = Integer.parseInt(size, 16);
      if (octets == 0 || all.size() + octets > MOST_OCTETS) {
        return all.toByteArray();
      }
      all.write(exactly(in, octets));
      line(in);
    }
  }

  private static byte[] exactly(InputStream in, int octets) throws IOException {
    byte[] body = in.readNBytes(Math.min(octets, MOST_OCTETS));
    if (body.length < octets) {
      throw new EOFException("the answer was cut short");
    }
    return body;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      int octet = in.read();
      if (octet < 0 || text.length() > LONGEST_LINE) {
        throw new EOFException("the answer was cut short");
      }
      if (octet == '\n') {
        return text.toString();
      }
      if (octet != '\r') {
        text.append((char) octet);
      }
    }
  }
}
