package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.mbnames;
import static org.offlineimap.cli.OptionProof.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.offlineimap.cli.OptionBench.Outcome;
import org.offlineimap.cli.OptionBench.Place;

/** Names of folders, and the list of them for mail readers. */
final class NameProofs {
  private NameProofs() {}

  static List<OptionProof> all() {
    return List.of(
        remote("nametrans", "lambda f: 'x' + f", NameProofs::translates),
        remote("folderfilter", "lambda f: f != 'Work'", NameProofs::leavesOut),
        remote("folderincludes", "['Work']", NameProofs::takesAllTheSame),
        remote("foldersort", "lambda x, y: -cmp(x, y)", NameProofs::turnsTheOrderRound),
        remote("dynamic_folderfilter", "yes", NameProofs::asksAgain),
        mbnames("enabled", "yes", names("<+Test/INBOX|+Test/Work>")),
        mbnames("incremental", "yes", NameProofs::doesNotRewriteWhenPruned),
        mbnames("filename", "HOME/names", names("<+Test/INBOX|+Test/Work>")),
        mbnames("header", "'('", names("(+Test/INBOX|+Test/Work>")),
        mbnames("peritem", "%(foldername)s", names("<INBOX|Work>")),
        mbnames("sep", "' '", names("<+Test/INBOX +Test/Work>")),
        mbnames("footer", "')'", names("<+Test/INBOX|+Test/Work)")),
        mbnames("folderfilter", "lambda a, f: f != 'Work'", names("<+Test/INBOX>")),
        mbnames(
            "sort_keyfunc",
            "lambda d: -ord(d['foldername'][0])",
            names("<+Test/Work|+Test/INBOX>")));
  }

  private static Outcome run(OptionBench bench) throws IOException {
    bench.deliver("INBOX", "one");
    bench.deliver("Work", "two");
    Outcome outcome = bench.run();
    assertThat(outcome.exit()).as(outcome.all()).isZero();
    return outcome;
  }

  private static void translates(OptionBench bench) throws IOException {
    run(bench);
    assertThat(bench.mail().resolve("xINBOX/cur")).isDirectory();
  }

  private static void leavesOut(OptionBench bench) throws IOException {
    run(bench);
    assertThat(bench.mail().resolve("INBOX")).isDirectory();
    assertThat(bench.mail().resolve("Work")).doesNotExist();
  }

  private static void takesAllTheSame(OptionBench bench) throws IOException {
    bench.set(Place.REMOTE, "folderfilter = lambda f: f == 'INBOX'");
    run(bench);
    assertThat(bench.mail().resolve("Work")).isDirectory();
  }

  private static void turnsTheOrderRound(OptionBench bench) throws IOException {
    String out = run(bench).out();
    assertThat(out.indexOf("Syncing Work: ")).isPositive().isLessThan(out.indexOf("Syncing INBOX"));
  }

  private static void asksAgain(OptionBench bench) throws IOException {
    Path helpers = bench.home().resolve("helpers.py");
    Files.writeString(
        helpers, "seen = []\ndef once(f):\n    seen.append(f)\n    return seen.count(f) < 2\n");
    bench.set(Place.GENERAL, "pythonfile = " + helpers);
    bench.set(Place.REMOTE, "folderfilter = once");
    bench.deliver("INBOX", "one");
    bench.run();
    assertThat(bench.files("INBOX")).isEmpty();
  }

  /** With it, the file is written after each account, and not because of a prune. */
  private static void doesNotRewriteWhenPruned(OptionBench bench) throws Exception {
    names("<+Test/INBOX|+Test/Work>").check(bench);
    Path caches = bench.metadata().resolve("mbnames");
    Files.copy(caches.resolve("Test.json"), caches.resolve("Tes.json"));
    Files.delete(bench.home().resolve("names"));
    Outcome outcome = bench.runBare("--mbnames-prune");
    assertThat(outcome.all()).isEqualTo("removed " + caches.resolve("Tes.json") + "\n");
    assertThat(outcome.exit()).isZero();
    assertThat(caches.resolve("Test.json")).exists();
    assertThat(bench.home().resolve("names")).doesNotExist();
  }

  private static OptionProof.Scenario names(String content) {
    return bench -> {
      bench.set(Place.MBNAMES, "enabled = yes");
      bench.set(Place.MBNAMES, "filename = " + bench.home().resolve("names"));
      bench.set(Place.MBNAMES, "header = '<'");
      bench.set(Place.MBNAMES, "peritem = +%(accountname)s/%(foldername)s");
      bench.set(Place.MBNAMES, "sep = '|'");
      bench.set(Place.MBNAMES, "footer = '>'");
      run(bench);
      assertThat(bench.home().resolve("names")).hasContent(content);
    };
  }
}
