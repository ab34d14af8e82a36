package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Certificates;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Rig;
import org.offlineimap.testing.SharedCertificates;

/** What a run over TLS loads and takes, in a process of its own with the launcher's flags. */
final class StartTest {
  private static final OffsetDateTime DATE = OffsetDateTime.parse("2026-01-01T00:00:00Z");
  private static final int MOST_CLASSES = 3_750;
  private static final String PEAK =
      """
      import os, subprocess, sys
      child = subprocess.Popen(sys.argv[1:])
      _, status, used = os.wait4(child.pid, 0)
      print("peak", used.ru_maxrss // (1024 if sys.platform == "darwin" else 1))
      sys.exit(os.waitstatus_to_exitcode(status))
      """;

  /** What a run with nothing to do has no use for: classes, and packages with all below them. */
  private static final List<String> UNUSED =
      List.of(
          "org.sqlite.", // no folder has changed
          "org.jline.",
          "org.offlineimap.ui.ScreenState",
          "com.fasterxml.jackson.",
          "com.ongres.",
          "org.offlineimap.auth.ScramSaslClient",
          "org.offlineimap.auth.HttpPost",
          "org.offlineimap.python.CoProcess",
          "org.offlineimap.sandbox.",
          "java.net.http.",
          "jdk.internal.net.http.",
          "javax.security.sasl.Sasl",
          "org.ietf.jgss.",
          "java.util.logging.",
          "java.lang.ProcessBuilder",
          "java.lang.runtime.ObjectMethods"); // a record that is compared: milliseconds

  @TempDir Path home;
  private Path authority = Path.of("");

  @Test
  void aRunWithNothingToDoLoadsNoLibraryAndFewClasses() throws Exception {
    try (SandboxServer server = server(SharedCertificates.get(), 3, 2)) {
      Rig rig = rig(server);
      succeeds(rig.run(overTls()));
      List<String> loaded = classes(rig);
      // A directory is trusted when it has been quiet for two seconds.
      for (int i = 0;
          i < 20 && loaded.stream().anyMatch(name -> name.startsWith("org.sqlite."));
          i++) {
        loaded = classes(rig);
      }
      assertThat(loaded)
          .contains("org.offlineimap.sync.AccountSync", "sun.security.ssl.SSLSocketImpl");
      assertThat(loaded).filteredOn(StartTest::isUnused).isEmpty();
      assertThat(loaded.size()).isLessThanOrEqualTo(MOST_CLASSES);
      assertThat(libraries())
          .noneMatch(name -> name.contains("sqlite") || name.contains("jline"))
          .isSubsetOf(
              "libjava.so", "libjimage.so", "libnio.so", "libnet.so", "libzip.so", "libextnet.so");
    }
  }

  /**
   * The tenth of a gigabyte that a no-op of twenty folders may take, and the two of a first run.
   */
  @Test
  @Tag("long")
  void twentyFoldersTakeLittleMemory() throws Exception {
    try (SandboxServer server = server(Certificates.signed(home.resolve("tls")), 19, 500)) {
      Rig rig = rig(server);
      assertThat(peakMiB(rig)).as("first synchronisation").isLessThan(200);
      assertThat(peakMiB(rig)).isLessThan(100);
      assertThat(peakMiB(rig)).as("nothing changed").isLessThan(100);
    }
  }

  private static boolean isUnused(String name) {
    return UNUSED.stream()
        .anyMatch(unused -> unused.endsWith(".") ? name.startsWith(unused) : name.equals(unused));
  }

  private SandboxServer server(Certificates certificates, int folders, int messages)
      throws IOException {
    authority = certificates.certificatePem();
    SandboxServer server = SandboxServer.builder().certificates(certificates).start();
    for (int i = 0; i <= folders; i++) {
      Mailbox box = server.mailbox("user", i == 0 ? "INBOX" : "F" + i);
      for (int m = 0; m < messages; m++) {
        byte[] octets = ("Subject: " + m + "\r\n\r\n" + "text\r\n".repeat(300)).getBytes(US_ASCII);
        box.deliver(octets, FlagSet.ofLetters("S"), DATE);
      }
    }
    return server;
  }

  private Rig rig(SandboxServer server) throws IOException {
    return new Rig(home, server.tlsPort(), "user", "secret").jvm(flags().toArray(String[]::new));
  }

  /** Those of launch/flags.sh, less the ones that forbid logging. */
  private static List<String> flags() throws IOException {
    String line =
        Files.readAllLines(Path.of("launch/flags.sh")).stream()
            .filter(each -> each.startsWith("flags="))
            .findFirst()
            .orElseThrow();
    return Arrays.stream(line.replaceAll(".*\"(.*)\"", "$1").split(" "))
        .filter(flag -> !flag.startsWith("-Xlog"))
        .toList();
  }

  private String[] overTls() {
    List<String> words = new ArrayList<>(List.of("-u", "quiet"));
    words.addAll(
        List.of("-k", "Repository_Rem:ssl=yes", "-k", "Repository_Rem:remotehost=localhost"));
    words.addAll(List.of("-k", "Repository_Rem:auth_mechanisms=PLAIN"));
    words.addAll(List.of("-k", "Repository_Rem:sslcacertfile=" + authority));
    return words.toArray(String[]::new);
  }

  private static void succeeds(Rig.Run run) {
    assertThat(run.exit()).as(run.output()).isZero();
  }

  private List<String> classes(Rig rig) throws Exception {
    Path log = home.resolve("classes");
    rig.with(
        "JDK_JAVA_OPTIONS",
        "-Xlog:class+load:file=" + log + " -Xlog:library:file=" + home.resolve("libraries"));
    succeeds(rig.run(overTls()));
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" source: "))
          .map(line -> line.replaceAll(".*] (\\S+) source: .*", "$1"))
          .toList();
    }
  }

  private List<String> libraries() throws IOException {
    try (Stream<String> lines = Files.lines(home.resolve("libraries"))) {
      return lines
          .filter(line -> line.contains("Loaded library "))
          .map(line -> line.replaceAll(".*/([^/,]+),.*", "$1"))
          .toList();
    }
  }

  private long peakMiB(Rig rig) throws Exception {
    Rig.Run run = rig.under(List.of("python3", "-c", PEAK), overTls());
    succeeds(run);
    return run.output()
        .lines()
        .filter(line -> line.startsWith("peak "))
        .mapToLong(line -> Long.parseLong(line.substring(5)) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
