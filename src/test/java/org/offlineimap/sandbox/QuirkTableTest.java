package org.offlineimap.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.testing.Eventually;

/**
 * Each {@link Quirk} has a switch of the embedded server; a dialogue named after it that shows it,
 * and in which the server notes that it was met; and a test marked {@code @Proves}.
 */
final class QuirkTableTest {
  /** Quirks that lack one of these, one a line; it must only ever become shorter. */
  private static final Path HOLES =
      Path.of("src/test/resources/org/offlineimap/imap/quirks-without-proof.txt");

  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern PROOF = Pattern.compile("@Proves\\(\\{?([^)}]*)}?\\)");
  private static final Pattern NAME = Pattern.compile("\\b[A-Z][A-Z0-9_]{2,}\\b");

  static Stream<Path> dialogues() throws IOException {
    return Dialogue.all("quirks");
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void theServerBehavesSoAndNotesThatItWasMet(Path script) throws Exception {
    Set<Behaviour> wanted = DialogueServer.behaviours(script);
    assertThat(wanted).as("behaving= in %s", script).isNotEmpty();
    try (SandboxServer server = DialogueServer.start(script)) {
      Dialogue.run(script, () -> new Socket(server.host(), server.port()));
      Eventually.within(Duration.ofSeconds(20), () -> met(server).containsAll(wanted));
    }
  }

  private static Set<Behaviour> met(SandboxServer server) {
    Set<Behaviour> met = EnumSet.noneOf(Behaviour.class);
    server.sessions().forEach(session -> met.addAll(session.met()));
    return met;
  }

  @Test
  void everyQuirkHasADialogueAndAProof() throws IOException {
    Set<String> whole = dialogues().map(QuirkTableTest::quirk).collect(Collectors.toSet());
    assertThat(names()).containsAll(whole);
    whole.retainAll(proved());
    Set<String> missing = new TreeSet<>(names());
    missing.removeAll(whole);
    assertThat(missing)
        .as("quirks without a dialogue or a test marked @Proves")
        .containsExactlyInAnyOrderElementsOf(holes());
  }

  private static List<String> names() {
    return Arrays.stream(Quirk.values()).map(Enum::name).toList();
  }

  /** {@code no-idle.txt} is about {@code NO_IDLE}. */
  private static String quirk(Path script) {
    return String.valueOf(script.getFileName())
        .replace(".txt", "")
        .replace('-', '_')
        .toUpperCase(Locale.ROOT);
  }

  private static Set<String> proved() throws IOException {
    Set<String> proved = new TreeSet<>();
    try (Stream<Path> files = Files.walk(TESTS)) {
      for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        PROOF
            .matcher(Files.readString(file))
            .results()
            .flatMap(found -> NAME.matcher(found.group(1)).results())
            .map(MatchResult::group)
            .forEach(proved::add);
      }
    }
    return proved;
  }

  private static List<String> holes() throws IOException {
    return Files.readAllLines(HOLES).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
