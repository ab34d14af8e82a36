package org.offlineimap.imap.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that plays a dialogue. {@code C:} expects a line, {@code S:} sends one, {@code S-raw:}
 * sends octets without a line end ({@code \r \n} escaped), {@code C-raw:} expects them, {@code
 * hold:} listens until the client goes, and the end of the script closes. The first {@code {x}} of
 * a name in a {@code C:} line takes the client's tag, later ones repeat it.
 */
final class ScriptedServer implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)\\}");

  private final ServerSocket listener;
  private final List<String> script;
  private final StringBuilder dialogue = new StringBuilder();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();

  ScriptedServer(String script) throws IOException {
    this.script = script.lines().toList();
    this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("scripted-server").start(this::serve);
  }

  ImapConnection connect() throws ImapException, InterruptedException {
    return Connector.connect(address(Encryption.NONE), ConnectionOptions.named("test"));
  }

  ServerAddress address(Encryption encryption) {
    return new ServerAddress(
        listener.getInetAddress().getHostAddress(),
        listener.getLocalPort(),
        Optional.empty(),
        Duration.ofSeconds(30),
        Optional.empty(),
        encryption,
        new Tls(TlsPolicy.platform()));
  }

  private void serve() {
    try (Socket socket = listener.accept()) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      for (String line : script) {
        play(line, in, out);
      }
      end.complete("");
    } catch (IOException | RuntimeException | AssertionError e) {
      end.complete(e + "\nafter:\n" + dialogue);
    }
  }

  private void play(String line, InputStream in, OutputStream out) throws IOException {
    dialogue.append(line).append('\n');
    String text = line.substring(line.indexOf(' ') + 1);
    switch (line.substring(0, Math.max(0, line.indexOf(':')))) {
      case "C" -> expect(text, readLine(in));
      case "C-raw" -> {
        byte[] wanted = octets(text);
        assertThat(new String(in.readNBytes(wanted.length), StandardCharsets.ISO_8859_1))
            .isEqualTo(new String(wanted, StandardCharsets.ISO_8859_1));
      }
      case "S" -> out.write((named(text) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      case "hold" -> in.readAllBytes();
      case "S-raw" -> out.write(octets(named(text)));
      default -> throw new IllegalArgumentException("no script line: " + line);
    }
    out.flush();
  }

  private void expect(String wanted, String got) {
    Matcher name = NAME.matcher(wanted);
    if (name.find() && !tags.containsKey(name.group(1))) {
      tags.put(name.group(1), got.substring(0, Math.max(0, got.indexOf(' '))));
    }
    if (!named(wanted).equals(got)) {
      throw new IllegalStateException("expected: " + named(wanted) + "\ngot: " + got);
    }
  }

  private String named(String text) {
    return NAME.matcher(text).replaceAll(m -> tags.getOrDefault(m.group(1), m.group()));
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int octet = in.read();
    while (octet >= 0 && octet != '\n') {
      line.write(octet);
      octet = in.read();
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static byte[] octets(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Asserts that the whole dialogue was played as written. */
  void assertPlayed() {
    assertThat(end.join()).isEmpty();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
