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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A dialogue script: {@code C:} lines are sent, {@code C-raw:} without a line end; {@code S:} lines
 * must come in this order, others may stand between; {@code S-not:} lines must not have come since
 * the last {@code C:}. In a server's line, {@code <...>} is a regular expression, and {@code
 * <name=...>} one whose match {@code {name}} stands for afterwards. {@code C2:}, {@code S2:} and so
 * on belong to a second connection. Confined to a thread.
 */
final class Dialogue {
  private static final Path FOLDER =
      Path.of("src/test/resources/org/offlineimap/sandbox/dialogues");
  private static final int PATIENCE_MILLIS = 20_000;
  private static final Pattern LINE = Pattern.compile("(C|C-raw|S|S-not)([2-9]?): ?(.*)");
  private static final Pattern REFERENCE = Pattern.compile("\\{([a-z]+)}");
  private static final Pattern NAMED = Pattern.compile("([a-z]+)=(.*)");

  /** Opens a connection. */
  interface Door {
    Socket open() throws IOException;
  }

  private final Door door;
  private final Map<String, End> ends = new TreeMap<>();
  private final Map<String, String> values = new HashMap<>();
  private final List<String> heard = new ArrayList<>();

  private Dialogue(Door door) {
    this.door = door;
  }

  /** The scripts whose names start so: {@code common} are held with every server. */
  static Stream<Path> all(String... folders) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
        files.sorted().forEach(found::add);
      }
    }
    return found.stream();
  }

  static void run(Path script, Door door) throws IOException {
    Dialogue dialogue = new Dialogue(door);
    try {
      for (String line : Files.readAllLines(script)) {
        dialogue.line(line);
      }
    } finally {
      for (End end : dialogue.ends.values()) {
        end.socket.close();
      }
    }
  }

  /** One connection's end here. */
  private static final class End {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final List<String> sinceAsked = new ArrayList<>();

    private End(Socket socket) throws IOException {
      socket.setSoTimeout(PATIENCE_MILLIS);
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }
  }

  private void line(String line) throws IOException {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      assertThat(line).as("a comment or a line of a dialogue").matches("#.*|\\s*");
      return;
    }
    String number = matcher.group(2);
    if (!ends.containsKey(number)) {
      ends.put(number, new End(door.open()));
    }
    End end = ends.get(number);
    String text = matcher.group(3);
    switch (matcher.group(1)) {
      case "C" -> send(end, filled(text) + "\r\n");
      case "C-raw" -> send(end, filled(text));
      case "S" -> await(end, text);
      default ->
          assertThat(end.sinceAsked)
              .as("%s", heard)
              .noneMatch(heardLine -> pattern(text).matcher(heardLine).matches());
    }
  }

  private String filled(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "?")));
  }

  private void send(End end, String text) throws IOException {
    heard.add("C: " + text.strip());
    end.sinceAsked.clear();
    end.out.write(text.getBytes(StandardCharsets.UTF_8));
    end.out.flush();
  }

  private void await(End end, String wanted) throws IOException {
    Pattern pattern = pattern(filled(wanted).stripTrailing());
    Matcher matcher = pattern.matcher(receive(end, wanted));
    while (!matcher.matches()) {
      matcher = pattern.matcher(receive(end, wanted));
    }
    for (String name : pattern.namedGroups().keySet()) {
      values.put(name, matcher.group(name));
    }
  }

  private String receive(End end, String wanted) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int octet = end.in.read(); octet != '\n'; octet = end.in.read()) {
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
    end.sinceAsked.add(text);
    return text;
  }

  private static Pattern pattern(String text) {
    StringBuilder regex = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', from)) {
      int close = text.indexOf('>', open);
      String inside = text.substring(open + 1, close);
      Matcher named = NAMED.matcher(inside);
      regex
          .append(Pattern.quote(text.substring(from, open)))
          .append(
              named.matches()
                  ? "(?<" + named.group(1) + ">" + named.group(2) + ")"
                  : "(?:" + inside + ")");
      from = close + 1;
    }
    return Pattern.compile(regex.append(Pattern.quote(text.substring(from))).toString());
  }
}
