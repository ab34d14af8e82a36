package org.offlineimap.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;

/** Between two servers rows hold every keyword, in a file beside the original's. */
final class KeywordStatusTest {
  private static final StatusKey INBOX = new StatusKey("INBOX");

  @TempDir Path root;
  private final List<String> notices = new ArrayList<>();

  private FolderStatus open(LetterMap letters) throws Exception {
    return new StatusDirectory(
            new StatusPlace(root, "A", "R", "L"),
            letters,
            StatusDisk.system(true),
            (warning, text) -> notices.add(text),
            Backend.SQLITE)
        .open(INBOX);
  }

  private FolderStatus open() throws Exception {
    return open(LetterMap.systemOnly().withEveryKeyword());
  }

  private Path file() {
    return root.resolve("Account-A/Engine/keywords/INBOX");
  }

  private static FlagSet flags(String... names) {
    return FlagSet.ofImapNames(List.of(names));
  }

  private static MessageList list(long first, FlagSet... flags) {
    MessageList.Builder list = new MessageList.Builder();
    for (int i = 0; i < flags.length; i++) {
      list.add(first + i, flags[i]);
    }
    return list.build();
  }

  private static List<String> text(MessageList rows) {
    List<String> text = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      text.add(rows.uid(i) + " " + rows.flags(i));
    }
    return text;
  }

  @Test
  void keywordsComeBackWithTheirRows() throws Exception {
    try (FolderStatus status = open()) {
      status.put(list(1, flags("\\Seen", "$A"), flags(), flags("$A", "$B"), flags("$C")));
      status.put(list(2, flags("$B"), flags("\\Flagged")));
    }
    try (FolderStatus status = open()) {
      assertThat(text(status.rows())).containsExactly("1 \\Seen $A", "2 $B", "3 \\Flagged", "4 $C");
      status.remove(UidSet.of(1));
      status.put(list(1, flags()));
      assertThat(text(status.rows())).startsWith("1 ", "2 $B");
      status.replace(list(7, flags("$D")));
      assertThat(text(status.rows())).containsExactly("7 $D");
    }
    try (FolderStatus status = open(LetterMap.systemOnly())) {
      assertThat(text(status.rows())).containsExactly("7 ");
    }
  }

  @Test
  void withoutKeywordsThereIsNoFile() throws Exception {
    try (FolderStatus status = open()) {
      status.put(list(1, flags("\\Seen"), flags()));
      status.remove(UidSet.of(2));
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void aFileThatCannotBeReadIsToldAndNothingFollowsFromIt() throws Exception {
    try (FolderStatus status = open()) {
      status.put(list(1, flags("\\Seen", "$A")));
    }
    Files.writeString(file(), Files.readString(file()).replace("$A", "$B"));
    try (FolderStatus status = open()) {
      assertThat(text(status.rows())).containsExactly("1 \\Seen");
    }
    assertThat(notices).anyMatch(told -> told.contains("keywords are united"));
    Files.writeString(file(), "");
    try (FolderStatus status = open()) {
      assertThat(text(status.rows())).containsExactly("1 \\Seen");
    }
  }
}
