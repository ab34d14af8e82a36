package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.offlineimap.testing.Dovecot;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/** Messages between two servers that are longer than all the memory there is. */
final class TwoServersMemoryTest extends TwoServersRig {
  private static final int MIB = 1 << 20;

  private Dovecot server;

  @BeforeEach
  void start() throws IOException {
    server = Dovecot.with().user("far", "secret").user("near", "secret").start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  String password() {
    return "secret";
  }

  @Test
  void aMessageLongerThanTheHeapCrosses() throws Exception {
    Rig rig = rig().with("JAVA_TOOL_OPTIONS", "-Xmx32m");
    append("far", "INBOX", "down", 34);
    SyncContract.succeeds(rig.run());
    assertThat(stored("near", "INBOX")).isEqualTo(written("down", 34));
  }

  @Test
  @Tag("long")
  void messagesFarLongerThanTheHeapCrossInBothDirections() throws Exception {
    Rig rig = rig().with("JAVA_TOOL_OPTIONS", "-Xmx64m");
    append("far", "INBOX", "down", 300);
    try (PlainImap near = as("near")) {
      near.create("Own");
    }
    append("near", "Own", "up", 300);
    SyncContract.succeeds(rig.run());
    for (String user : new String[] {"far", "near"}) {
      assertThat(stored(user, "INBOX")).as(user).isEqualTo(written("down", 300));
      assertThat(stored(user, "Own")).as(user).isEqualTo(written("up", 300));
    }
    try (Stream<Path> all = Files.walk(temp.resolve("home"))) {
      assertThat(all).noneMatch(file -> String.valueOf(file.getFileName()).startsWith("spool"));
    }
  }

  private void append(String user, String folder, String name, int blocks) throws IOException {
    try (PlainImap imap = as(user)) {
      imap.append(folder, octets(blocks), out -> write(out, name, blocks));
    }
  }

  private static byte[] block(String name, int number) {
    String head = "Subject: %-10s\r\n\r\n%010d".formatted(name, number);
    String line = "A line of a long message, as long as lines of messages are at most.\r\n";
    String rest = line.repeat((MIB - head.length()) / line.length());
    return (head + " ".repeat(MIB - head.length() - rest.length()) + rest).getBytes(ISO_8859_1);
  }

  private static long octets(int blocks) {
    return (long) blocks * MIB;
  }

  private static void write(OutputStream out, String name, int blocks) throws IOException {
    for (int i = 0; i < blocks; i++) {
      out.write(block(name, i));
    }
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private static String digest(Writing writing) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    writing.to(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String written(String name, int blocks) throws Exception {
    return digest(out -> write(out, name, blocks));
  }

  private String stored(String user, String folder) throws Exception {
    try (PlainImap imap = as(user)) {
      return digest(out -> imap.fetchOnly(folder, out));
    }
  }
}
