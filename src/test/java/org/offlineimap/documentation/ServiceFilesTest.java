package org.offlineimap.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that start the program say what they should, and the manual lists all of them. */
final class ServiceFilesTest {
  private static final Path PAGE = Path.of("docs/manual/services.md");

  @TempDir Path home;

  private static List<Path> files() throws IOException {
    try (Stream<Path> all =
        Stream.of("share/systemd", "share/launchd", "share/examples")
            .flatMap(ServiceFilesTest::below)) {
      return all.sorted().toList();
    }
  }

  private static Stream<Path> below(String directory) {
    try (Stream<Path> all = Files.walk(Path.of(directory))) {
      return all.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void theManualListsAllOfThemAndNoOther() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(files()).isNotEmpty();
    for (Path file : files()) {
      assertThat(page).contains("| `" + file + "` |");
    }
    assertThat(page.lines().filter(line -> line.startsWith("| `share/")).count())
        .isEqualTo(files().size());
  }

  @Test
  void theServicesThatStayAreToldToBeReadyAndWatched() throws IOException {
    for (String name : List.of("offlineimap.service", "offlineimap@.service")) {
      assertThat(Files.readAllLines(Path.of("share/systemd/user", name)))
          .contains("Type=notify", "WatchdogSec=5min", "Restart=on-failure", "[Install]");
    }
  }

  @Test
  void theRunOfTheTimerIsOne() throws IOException {
    assertThat(Files.readAllLines(Path.of("share/systemd/user/offlineimap-oneshot.service")))
        .contains("Type=oneshot", "ExecStart=%h/bin/offlineimap -o -u basic");
    assertThat(Files.readAllLines(Path.of("share/systemd/user/offlineimap-oneshot.timer")))
        .contains("OnUnitInactiveSec=10min");
  }

  /** Where systemd is at hand it is asked; elsewhere every line must at least have the form. */
  @Test
  void systemdUnderstandsEveryUnit() throws Exception {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.createFile(bin.resolve("offlineimap")).toFile().setExecutable(true);
    for (Path unit : below("share/systemd").toList()) {
      assertThat(Files.readAllLines(unit))
          .allSatisfy(line -> assertThat(line).matches("|#.*|\\[[A-Z][a-z]+]|[A-Z]\\w+=\\S.*"));
      if (Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))) {
        Map<String, String> user =
            Map.of("HOME", home.toString(), "XDG_RUNTIME_DIR", home.toString());
        String name = unit.toString().replace("@.", "@Work.");
        Path copy = Files.copy(unit, home.resolve(Path.of(name).getFileName()));
        assertThat(run(user, "/usr/bin/systemd-analyze", "verify", "--user", copy.toString()))
            .doesNotContain("offlineimap");
      }
    }
  }

  @Test
  void theJobOfLaunchdIsAPropertyList() throws Exception {
    String script =
        "import plistlib,sys; d = plistlib.load(open(sys.argv[1], 'rb'));"
            + "print(d['Label'], d['ProgramArguments'][1:], d['KeepAlive'])";
    assertThat(run(Map.of(), "python3", "-c", script, "share/launchd/org.offlineimap.plist"))
        .isEqualTo("org.offlineimap ['-u', 'basic'] {'SuccessfulExit': False}\n");
  }

  @Test
  void theHookTellsOfNewMailOnceAndNotTheFirstTime() throws Exception {
    Path mail = Files.createDirectories(home.resolve("Mail/INBOX/new"));
    Path bin = Files.createDirectories(home.resolve("fake"));
    Path fake = bin.resolve("notify-send");
    Files.writeString(fake, "#!/bin/sh\nshift 4\necho \"$@\"\n");
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    Map<String, String> user =
        Map.of("HOME", home.toString(), "PATH", bin + ":" + System.getenv("PATH"));
    String hook = "share/examples/tell-new-mail";
    Files.writeString(mail.resolve("1"), "Subject: old\n\nx\n");
    assertThat(run(user, hook, home.resolve("Mail").toString())).isEmpty();
    Path fresh = Files.writeString(mail.resolve("2"), "From: a\nsubject: hello there\n\nx\n");
    Files.setLastModifiedTime(
        fresh, java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(5)));
    assertThat(run(user, hook, home.resolve("Mail").toString()))
        .isEqualTo("New mail 1: hello there\n");
    Files.setLastModifiedTime(fresh, java.nio.file.attribute.FileTime.fromMillis(0));
    assertThat(run(user, hook, home.resolve("Mail").toString())).isEmpty();
  }
}
