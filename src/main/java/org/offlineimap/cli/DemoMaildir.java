package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A person at work in a Maildir while nothing else runs: writes, reads and deletes as a mail reader
 * does (reference: formats 2). Stateless.
 */
final class DemoMaildir {
  private static final String MESSAGE =
      """
      From: You <demo@example.org>
      To: Someone <someone@example.org>
      Subject: Written offline
      Date: Tue, 24 Nov 2026 12:00:00 +0000
      Message-ID: <written-offline@example.org>

      This message began as a file in the Maildir.
      """;

  private DemoMaildir() {}

  /** Puts a new message into the folder, as Maildir demands: {@code tmp}, then {@code new}. */
  static void write(Path folder) throws IOException {
    Path written = Files.writeString(folder.resolve("tmp/1764000000.demo.example"), MESSAGE);
    Files.move(written, folder.resolve("new/1764000000.demo.example"));
  }

  /** Marks the first messages without that letter, and returns how many. */
  static int mark(Path folder, char letter, int count) throws IOException {
    int marked = 0;
    for (Path file : files(folder)) {
      String name = String.valueOf(file.getFileName());
      int info = name.lastIndexOf(":2,");
      if (marked < count && name.indexOf(letter, Math.max(0, info)) < 0) {
        Files.move(file, folder.resolve("cur").resolve(withLetter(name, info, letter)));
        marked++;
      }
    }
    return marked;
  }

  private static String withLetter(String name, int info, char letter) {
    String letters = info < 0 ? "" : name.substring(info + 3);
    StringBuilder sorted = new StringBuilder();
    (letters + letter).chars().sorted().forEach(c -> sorted.append((char) c));
    return (info < 0 ? name : name.substring(0, info)) + ":2," + sorted;
  }

  /** Deletes the last message of the folder. */
  static void delete(Path folder) throws IOException {
    Files.delete(files(folder).getLast());
  }

  /** The folder's messages, by file name. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> fresh = Files.list(folder.resolve("new"));
        Stream<Path> seen = Files.list(folder.resolve("cur"))) {
      return Stream.concat(fresh, seen).sorted().toList();
    }
  }
}
