package org.offlineimap.python;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.offlineimap.config.PythonExpression;

/**
 * How long 5,000 folder names take through a rule. Started by {@code src/test/scripts/name-timing}.
 * Confined to one thread.
 */
final class NameTiming {
  private static final int NAMES = 5_000;
  private static final PythonExpression RULE =
      Snippets.translation("lambda f: re.sub('^Lists/', 'L.', f)");

  private static final List<String> ONE = List.of("INBOX");

  private NameTiming() {}

  /** Takes how often. */
  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    List<String> names = IntStream.range(0, NAMES).mapToObj(i -> "Lists/Jürgen-" + i).toList();
    try (PythonBridge bridge = Snippets.bridge()) {
      PythonAnswers answers = new PythonAnswers(bridge);
      System.out.printf(
          Locale.ROOT, "one name, with the interpreter's start: %.1f ms%n", timed(answers, ONE));
      double[] taken = new double[times];
      for (int i = 0; i < times; i++) {
        taken[i] = timed(answers, names);
      }
      System.out.printf(Locale.ROOT, "the first time: %.1f ms%n", taken[0]);
      java.util.Arrays.sort(taken);
      System.out.printf(
          Locale.ROOT,
          "%d times: median %.1f ms, longest %.1f ms%n",
          times,
          taken[times / 2],
          taken[times - 1]);
    }
  }

  private static double timed(PythonAnswers answers, List<String> names) throws Exception {
    long begin = System.nanoTime();
    if (answers.translations(RULE, names).size() != names.size()) {
      throw new IllegalStateException("not all were translated");
    }
    return (System.nanoTime() - begin) / 1e6;
  }
}
