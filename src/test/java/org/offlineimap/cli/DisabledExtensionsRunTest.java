package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.SessionLog;

/**
 * {@code disable_extensions}: what is named there is not used, and both sides agree all the same.
 */
final class DisabledExtensionsRunTest {
  @TempDir Path temp;

  /** Lines that show each extension in use; some show only where a better one is not there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "LIST-STATUS; ; LIST .*STATUS \\(",
        "LIST-EXTENDED; ; LIST .*RETURN \\(SPECIAL-USE",
        "SPECIAL-USE; ; LIST .*SPECIAL-USE",
        "QRESYNC; ; .*QRESYNC.*",
        "CONDSTORE; ; .*(CONDSTORE|CHANGEDSINCE|QRESYNC|HIGHESTMODSEQ).*",
        "ESEARCH; QRESYNC; UID SEARCH RETURN",
        "UIDPLUS; ; UID EXPUNGE",
        "MOVE; ; UID MOVE",
        "MULTIAPPEND; ; APPEND .*\\{\\d+.*\\{\\d+",
        "OBJECTID; ; UID FETCH .*EMAILID",
        "ID; ; ID \\(",
        "COMPRESS=DEFLATE; ; COMPRESS",
        "COMPRESS; ; COMPRESS",
        "UIDONLY; ; ENABLE .*UIDONLY",
        "ENABLE; ; (ENABLE|SELECT .*QRESYNC)",
        "LITERAL+; LITERAL-; APPEND .*\\{\\d+\\+",
        "LITERAL-; LITERAL+; APPEND .*\\{\\d+\\+",
        "SASL-IR; ; with an initial response",
        "NAMESPACE; ; NAMESPACE",
        "X-GM-EXT-1; OBJECTID; UID FETCH .*X-GM-"
      })
  void isNotUsed(String extension, String better, String use) throws Exception {
    Predicate<String> used = Pattern.compile("^(" + use + ")").asPredicate();
    String others = better == null ? "" : better;
    assertThat(commands("with", others)).as("where it is not disabled").anyMatch(used);
    assertThat(commands("without", others + ", " + extension)).noneMatch(used);
  }

  private List<String> commands(String home, String disabled) throws Exception {
    SandboxServer.Builder server =
        SandboxServer.builder()
            .with(Capability.COMPRESS, Capability.UIDONLY, Capability.LITERAL_MINUS)
            .with(Capability.X_GM_EXT_1);
    try (Household house = new Household(Files.createDirectory(temp.resolve(home)), server)) {
      house.remote("disable_extensions = " + disabled.replaceFirst("^, ", ""));
      house.remote("usecompression = yes");
      for (int i = 1; i <= 5; i++) {
        house.deliver("INBOX", Household.text("m" + i));
      }
      house.mailbox("Other");
      ok(house);
      changes(house);
      ok(house);
      agrees(house);
      ok(house);
      agrees(house);
      assertThat(house.run("--info").exit()).isZero();
      return house.server.sessions().stream().flatMap(DisabledExtensionsRunTest::shown).toList();
    }
  }

  private static Stream<String> shown(SessionLog log) {
    return Stream.concat(
        log.commands().stream(),
        Collections.nCopies(log.initialResponses(), "with an initial response").stream());
  }

  /** On both sides: new ones, flags, deletions, and a move. */
  private static void changes(Household house) throws IOException {
    house.put("INBOX", "new/1.a", Household.text("a").replace("\r\n", "\n"));
    house.put("INBOX", "new/2.b", Household.text("b").replace("\r\n", "\n"));
    Files.delete(numbered(house, 1));
    Path seen = numbered(house, 2);
    Files.move(seen, house.mail().resolve("INBOX/cur/" + seen.getFileName() + "S"));
    Path moved = numbered(house, 3);
    Files.move(moved, house.mail().resolve("Other/cur").resolve(moved.getFileName()));
    house.mailbox("INBOX").setFlags(4, FlagSet.ofLetters("F"));
    house.mailbox("INBOX").expunge(5);
    house.deliver("INBOX", Household.text("m6"));
  }

  private static Path numbered(Household house, int uid) throws IOException {
    return house.files("INBOX").stream()
        .filter(file -> file.toString().contains(",U=" + uid + ","))
        .findFirst()
        .orElseThrow();
  }

  private static void ok(Household house) throws IOException {
    Run run = house.run();
    assertThat(run.exit()).as(run.output()).isZero();
  }

  private static void agrees(Household house) throws IOException {
    for (String folder : List.of("INBOX", "Other")) {
      List<String> disk = new java.util.ArrayList<>();
      for (Path file : house.files(folder)) {
        disk.add(file.getFileName().toString().replaceAll(".*2,", "") + Files.readString(file));
      }
      assertThat(disk)
          .containsExactlyInAnyOrderElementsOf(
              house.mailbox(folder).messages().stream()
                  .map(message ->
                      letters(message.flags())
                          + new String(
                                  message.octets(), java.nio.charset.StandardCharsets.ISO_8859_1)
                              .replace("\r\n", "\n"))
                  .toList());
    }
    assertThat(house.mailbox("Other").messages()).hasSize(1);
    assertThat(house.mailbox("INBOX").messages()).hasSize(5);
  }

  private static String letters(FlagSet flags) {
    return (flags.contains(org.offlineimap.mail.SystemFlag.FLAGGED) ? "F" : "")
        + (flags.contains(org.offlineimap.mail.SystemFlag.SEEN) ? "S" : "");
  }
}
