package org.offlineimap.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A terminal with a program in it, driven and looked at by way of tmux, on a server of its own.
 * Without tmux on this machine the test is skipped, or fails where {@code CI=true} is in the
 * environment. Confined to one thread.
 */
public final class Tmux implements AutoCloseable {
  private static final long LIMIT_SECONDS = 30;

  private final Path directory;

  private Tmux(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens a terminal with a shell, which prints {@code $} when it waits.
   *
   * @param directory an empty one, for tmux's socket
   */
  public static Tmux open(Path directory, int columns, int rows) throws IOException {
    Installed.demand("tmux", "tmux");
    Tmux tmux = new Tmux(directory);
    tmux.run(
        "new-session",
        "-d",
        "-x",
        Integer.toString(columns),
        "-y",
        Integer.toString(rows),
        "env PS1='$ ' HOME=" + directory + " /bin/sh");
    tmux.untilShell();
    return tmux;
  }

  private String run(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("tmux", "-S", directory.resolve("tmux").toString(), "-f", "/dev/null"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      assertThat(process.waitFor()).as(output).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return output;
  }

  /** Types a line. */
  public void type(String line) throws IOException {
    run("send-keys", "-l", line);
    press("Enter");
  }

  /** Presses keys, by tmux's names for them. */
  public void press(String... keys) throws IOException {
    for (String key : keys) {
      run("send-keys", key);
    }
  }

  /** Makes the window larger or smaller. */
  public void resize(int columns, int rows) throws IOException {
    run("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
  }

  /** What is on the screen, line by line, without blanks at the ends. */
  public List<String> screen() throws IOException {
    return run("capture-pane", "-p").lines().toList();
  }

  /** The same with the sequences that colour it. */
  public String colours() throws IOException {
    return run("capture-pane", "-p", "-e");
  }

  /** What {@code format} says about the window, such as {@code #{cursor_flag}}. */
  public String tell(String format) throws IOException {
    return run("display-message", "-p", format).strip();
  }

  /** Waits until a line with these words is on the screen, and returns the screen. */
  public List<String> until(String words) throws IOException {
    return until(words, seen -> seen.stream().anyMatch(line -> line.contains(words)));
  }

  /** Waits until the screen is as {@code wanted}, and returns it. */
  public List<String> until(String what, Predicate<List<String>> wanted) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    List<String> seen = screen();
    while (!wanted.test(seen)) {
      assertThat(System.nanoTime())
          .as("no '%s' on%n%s", what, String.join("\n", seen))
          .isLessThan(end);
      seen = screen();
    }
    return seen;
  }

  /** Waits for the shell, in a terminal of which nothing but its lines is to be seen. */
  public void untilShell() throws IOException {
    until("the shell's prompt", seen -> seen.stream().anyMatch(line -> line.equals("$")));
  }

  /** Ends the program and the terminal. */
  @Override
  public void close() throws IOException {
    run("kill-server");
  }
}
