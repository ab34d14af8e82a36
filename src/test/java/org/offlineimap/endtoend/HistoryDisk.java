package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.offlineimap.testing.Rig;

/** Somebody's mail reader on a Maildir. Confined to one thread. */
final class HistoryDisk implements HistorySide {
  private static final Map<String, String> LETTERS =
      Map.of("\\Flagged", "F", "\\Seen", "S", "\\Answered", "R", "\\Draft", "D");
  private static final String INFO = ":2,";

  private final Path root;
  private final HistoryServer.Names names;
  private int written;

  /** With what stands before a folder's name, as it does on the server. */
  HistoryDisk(Path root, String prefix) {
    this.root = root;
    this.names = new HistoryServer.Names(prefix, "/");
  }

  @Override
  public List<String> marks() {
    return List.of("\\Flagged", "\\Seen");
  }

  @Override
  public boolean holds(String mark) {
    return LETTERS.containsKey(mark);
  }

  @Override
  public boolean tellsDates() {
    return false;
  }

  @Override
  public void create(String folder) throws IOException {
    for (String part : List.of("cur", "new", "tmp")) {
      Files.createDirectories(directory(folder).resolve(part));
    }
  }

  private Path directory(String folder) {
    return root.resolve(names.of(folder));
  }

  private List<Path> files(String folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> all = Files.list(directory(folder).resolve(part))) {
        all.sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static HistoryMail read(Path file) throws IOException {
    String octets = Files.readString(file, ISO_8859_1).replace("\n", "\r\n");
    String letters = info(file);
    Set<String> marks =
        LETTERS.keySet().stream()
            .filter(mark -> letters.contains(LETTERS.get(mark)))
            .collect(Collectors.toSet());
    return new HistoryMail(octets, marks, Instant.EPOCH);
  }

  private static String info(Path file) {
    String name = String.valueOf(file.getFileName());
    int info = name.indexOf(INFO);
    return info < 0 ? "" : name.substring(info + INFO.length());
  }

  @Override
  public List<HistoryMail> mail(String folder) throws IOException {
    List<HistoryMail> mail = new ArrayList<>();
    for (Path file : files(folder)) {
      mail.add(read(file));
    }
    return mail;
  }

  private Path file(String folder, String name) throws IOException {
    for (Path file : files(folder)) {
      if (read(file).name().equals(name)) {
        return file;
      }
    }
    throw new AssertionError("the disk has lost " + name + " of " + folder);
  }

  private static String letters(Set<String> marks) {
    return marks.stream().map(LETTERS::get).sorted().collect(Collectors.joining());
  }

  /** What nobody has read yet may lie in {@code new/}. */
  @Override
  public void add(String folder, HistoryMail mail) throws IOException {
    boolean fresh = mail.marks().isEmpty() && written % 2 == 0;
    String name = "1700000000." + written++ + ".reader";
    Path directory = directory(folder);
    Files.writeString(
        fresh
            ? directory.resolve("new").resolve(name)
            : directory.resolve("cur").resolve(name + INFO + letters(mail.marks())),
        mail.octets().replace("\r\n", "\n"),
        ISO_8859_1);
  }

  @Override
  public void mark(String folder, String name, String mark, boolean on) throws IOException {
    Path file = file(folder, name);
    Set<String> letters = new TreeSet<>(info(file).chars().mapToObj(Character::toString).toList());
    String letter = LETTERS.getOrDefault(mark, "");
    if (on) {
      letters.add(letter);
    } else {
      letters.remove(letter);
    }
    String base = String.valueOf(file.getFileName()).replaceFirst(INFO + ".*$", "");
    Files.move(
        file, directory(folder).resolve("cur").resolve(base + INFO + String.join("", letters)));
  }

  @Override
  public void remove(String folder, String name) throws IOException {
    Files.delete(file(folder, name));
  }

  /** Some mail readers keep the name, others give it a new one. */
  @Override
  public void move(String from, String name, String to) throws IOException {
    Path file = file(from, name);
    String fresh = "1700000001." + written++ + ".refiled" + INFO + info(file);
    String kept = String.valueOf(file.getFileName());
    Files.move(file, directory(to).resolve("cur").resolve(written % 2 == 0 ? kept : fresh));
  }

  @Override
  public Object state(List<String> folders) throws IOException {
    return Rig.files(root);
  }

  @Override
  public void close() {}
}
