package org.offlineimap.python;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * One run of the interpreter with {@code host.py} in it. A frame is a length of four octets and so
 * much JSON. One thread at a time; a thread of its own does the reading and writing, so that a hang
 * of user code ends with the time limit.
 */
final class CoProcess implements AutoCloseable {
  private static final int TOO_OLD = 66;
  private static final long LEAVING_SECONDS = 2;

  /**
   * Moves the pipes away from the descriptors that user code sees, then reads the host. The working
   * directory is no place to import from. Older than 3.6 (or even 2) says so by its exit status.
   */
  private static final String FIRST_WORDS =
      """
      import sys
      if sys.version_info < (3, 6): sys.exit(%d)
      if sys.path and sys.path[0] == "": del sys.path[0]
      import os
      q = os.dup(0)
      a = os.dup(1)
      def r(n):
          b = b""
          while len(b) < n:
              c = os.read(q, n - len(b))
              if not c: os._exit(0)
              b += c
          return b
      g = {"__name__": "offlineimap_host"}
      exec(compile(r(int.from_bytes(r(4), "big")), "<offlineimap>", "exec"), g)
      g["main"](q, a)
      """
          .formatted(TOO_OLD);

  private final String interpreter;
  private final Process process;
  private final DataOutputStream questions;
  private final DataInputStream answers;
  private final ExecutorService exchange =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("python").daemon().factory());

  private CoProcess(String interpreter, Process process) {
    this.interpreter = interpreter;
    this.process = process;
    this.questions = new DataOutputStream(process.getOutputStream());
    this.answers = new DataInputStream(process.getInputStream());
  }

  /**
   * Starts the interpreter.
   *
   * @throws IOException there is no such program
   */
  static CoProcess start(PythonSettings settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(settings.interpreter(), "-c", FIRST_WORDS))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(settings.environment());
    CoProcess started = new CoProcess(settings.interpreter(), builder.start());
    started.exchange.execute(started::sendHost);
    return started;
  }

  private void sendHost() {
    try (InputStream host =
        Objects.requireNonNull(CoProcess.class.getResourceAsStream("host.py"), "host.py")) {
      send(host.readAllBytes());
    } catch (IOException ended) {
      // The first question finds it ended, and tells.
      process.destroy();
    }
  }

  private void send(byte[] frame) throws IOException {
    questions.writeInt(frame.length);
    questions.write(frame);
    questions.flush();
  }

  /**
   * Asks and waits.
   *
   * @return the fields of the answer
   * @throws AccountFailure the interpreter ended, or the limit passed; it is gone then
   */
  Map<String, PythonValue> ask(byte[] question, Duration limit) throws AccountFailure {
    Future<byte[]> answer =
        exchange.submit(() -> {
          send(question);
          return answers.readNBytes(length());
        });
    try {
      return parse(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      kill();
      throw failure("gave no answer within " + limit.toSeconds() + " seconds and was ended", e);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw failure("was ended, because the run ends", e);
    } catch (ExecutionException | IOException e) {
      awaitEnd();
      String how = ending();
      kill();
      throw failure(how, e);
    }
  }

  private int length() throws IOException {
    int length = answers.readInt();
    if (length < 0) {
      throw new EOFException("an answer of negative length");
    }
    return length;
  }

  private static Map<String, PythonValue> parse(byte[] answer) throws IOException {
    try (JsonParser in = Json.FACTORY.createParser(answer)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an answer: " + new String(answer, StandardCharsets.ISO_8859_1));
      }
      return Json.readFields(in);
    }
  }

  private String ending() {
    if (process.isAlive()) {
      return "gave an answer that makes no sense and was ended";
    }
    int status = process.exitValue();
    if (status == TOO_OLD) {
      return "is older than 3.6; name another with python = PATH in [general]";
    }
    int signal = status - 128;
    return signal > 0 && signal < 65
        ? "ended by signal " + signal + " before it answered"
        : "ended with status " + status + " before it answered";
  }

  private AccountFailure failure(String what, Exception cause) {
    return new AccountFailure(
        AccountFailure.Kind.CONFIG, "Python (" + interpreter + ") " + what, cause);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it and whatever user code has started. */
  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    awaitEnd();
    exchange.shutdownNow();
  }

  private void awaitEnd() {
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(LEAVING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The end of its questions is the end of the host; what lingers is ended. */
  @Override
  public void close() {
    exchange.shutdown();
    try {
      questions.close();
    } catch (IOException gone) {
      process.destroy();
    }
    awaitEnd();
    process.destroyForcibly();
  }
}
