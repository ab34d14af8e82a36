package org.offlineimap.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What user code prints and asks, seen from outside of the process. */
final class TerminalTest {
  private static final long LIMIT_SECONDS = 120;

  /** Runs a program in a terminal of its own; types {@code Anna} when it sees a prompt. */
  private static final String TERMINAL =
      """
      import os, pty, sys
      pid, fd = pty.fork()
      if pid == 0:
          os.execvp(sys.argv[1], sys.argv[1:])
      seen = b""
      typed = False
      while True:
          try:
              part = os.read(fd, 4096)
          except OSError:
              break
          if not part:
              break
          seen += part
          if not typed and b"Who? " in seen:
              typed = True
              os.write(fd, b"Anna\\n")
      os.waitpid(pid, 0)
      sys.stdout.buffer.write(seen)
      """;

  private static List<String> asking(String expression) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        AskPython.class.getName(),
        expression);
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private static String runInTerminal(String expression) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", "-c", TERMINAL));
    command.addAll(asking(expression));
    return run(command);
  }

  @Test
  void whatUserCodePrintsComesOutAndIsNoAnswer() throws Exception {
    String code =
        "[print('to stdout'), __import__('os').system('echo from a child'),"
            + " __import__('sys').stderr.write('to stderr\\n'), 'done'][-1]";
    assertThat(run(asking(code)))
        .contains("to stdout\n", "from a child\n", "to stderr\n", "answer done\n");
  }

  @Test
  void userCodeMayAskAtTheTerminal() throws Exception {
    assertThat(runInTerminal("input('Who? ')")).contains("Who? ").contains("answer Anna");
  }

  @Test
  void aHiddenQuestionShowsNothingOfTheAnswer() throws Exception {
    String seen = runInTerminal("str(len(__import__('getpass').getpass('Who? ')))");
    assertThat(seen).contains("Who? ").contains("answer 4").doesNotContain("Anna");
  }

  @Test
  void aHelperMayAskAtTheTerminalToo() throws Exception {
    String code =
        "__import__('subprocess').check_output("
            + "\"printf 'Who? ' >/dev/tty; read -r who </dev/tty; echo $who\", shell=True)"
            + ".decode().strip()";
    assertThat(runInTerminal(code)).contains("Who? ").contains("answer Anna");
  }

  @Test
  void withoutATerminalAQuestionFailsAtOnce() throws Exception {
    List<String> command = new ArrayList<>(List.of("setsid", "-w"));
    command.addAll(asking("input('Who? ')"));
    assertThat(run(command)).contains("EOFError");
  }
}
