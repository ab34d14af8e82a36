package org.offlineimap.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A dialogue script: {@code C:} lines are sent, {@code C-raw:} without a line end; {@code S:} lines
 * must come in this order, others may stand between; {@code S-not:} lines must not have come since
 * the last {@code C:}. In a server's line, {@code <...>} is a regular expression. Confined to a
 * thread.
 */
final class Dialogue {
  private static final Path FOLDER =
      Path.of("src/test/resources/org/offlineimap/sandbox/dialogues");
  private static final int PATIENCE_MILLIS = 20_000;

  private final InputStream in;
  private final OutputStream out;
  private final List<String> heard = new ArrayList<>();
  private final List<String> sinceAsked = new ArrayList<>();

  private Dialogue(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  static Stream<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  static void run(Path script, Socket socket) throws IOException {
    Dialogue dialogue = new Dialogue(socket);
    for (String line : Files.readAllLines(script)) {
      dialogue.line(line);
    }
  }

  private void line(String line) throws IOException {
    String text = line.substring(Math.min(line.length(), line.indexOf(':') + 2));
    if (line.startsWith("C: ")) {
      send(text + "\r\n");
    } else if (line.startsWith("C-raw: ")) {
      send(text);
    } else if (line.startsWith("S: ")) {
      await(text);
    } else if (line.startsWith("S-not: ")) {
      assertThat(sinceAsked).as("%s", heard).noneMatch(pattern(text).asMatchPredicate());
    }
  }

  private void send(String text) throws IOException {
    heard.add("C: " + text.strip());
    sinceAsked.clear();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void await(String wanted) throws IOException {
    Pattern pattern = pattern(wanted.stripTrailing());
    String line = receive(wanted);
    while (!pattern.matcher(line).matches()) {
      line = receive(wanted);
    }
  }

  private String receive(String wanted) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int octet = in.read(); octet != '\n'; octet = in.read()) {
        if (octet < 0) {
          throw new EOFException("end of the stream");
        }
        line.write(octet);
      }
    } catch (IOException e) {
      throw new AssertionError("no " + wanted + " after\n" + String.join("\n", heard), e);
    }
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    heard.add("S: " + text);
    sinceAsked.add(text);
    return text;
  }

  private static Pattern pattern(String text) {
    StringBuilder regex = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', from)) {
      int close = text.indexOf('>', open);
      regex.append(Pattern.quote(text.substring(from, open))).append(text, open + 1, close);
      from = close + 1;
    }
    return Pattern.compile(regex.append(Pattern.quote(text.substring(from))).toString());
  }
}
