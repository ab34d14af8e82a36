package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Somebody's mail reader on a Maildir of Gmail, and an editor for the labels in a message's header.
 * Confined to one thread.
 */
final class HistoryGmailDisk implements HistorySide {
  private final HistoryDisk plain;
  private final Path root;

  HistoryGmailDisk(Path root) {
    this.plain = new HistoryDisk(root, "");
    this.root = root;
  }

  @Override
  public List<String> marks() {
    List<String> marks = new ArrayList<>(plain.marks());
    marks.addAll(HistoryLabels.MARKS);
    return marks;
  }

  @Override
  public boolean holds(String mark) {
    return HistoryLabels.isLabel(mark) || plain.holds(mark);
  }

  @Override
  public boolean tellsDates() {
    return plain.tellsDates();
  }

  @Override
  public void create(String folder) throws IOException {
    plain.create(folder);
  }

  @Override
  public List<HistoryMail> mail(String folder) throws IOException {
    return plain.mail(folder).stream().map(HistoryLabels::read).toList();
  }

  @Override
  public void add(String folder, HistoryMail mail) throws IOException {
    HistoryMail bare = HistoryLabels.bare(mail);
    Set<String> labels = HistoryLabels.labels(mail.marks());
    String octets = HistoryLabels.with(mail.octets(), labels);
    plain.add(folder, new HistoryMail(octets, bare.marks(), mail.date()));
  }

  @Override
  public void mark(String folder, String name, String mark, boolean on) throws IOException {
    if (!HistoryLabels.isLabel(mark)) {
      plain.mark(folder, name, mark, on);
      return;
    }
    Path file = file(folder, name);
    String octets = Files.readString(file, ISO_8859_1).replace("\n", "\r\n");
    Set<String> labels =
        HistoryLabels.labels(
            HistoryLabels.read(new HistoryMail(octets, Set.of(), Instant.EPOCH)).marks());
    Set<String> changed = new TreeSet<>(labels);
    if (on) {
      changed.add(mark);
    } else {
      changed.remove(mark);
    }
    String edited = HistoryLabels.with(HistoryLabels.without(octets), changed);
    // What is edited within the second in which it was written is not noticed.
    Instant later = Files.getLastModifiedTime(file).toInstant().plusSeconds(2);
    Files.writeString(file, edited.replace("\r\n", "\n"), ISO_8859_1);
    Files.setLastModifiedTime(file, FileTime.from(later));
  }

  private Path file(String folder, String name) throws IOException {
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> all = Files.list(root.resolve(folder).resolve(part))) {
        for (Path file : (Iterable<Path>) all::iterator) {
          String octets = Files.readString(file, ISO_8859_1);
          if (new HistoryMail(octets, Set.of(), Instant.EPOCH).name().equals(name)) {
            return file;
          }
        }
      }
    }
    throw new AssertionError("the disk has lost " + name + " of " + folder);
  }

  @Override
  public void remove(String folder, String name) throws IOException {
    plain.remove(folder, name);
  }

  @Override
  public void move(String from, String name, String to) throws IOException {
    plain.move(from, name, to);
  }

  @Override
  public Object state(List<String> folders) throws IOException {
    return plain.state(folders);
  }

  @Override
  public void close() {}
}
