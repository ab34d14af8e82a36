package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Rig;

/**
 * The launcher as cron starts it: {@code env -i}, no locale, through a link, blanks in the paths,
 * and a folder whose name is not ASCII (design 9).
 */
final class CronTest {
  private static final String FOLDER = "Gäste";

  @TempDir Path temp;

  @Test
  void keepsNamesOutsideAsciiBothWaysWithoutALocale() throws Exception {
    roundTrip();
  }

  @Test
  void keepsNamesOutsideAsciiBothWaysUnderALatin1Locale() throws Exception {
    roundTrip("LC_ALL=de_DE.ISO-8859-1", "LANG=de_DE.ISO-8859-1");
  }

  private void roundTrip(String... locale) throws Exception {
    try (SandboxServer server = SandboxServer.builder().user("user", "secret").start()) {
      server
          .mailbox("user", FOLDER)
          .deliver(
              "Subject: down\r\n\r\nx\r\n".getBytes(ISO_8859_1),
              FlagSet.none(),
              Instant.EPOCH.atOffset(ZoneOffset.UTC));
      Rig rig = new Rig(temp.resolve("my home"), server.port(), "user", "secret");
      decodeNames(rig.rc());
      Path program = link(layOut());
      assertThat(cron(program, rig, locale)).isZero();
      assertThat(rig.messages(FOLDER)).hasSize(1);
      rig.deliver(FOLDER, "1.é", "Subject: up\n\nx\n".getBytes(ISO_8859_1));
      rig.deliver("Übrig", "1.a", "Subject: new\n\nx\n".getBytes(ISO_8859_1));
      assertThat(cron(program, rig, locale)).isZero();
      assertThat(server.mailbox("user", FOLDER).messages()).hasSize(2);
      assertThat(server.mailbox("user", "Übrig").messages()).hasSize(1);
      assertThat(rig.messages(FOLDER)).hasSize(2);
    }
  }

  private static void decodeNames(Path rc) throws IOException {
    String text = Files.readString(rc, UTF_8);
    Files.writeString(
        rc, text.replace("[Account Test]\n", "[Account Test]\nutf8foldernames = yes\n"), UTF_8);
  }

  private int cron(Path program, Rig rig, String... locale) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "-i",
                "PATH=/usr/bin:/bin",
                "HOME=" + temp.resolve("my home"),
                "JAVA_HOME=" + System.getProperty("java.home")));
    command.addAll(List.of(locale));
    command.addAll(List.of(program.toString(), "-c", rig.rc().toString(), "-o", "-u", "quiet"));
    Path output = temp.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(output).content(UTF_8).as("a quiet run that succeeds prints nothing").isEmpty();
    return process.exitValue();
  }

  private Path link(Path program) throws IOException {
    Path bin = Files.createDirectories(temp.resolve("my home/bin"));
    Path link = bin.resolve("offlineimap");
    return Files.exists(link) ? link : Files.createSymbolicLink(link, program);
  }

  /**
   * A built copy: the launcher, and a jar that only names the classes under test (the program
   * itself comes without a logging library, which would talk).
   */
  private Path layOut() throws IOException {
    Path home = temp.resolve("a copy");
    Files.createDirectories(home.resolve("launch"));
    for (String name :
        List.of("offlineimap", "launch/find-jdk.sh", "launch/flags.sh", "launch/build.sh")) {
      Files.copy(Path.of(name), home.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path app = Files.createDirectories(home.resolve("target/launch/app-1"));
    Files.writeString(app.resolveSibling("current"), "app-1\n");
    Files.createFile(app.resolve("sources"));
    jar(app.resolve("offlineimap.jar"));
    // An empty cache counts as one that this JVM does not take: nothing is trained here.
    Files.createFile(
        app.resolve("Linux-x86_64-gnu-" + System.getProperty("java.version") + ".aot"));
    return home.resolve("offlineimap");
  }

  private static void jar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, "org.offlineimap.cli.Main");
    main.putValue("Enable-Native-Access", "ALL-UNNAMED");
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("slf4j"))
            .map(entry -> Path.of(entry).toUri().toString())
            .reduce("", (all, entry) -> all.isEmpty() ? entry : all + " " + entry);
    main.put(Attributes.Name.CLASS_PATH, path);
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }
}
