package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.offlineimap.event.Result;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.imap.ImapSettings;
import org.offlineimap.testing.CuttingProxy;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/**
 * People change mail on both sides, connections are cut, and after every pass that succeeds both
 * sides must hold exactly what an independent book says. Between two such passes a message is moved
 * or deleted at most once and then left alone, a mail reader changes {@code \Flagged} and {@code
 * \Seen}, the other client {@code \Answered} and {@code \Draft}: so the book knows the one right
 * end. Confined to one thread.
 */
final class History implements AutoCloseable {
  private static final int FOLDERS = 3;
  private static final String LOCAL_LETTERS = "FS";
  private static final Map<Character, String> REMOTE_FLAGS =
      Map.of('F', "\\Flagged", 'S', "\\Seen", 'R', "\\Answered", 'D', "\\Draft");

  private final List<String> remote;
  private final List<String> local;
  private final Random random;
  private final String told;
  private final CuttingProxy proxy;
  private final PlainImap other;
  private final InProcess program;
  private final List<TreeMap<String, Mail>> book = new ArrayList<>();
  private final Set<String> touched = new HashSet<>();
  private final Set<String> flagged = new HashSet<>();
  private int born;
  private int cut;
  private int passed;

  private record Mail(String octets, Set<Character> letters) {}

  /** On a server that separates by {@code separator} and keeps folders below {@code prefix}. */
  History(Path home, int port, long seed, String prefix, String separator) throws IOException {
    remote = List.of("INBOX", prefix + "Work", prefix + "Lists" + separator + "Java");
    local = remote.stream().map(name -> name.replace(separator, "/")).toList();
    random = new Random(seed);
    told = "seed " + seed;
    proxy = new CuttingProxy(port);
    other = new PlainImap(port, "user", "secret");
    program = new InProcess(home, proxy.port());
    program.inOurTime();
    for (String folder : remote) {
      book.add(new TreeMap<>());
      if (!folder.equals("INBOX")) {
        other.create(folder);
      }
    }
  }

  /** Uses further connections for as little as two folders' messages. */
  History over(int connections) {
    program.over(new ImapSettings.Connections(connections, 1));
    return this;
  }

  /** Lives so many steps, and says in the end what they were. */
  String live(int steps) throws Exception {
    pass();
    for (int step = 0; step < steps; step++) {
      step();
    }
    pass();
    Map<String, Rig.FileState> before = Rig.files(program.mail());
    Result.Counts rest = program.sync();
    assertThat(rest.downloaded() + rest.uploaded()).as(told).isZero();
    assertThat(Rig.files(program.mail())).as(told).isEqualTo(before);
    return told
        + ": "
        + steps
        + " steps, "
        + born
        + " messages, "
        + passed
        + " passes, "
        + cut
        + " cut";
  }

  private void step() throws Exception {
    switch (random.nextInt(12)) {
      case 0, 1 -> arrives();
      case 2, 3 -> isWritten();
      case 4 -> changesThere();
      case 5 -> changesHere();
      case 6 -> goesThere();
      case 7 -> goesHere();
      case 8 -> movesThere();
      case 9 -> movesHere();
      case 10 -> cutPass();
      default -> pass();
    }
  }

  private void pass() throws Exception {
    proxy.clear();
    program.sync();
    passed();
  }

  private void passed() throws IOException {
    passed++;
    touched.clear();
    flagged.clear();
    audit();
  }

  private void cutPass() throws Exception {
    long octets = 200L + random.nextInt(random.nextBoolean() ? 3_000 : 30_000);
    if (random.nextBoolean()) {
      proxy.cutAfterSent(octets);
    } else {
      proxy.cutAfterAnswered(octets);
    }
    boolean whole = succeeds();
    proxy.clear();
    if (whole) {
      passed();
    } else {
      cut++;
    }
  }

  private boolean succeeds() {
    try {
      return program.run().outcome() == Result.Outcome.OK;
    } catch (SyncException e) {
      return false; // Lost while it signed out.
    }
  }

  // What the other client does.

  private void arrives() throws IOException {
    int folder = random.nextInt(FOLDERS);
    Set<Character> letters = letters("RDFS");
    Mail mail = birth(folder, letters);
    other.append(remote.get(folder), mail.octets.getBytes(ISO_8859_1), flags(letters));
  }

  private void changesThere() throws IOException {
    int folder = random.nextInt(FOLDERS);
    String name = any(folder, false);
    if (name.isEmpty()) {
      return;
    }
    char letter = "RD".charAt(random.nextInt(2));
    boolean on = flip(folder, name, letter);
    other.store(
        remote.get(folder), there(folder, name), on ? "+FLAGS" : "-FLAGS", flags(Set.of(letter)));
  }

  private void goesThere() throws IOException {
    int folder = random.nextInt(FOLDERS);
    String name = any(folder, true);
    if (!name.isEmpty()) {
      other.delete(remote.get(folder), there(folder, name));
      book.get(folder).remove(name);
    }
  }

  private void movesThere() throws IOException {
    int folder = random.nextInt(FOLDERS);
    String name = any(folder, true);
    if (name.isEmpty()) {
      return;
    }
    int target = (folder + 1 + random.nextInt(FOLDERS - 1)) % FOLDERS;
    String uid = there(folder, name);
    other.command("SELECT \"" + remote.get(folder) + "\"");
    other.command("UID COPY " + uid + " \"" + remote.get(target) + "\"");
    other.delete(remote.get(folder), uid);
    moved(folder, target, name);
  }

  private String there(int folder, String name) throws IOException {
    for (PlainImap.Message message : other.messages(remote.get(folder))) {
      if (name(message.octets()).equals(name)) {
        return String.valueOf(message.uid());
      }
    }
    throw new AssertionError(told + ": the server has lost " + name);
  }

  // What a mail reader does on disk.

  private void isWritten() throws IOException {
    int folder = random.nextInt(FOLDERS);
    boolean unread = random.nextBoolean();
    Set<Character> letters = unread ? new TreeSet<>() : letters(LOCAL_LETTERS);
    Mail mail = birth(folder, letters);
    String name = "1700000000." + born + ".reader" + (unread ? "" : ":2," + text(letters));
    Files.writeString(
        directory(folder).resolve(unread ? "new" : "cur").resolve(name),
        mail.octets.replace("\r\n", "\n"),
        ISO_8859_1);
  }

  private void changesHere() throws IOException {
    int folder = random.nextInt(FOLDERS);
    String name = any(folder, false);
    if (name.isEmpty()) {
      return;
    }
    Path file = here(folder, name);
    Set<Character> letters = letters(file);
    char letter = LOCAL_LETTERS.charAt(random.nextInt(2));
    if (letters.contains(letter) == book(folder, name).letters.contains(letter)) {
      boolean on = flip(folder, name, letter);
      if (on) {
        letters.add(letter);
      } else {
        letters.remove(letter);
      }
      Files.move(file, directory(folder).resolve("cur").resolve(base(file) + text(letters)));
    }
  }

  private void goesHere() throws IOException {
    int folder = random.nextInt(FOLDERS);
    String name = any(folder, true);
    if (!name.isEmpty()) {
      Files.delete(here(folder, name));
      book.get(folder).remove(name);
    }
  }

  private void movesHere() throws IOException {
    int folder = random.nextInt(FOLDERS);
    String name = any(folder, true);
    if (name.isEmpty()) {
      return;
    }
    Path file = here(folder, name);
    int target = (folder + 1 + random.nextInt(FOLDERS - 1)) % FOLDERS;
    String kept = String.valueOf(file.getFileName());
    String fresh = "1700000001." + born++ + ".refiled:2," + text(letters(file));
    Files.move(file, directory(target).resolve("cur").resolve(random.nextBoolean() ? kept : fresh));
    moved(folder, target, name);
  }

  private Path here(int folder, String name) throws IOException {
    for (Path file : program.files(local.get(folder))) {
      if (name(Files.readString(file, ISO_8859_1)).equals(name)) {
        return file;
      }
    }
    throw new AssertionError(told + ": the disk has lost " + name);
  }

  private Path directory(int folder) {
    return program.mail().resolve(local.get(folder));
  }

  // The book.

  private Mail birth(int folder, Set<Character> letters) {
    String name = "m" + born++;
    String body = "line of " + name + "\r\n";
    Mail mail =
        new Mail(
            "From: a@example.org\r\nSubject: %s\r\nMessage-ID: <%s@example.org>\r\n\r\n%s"
                .formatted(name, name, body.repeat(random.nextInt(60))),
            letters);
    book.get(folder).put(name, mail);
    touched.add(name);
    return mail;
  }

  /** A message that both sides have, or an empty name. */
  private String any(int folder, boolean toMoveOrDelete) {
    List<String> names = new ArrayList<>(book.get(folder).keySet());
    names.removeAll(touched);
    if (toMoveOrDelete) {
      names.removeAll(flagged);
    }
    if (names.isEmpty()) {
      return "";
    }
    String name = names.get(random.nextInt(names.size()));
    (toMoveOrDelete ? touched : flagged).add(name);
    return name;
  }

  private Mail book(int folder, String name) {
    return java.util.Objects.requireNonNull(book.get(folder).get(name));
  }

  private boolean flip(int folder, String name, char letter) {
    Set<Character> letters = book(folder, name).letters;
    return letters.remove(letter) ? false : letters.add(letter);
  }

  private void moved(int from, int to, String name) {
    book.get(to).put(name, java.util.Objects.requireNonNull(book.get(from).remove(name)));
  }

  private void audit() throws IOException {
    for (int i = 0; i < FOLDERS; i++) {
      List<String> expected = new ArrayList<>();
      book.get(i).values().forEach(m -> expected.add(line(m.letters, m.octets)));
      List<String> there = new ArrayList<>();
      for (PlainImap.Message message : other.messages(remote.get(i))) {
        there.add(line(lettersOf(message.flags()), message.octets()));
      }
      List<String> here = new ArrayList<>();
      for (Path file : program.files(local.get(i))) {
        String octets = Files.readString(file, ISO_8859_1).replace("\n", "\r\n");
        here.add(line(letters(file), octets));
      }
      String what = told + ", pass " + passed + ", " + local.get(i);
      assertThat(there).as("server: %s", what).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(here).as("disk: %s", what).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  // Words.

  private static String line(Set<Character> letters, String octets) {
    return name(octets) + " " + text(letters) + " " + octets.length() + "/" + octets.hashCode();
  }

  private Set<Character> letters(String from) {
    Set<Character> letters = new TreeSet<>();
    from.chars().filter(c -> random.nextInt(3) == 0).forEach(c -> letters.add((char) c));
    return letters;
  }

  private static Set<Character> letters(Path file) {
    String name = String.valueOf(file.getFileName());
    Set<Character> letters = new TreeSet<>();
    int info = name.indexOf(":2,");
    if (info >= 0) {
      name.substring(info + 3).chars().forEach(c -> letters.add((char) c));
    }
    return letters;
  }

  private static Set<Character> lettersOf(Set<String> flags) {
    Set<Character> letters = new TreeSet<>();
    REMOTE_FLAGS.forEach((letter, flag) -> {
      if (flags.contains(flag)) {
        letters.add(letter);
      }
    });
    return letters;
  }

  private static String flags(Set<Character> letters) {
    return String.join(" ", letters.stream().map(REMOTE_FLAGS::get).toList());
  }

  private static String text(Set<Character> letters) {
    StringBuilder text = new StringBuilder();
    letters.forEach(text::append);
    return text.toString();
  }

  private static String base(Path file) {
    String name = String.valueOf(file.getFileName());
    int info = name.indexOf(":2,");
    return (info < 0 ? name : name.substring(0, info)) + ":2,";
  }

  private static String name(String octets) {
    int from = octets.indexOf("Subject: ") + "Subject: ".length();
    return octets.substring(from, octets.indexOf('\n', from)).strip();
  }

  @Override
  public void close() throws IOException {
    other.close();
    proxy.close();
  }
}
