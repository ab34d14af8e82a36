package org.offlineimap.repository.imap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.offlineimap.imap.client.Transport;

/**
 * A command whose input and output carry IMAP: {@code preauthtunnel} and {@code transporttunnel}
 * (reference: configuration 9.1). Its errors are told line by line. Input and output are for one
 * thread each; the rest may be called by any.
 */
public final class Tunnel implements Transport {
  private static final long GRACE_SECONDS = 2;

  private final Process process;
  private final String command;
  private final TimedInput input;

  private Tunnel(Process process, String command) {
    this.process = process;
    this.command = command;
    this.input = new TimedInput(process.getInputStream());
  }

  /**
   * Starts the command in a shell.
   *
   * @param environment the user's own
   * @param errors takes each line that it writes to its standard error
   * @throws IOException there is no shell
   */
  public static Tunnel open(
      String command, Map<String, String> environment, Consumer<String> errors) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread.ofVirtual()
        .name("errors of a tunnel")
        .start(() -> tell(process.getErrorStream(), errors));
    return new Tunnel(process, command);
  }

  private static void tell(InputStream from, Consumer<String> errors) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        errors.accept(line);
        line = lines.readLine();
      }
    } catch (IOException e) {
      errors.accept("what the tunnel says can no longer be read: " + e.getMessage());
    }
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return process.getOutputStream();
  }

  @Override
  public void readTimeout(Duration timeout) {
    input.timeout(timeout);
  }

  @Override
  public String localAddress() {
    return "process " + process.pid();
  }

  @Override
  public String remoteAddress() {
    return "tunnel:" + command;
  }

  /** The user chose the tunnel; what it does is the user's business. */
  @Override
  public boolean isSecure() {
    return true;
  }

  /** Closes its input; what does not end by that is ended. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
      process.destroy();
    }
    input.close();
    Thread.ofVirtual().name("end of a tunnel").start(this::end);
  }

  private void end() {
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
