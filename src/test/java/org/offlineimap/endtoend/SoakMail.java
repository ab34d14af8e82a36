package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;
import org.offlineimap.testing.Rig;

/**
 * Mail on both sides that people and servers go on changing, and what must come of it. A message is
 * left in peace for a while after each change, so that the outcome is certain. Confined to one
 * thread.
 */
final class SoakMail {
  private static final List<String> FOLDERS = folders();
  private static final long PEACE_NANOS = Duration.ofSeconds(100).toNanos();

  private final Rig rig;
  private final SandboxServer server;
  private final Random chance;

  /** By subject, the folder where each message must end, and when it was changed last. */
  private final Map<String, String> expected = new TreeMap<>();

  private final Map<String, Long> touched = new HashMap<>();
  private int changes;

  SoakMail(Rig rig, SandboxServer server, Random chance) {
    this.rig = rig;
    this.server = server;
    this.chance = chance;
    for (String folder : FOLDERS) {
      for (int i = 0; i < 5; i++) {
        deliver(folder);
      }
    }
  }

  private static List<String> folders() {
    List<String> names = new ArrayList<>(List.of("INBOX", "Sent"));
    for (int i = 0; i < 18; i++) {
      names.add("Lists/l" + i);
    }
    return names;
  }

  int changes() {
    return changes;
  }

  private String folder() {
    return FOLDERS.get(chance.nextInt(FOLDERS.size()));
  }

  /** One change on either side. */
  void change() throws IOException {
    changes++;
    switch (chance.nextInt(8)) {
      case 0, 1 -> deliver(folder());
      case 2 -> write(folder());
      case 3 -> flagThere(folder());
      case 4 -> flagHere(folder());
      case 5 -> refile(folder(), folder());
      case 6 -> expunge(folder());
      default -> remove(folder());
    }
  }

  private String subject(String folder) {
    String subject = "m" + expected.size() + "x" + changes + "x" + chance.nextInt(1 << 30);
    expected.put(subject, folder);
    touched.put(subject, System.nanoTime());
    return subject;
  }

  private static byte[] text(String subject, String end) {
    String head = "Message-ID: <" + subject + "@example.org>" + end + "Subject: " + subject + end;
    return (head + end + "Text." + end).getBytes(ISO_8859_1);
  }

  private void deliver(String folder) {
    mailbox(folder)
        .deliver(
            text(subject(folder), "\r\n"), FlagSet.none(), Instant.now().atOffset(ZoneOffset.UTC));
  }

  private void write(String folder) throws IOException {
    String subject = subject(folder);
    rig.deliver(folder, Instant.now().getEpochSecond() + "." + subject + ".h", text(subject, "\n"));
  }

  private Mailbox mailbox(String folder) {
    return server.mailbox("user", folder);
  }

  /** Whether nobody has changed it for a while; it counts as changed from now on. */
  private boolean isFree(String subject) {
    long now = System.nanoTime();
    boolean free = now - touched.getOrDefault(subject, now) > PEACE_NANOS;
    if (free) {
      touched.put(subject, now);
    }
    return free;
  }

  private void flagThere(String folder) {
    for (StoredMessage message : mailbox(folder).messages()) {
      if (isFree(subject(message.octets()))) {
        mailbox(folder)
            .setFlags(message.uid(), FlagSet.ofLetters(chance.nextBoolean() ? "S" : "FS"));
        return;
      }
    }
  }

  private void expunge(String folder) {
    for (StoredMessage message : mailbox(folder).messages()) {
      String subject = subject(message.octets());
      if (isFree(subject)) {
        expected.remove(subject);
        mailbox(folder).expunge(message.uid());
        return;
      }
    }
  }

  private void flagHere(String folder) throws IOException {
    Path file = freeFile(folder);
    if (file != null) {
      String name = String.valueOf(file.getFileName()).replaceAll(":2,.*", "") + ":2,RS";
      Files.move(file, rig.mail().resolve(folder).resolve("cur").resolve(name));
    }
  }

  private void refile(String from, String to) throws IOException {
    Path file = freeFile(from);
    if (file != null && !from.equals(to)) {
      expected.put(subject(Files.readAllBytes(file)), to);
      Files.move(file, rig.mail().resolve(to).resolve("cur").resolve(file.getFileName()));
    }
  }

  private void remove(String folder) throws IOException {
    Path file = freeFile(folder);
    if (file != null) {
      expected.remove(subject(Files.readAllBytes(file)));
      Files.delete(file);
    }
  }

  private @org.jspecify.annotations.Nullable Path freeFile(String folder) throws IOException {
    for (Path file : rig.messages(folder)) {
      Optional<String> subject = read(file);
      if (subject.isPresent() && isFree(subject.get())) {
        return file;
      }
    }
    return null;
  }

  /** Nothing when the program renamed it a moment ago. */
  private static Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(subject(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static String subject(byte[] octets) {
    return new String(octets, ISO_8859_1).replaceAll("(?s).*Subject: (\\S+).*", "$1");
  }

  /** Waits until both sides are as they must be. */
  boolean settles(Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!differences().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(1000);
    }
    return differences().isEmpty();
  }

  /** What is not as it must be, on either side. */
  String differences() throws IOException {
    List<String> wanted = new ArrayList<>();
    expected.forEach((subject, folder) -> wanted.add(folder + " " + subject));
    List<String> there = new ArrayList<>();
    List<String> here = new ArrayList<>();
    for (String folder : FOLDERS) {
      for (StoredMessage message : mailbox(folder).messages()) {
        there.add(folder + " " + subject(message.octets()));
      }
      for (Path file : rig.messages(folder)) {
        here.add(folder + " " + read(file).orElse("(renamed a moment ago)"));
      }
    }
    return compared("server", wanted, there) + compared("disk", wanted, here);
  }

  private static String compared(String side, List<String> wanted, List<String> found) {
    List<String> missing = new ArrayList<>(wanted);
    found.forEach(missing::remove);
    List<String> surplus = new ArrayList<>(found);
    wanted.forEach(surplus::remove);
    return missing.isEmpty() && surplus.isEmpty()
        ? ""
        : "# " + side + ": missing " + new TreeSet<>(missing) + " surplus " + surplus + "\n";
  }
}
