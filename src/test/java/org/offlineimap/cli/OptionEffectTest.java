package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.offlineimap.config.KnownOptions;

/**
 * Every option has its effect, and without its line there is none. A scenario knows nothing of
 * that: it is run twice here.
 */
final class OptionEffectTest {
  /** Options without a proof, one a line; it must only ever become shorter. */
  private static final Path HOLES =
      Path.of("src/test/resources/org/offlineimap/cli/options-without-proof.txt");

  @TempDir Path directory;

  static List<OptionProof> proofs() {
    return Stream.of(
            GeneralProofs.all(), AccountProofs.all(), RepositoryProofs.all(), ServerProofs.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void hasItsEffectAndNoneWithoutTheLine(OptionProof proof) throws Exception {
    try (OptionBench bench = bench(proof, true)) {
      proof.scenario().check(bench);
    }
    try (OptionBench bench = bench(proof, false)) {
      proof.scenario().check(bench);
    } catch (AssertionError theEffectIsGone) {
      return;
    }
    fail("%s: the scenario passes without its line too, so it proves nothing", proof);
  }

  private OptionBench bench(OptionProof proof, boolean withLine) throws IOException {
    return new OptionBench(
        Files.createDirectory(directory.resolve("" + withLine)), proof, withLine);
  }

  @Test
  void everyOptionHasAProofOrIsListedAsAHole() throws IOException {
    Set<String> proved =
        proofs().stream().map(OptionProof::key).collect(Collectors.toCollection(TreeSet::new));
    Set<String> holes = new TreeSet<>();
    Set<String> without = new TreeSet<>();
    for (String line : Files.readAllLines(HOLES)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] words = line.split(" ", 3);
        (words.length == 3 ? without : holes).add(words[0] + " " + words[1]);
      }
    }
    assertThat(holes)
        .as("proved, and still listed as a hole")
        .noneSatisfy(hole -> assertThat(proved).contains(hole));
    Set<String> all = new TreeSet<>(proved);
    all.addAll(holes);
    all.addAll(without);
    assertThat(all).isEqualTo(new TreeSet<>(KnownOptions.keys()));
  }
}
