package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.endtoend.TwoPrograms.lines;
import static org.offlineimap.endtoend.TwoPrograms.mail;
import static org.offlineimap.endtoend.TwoPrograms.succeeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.offlineimap.testing.PlainImap;

/**
 * Rule R8 with the original itself, for what people write into their rc files: names, separators,
 * keywords. One of the long proofs ({@code ./check --long}).
 */
@Tag("long")
final class TakeOverVariantsTest {
  private static final List<String> FOLDERS =
      List.of("INBOX", "Work/Projects", "Work/Old mail", "G&AOQ-ste", "Lists");
  private static final Pattern INFO = Pattern.compile("[:!]2,(\\w*)$");

  @TempDir Path temp;

  /** A way to write an rc file. */
  enum Variant {
    DOT("."),
    UNDERSCORE("_"),
    /** Folders are directories with a leading dot, and the root is the inbox. */
    MAILDIR_PLUS_PLUS(".") {
      @Override
      void write(TwoPrograms both) throws IOException {
        both.lines(
            "Repository Rem",
            "nametrans = lambda f: '' if f == 'INBOX' else '.' + f.replace('/', '.')");
        both.lines(
            "Repository Loc",
            "nametrans = lambda f: 'INBOX' if f in ('', '.') else f[1:].replace('.', '/')");
      }

      @Override
      String directory(String folder) {
        return folder.equals("INBOX") ? "" : "." + folder.replace('/', '.');
      }
    },
    RENAMED("/") {
      @Override
      void write(TwoPrograms both) throws IOException {
        both.lines(
            "Repository Rem",
            "nametrans = lambda f: re.sub('^Work', 'Job', f).replace('INBOX', 'Inbox')");
        both.lines(
            "Repository Loc",
            "nametrans = lambda f: re.sub('^Job', 'Work', f).replace('Inbox', 'INBOX')");
      }

      @Override
      String directory(String folder) {
        return folder.replace("Work", "Job").replace("INBOX", "Inbox");
      }
    },
    CUSTOM_FLAGS("/") {
      @Override
      void write(TwoPrograms both) throws IOException {
        both.lines("Repository Loc", "customflag_a = $Work\ncustomflag_k = Later");
      }
    },
    UTF8_NAMES("/") {
      @Override
      void write(TwoPrograms both) throws IOException {
        both.lines("Account Test", "utf8foldernames = yes");
      }

      @Override
      String directory(String folder) {
        return folder.replace("G&AOQ-ste", "G\u00e4ste");
      }
    },
    UTF8_AND_DOT(".") {
      @Override
      void write(TwoPrograms both) throws IOException {
        both.lines("Account Test", "utf8foldernames = yes");
      }

      @Override
      String directory(String folder) {
        return folder.replace("G&AOQ-ste", "G\u00e4ste").replace('/', '.');
      }
    },
    WINDOWS("/") {
      @Override
      void write(TwoPrograms both) throws IOException {
        both.lines("Account Test", "maildir-windows-compatible = yes");
      }
    };

    private final String separator;

    Variant(String separator) {
      this.separator = separator;
    }

    void write(TwoPrograms both) throws IOException {}

    /** Where a folder of the server is found on the disk. */
    String directory(String folder) {
      return folder.replace("/", separator);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isTakenOver(Variant variant) throws Exception {
    try (TwoPrograms both = programs(variant)) {
      inTurn(both, variant, both::original, both::ours);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isHandedBack(Variant variant) throws Exception {
    try (TwoPrograms both = programs(variant)) {
      inTurn(both, variant, both::ours, both::original);
    }
  }

  private TwoPrograms programs(Variant variant) throws IOException {
    TwoPrograms both = new TwoPrograms(temp.resolve("home"));
    both.separator(variant.separator);
    variant.write(both);
    fill(both);
    return both;
  }

  private static void inTurn(
      TwoPrograms both, Variant variant, TwoPrograms.Step first, TwoPrograms.Step second)
      throws Exception {
    long begin = System.nanoTime();
    succeeds(first.run());
    agrees(both, variant);
    both.untouchedBy(second);
    change(both, variant);
    succeeds(second.run());
    agrees(both, variant);
    both.untouchedBy(first);
    long seconds = (System.nanoTime() - begin) / 1_000_000_000L;
    System.out.println("taken over and handed back, " + variant + ": " + seconds + " s");
  }

  private static void fill(TwoPrograms both) throws IOException {
    List<String> flags = List.of("", "\\Seen $Work", "\\Seen \\Flagged Later $Work", "\\Answered");
    try (PlainImap imap = both.server()) {
      for (String folder : FOLDERS) {
        if (!folder.equals("INBOX")) {
          imap.create(folder);
        }
        for (int i = 0; i < 8; i++) {
          imap.append(folder, mail(folder + " " + i), flags.get(i % 4));
        }
      }
    }
  }

  /** In each folder a flag, a keyword, a deletion and a new message, on one side or the other. */
  private static void change(TwoPrograms both, Variant variant) throws IOException {
    for (String folder : FOLDERS) {
      String directory = variant.directory(folder);
      List<Path> files = both.rig.messages(directory);
      Path flagged = files.getFirst();
      String name = String.valueOf(flagged.getFileName());
      Path cur = both.rig.mail().resolve(directory).resolve("cur");
      Files.move(flagged, cur.resolve(INFO.matcher(name).replaceAll("") + info(name)));
      Files.delete(files.get(4));
      both.rig.deliver(directory, "77.local", lines(folder + " local"));
      try (PlainImap imap = both.server()) {
        List<PlainImap.Message> there = imap.messages(folder);
        imap.store(folder, String.valueOf(there.get(1).uid()), "+FLAGS", "Later");
        imap.delete(folder, String.valueOf(there.getLast().uid()));
        imap.append(folder, mail(folder + " remote"), "\\Flagged $Work");
      }
    }
  }

  /** The info part of the name with one more flag, all else as it was. */
  private static String info(String name) {
    var info = INFO.matcher(name);
    assertThat(info.find()).as(name).isTrue();
    String letters =
        (info.group(1) + "F")
            .chars()
            .sorted()
            .distinct()
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return name.charAt(info.start()) + "2," + letters;
  }

  private static void agrees(TwoPrograms both, Variant variant) throws IOException {
    for (String folder : FOLDERS) {
      both.agree(folder, variant.directory(folder));
      if (variant == Variant.CUSTOM_FLAGS) {
        keywordsAgree(both, folder);
      }
    }
  }

  private static void keywordsAgree(TwoPrograms both, String folder) throws IOException {
    Map<String, String> here = new TreeMap<>();
    for (Path file : both.rig.messages(folder)) {
      String letters = String.valueOf(file).replaceAll(".*:2,", "").replaceAll("[^a-z]", "");
      here.put(subject(Files.readString(file)), letters);
    }
    Map<String, String> there = new TreeMap<>();
    try (PlainImap imap = both.server()) {
      for (PlainImap.Message message : imap.messages(folder)) {
        String letters =
            (message.flags().contains("$Work") ? "a" : "")
                + (message.flags().contains("Later") ? "k" : "");
        there.put(subject(message.octets()), letters);
      }
    }
    assertThat(here).as("keywords of " + folder).isEqualTo(there);
  }

  private static String subject(String text) {
    return text.lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElseThrow();
  }
}
