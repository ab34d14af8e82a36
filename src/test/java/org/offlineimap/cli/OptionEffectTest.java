package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
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

  /** Most of a proof is waiting, so several run at a time. */
  private static final int AT_ONCE = 6;

  @TempDir static Path directory;

  private static final Map<String, Future<Optional<String>>> RUNNING = new HashMap<>();

  @BeforeAll
  static void startAll() {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            AT_ONCE,
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
    for (OptionProof proof : proofs()) {
      RUNNING.put(proof.key(), pool.submit(() -> verdict(proof)));
    }
    pool.shutdown();
  }

  static List<OptionProof> proofs() {
    return Stream.of(
            GeneralProofs.all(),
            DaemonProofs.all(),
            HookProofs.all(),
            AccountProofs.all(),
            RepositoryProofs.all(),
            DateProofs.all(),
            ServerProofs.all(),
            SignInProofs.all(),
            TokenProofs.all(),
            NameProofs.all(),
            FolderProofs.all(),
            ScopeProofs.all(),
            GmailProofs.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void hasItsEffectAndNoneWithoutTheLine(OptionProof proof) throws Exception {
    Future<Optional<String>> running = RUNNING.get(proof.key());
    assertThat(running).isNotNull();
    assertThat(Objects.requireNonNull(running).get()).isEmpty();
  }

  /** What is wrong with a proof, if anything. */
  private static Optional<String> verdict(OptionProof proof) throws Exception {
    try (OptionBench bench = bench(proof, true)) {
      proof.scenario().check(bench);
    } catch (AssertionError noEffect) {
      return Optional.of("no effect with the line: " + noEffect);
    }
    try (OptionBench bench = bench(proof, false)) {
      proof.scenario().check(bench);
    } catch (AssertionError theEffectIsGone) {
      return Optional.empty();
    }
    return Optional.of("the scenario passes without the line too, so it proves nothing");
  }

  private static OptionBench bench(OptionProof proof, boolean withLine) throws IOException {
    Path home = directory.resolve(proof.key().replace(' ', '-') + (withLine ? "" : "-without"));
    return new OptionBench(Files.createDirectory(home), proof, withLine);
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
    Set<String> known = new TreeSet<>(KnownOptions.keys());
    assertThat(known)
        .as("neither proved nor listed")
        .allSatisfy(key -> assertThat(all).contains(key));
    assertThat(all).as("no option").allSatisfy(key -> assertThat(known).contains(key));
  }
}
