package org.offlineimap.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of the launcher in a folder with a blank, a build that is there, and a talkative JDK. */
final class LauncherTest {
  private static final String TELL_ALL =
      """
      #!/bin/sh
      for word do echo "arg $word"; done
      env
      echo "cwd $(pwd)"
      exit 42
      """;

  @TempDir Path temporary;
  private Path program;
  private Path jdk;
  private final Map<String, String> environment = new HashMap<>();

  private record Run(int status, List<String> out, String err) {}

  @BeforeEach
  void layOutABuiltCopy() throws IOException {
    Path home = Files.createDirectory(temporary.resolve("a copy"));
    program = copy(Path.of("offlineimap"), home);
    Path launch = Files.createDirectory(home.resolve("launch"));
    for (String name : List.of("find-jdk.sh", "flags.sh", "build.sh")) {
      copy(Path.of("launch", name), launch);
    }
    Path app = Files.createDirectories(home.resolve("target/launch/app-1"));
    Files.writeString(app.resolveSibling("current"), "app-1\n");
    Files.createFile(app.resolve("offlineimap.jar"));
    Files.createFile(app.resolve("sources"));
    jdk = jdk("jdk", "25.0.3");
    Files.createFile(app.resolve("Linux-x86_64-gnu-25.0.3.aot"));
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", home.toString());
    environment.put("JAVA_HOME", jdk.toString());
  }

  @Test
  void passesArgumentsAndTheExitStatusThrough() throws Exception {
    Run run = launch(program, "-a", "My Account", "*", "");
    assertThat(run.status()).isEqualTo(42);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsSubsequence("arg -jar", "arg -a", "arg My Account", "arg *", "arg ");
  }

  @Test
  void takesTheCacheOfASynchronisation() throws Exception {
    assertThat(launch(program, "-o").out()).anyMatch(line -> line.startsWith("arg -XX:AOTCache="));
  }

  @Test
  void saysWhatTheProgramSaidOfItselfWithoutStartingIt() throws Exception {
    Path app = program.resolveSibling("target/launch/app-1");
    Files.writeString(app.resolve("version"), "9.9.9\n");
    Files.writeString(app.resolve("help"), "Usage: \\n%s\n\n   -x  *\n");
    assertThat(launch(program, "--version")).isEqualTo(new Run(0, List.of("9.9.9"), ""));
    Run help = new Run(0, List.of("Usage: \\n%s", "", "   -x  *"), "");
    assertThat(launch(program, "--help")).isEqualTo(help);
    assertThat(launch(program, "-h")).isEqualTo(help);
    assertThat(launch(program, "--version", "-o").status()).isEqualTo(42);
  }

  @Test
  void asksTheProgramWhereItsAnswersAreNotNoted() throws Exception {
    assertThat(launch(program, "--version").out()).contains("arg --version");
    assertThat(launch(program, "--help").out()).contains("arg --help");
  }

  /** The build notes the answers by asking the program that it has made. */
  @Test
  void notesAtTheBuildWhatTheProgramAnswers() throws Exception {
    Path launch = program.resolveSibling("target/launch");
    Files.createDirectory(launch.resolve("app.new"));
    Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nshift 2; echo \"answer to $1\"\n");
    environment.put("launch", launch.toString());
    environment.put("jdk_home", jdk.toString());
    String script = ". '" + program.resolveSibling("launch/build.sh") + "'; note_answers";
    assertThat(launch(Path.of("/bin/sh"), "-c", script).status()).isZero();
    assertThat(launch.resolve("app.new/version")).hasContent("answer to --version");
    assertThat(launch.resolve("app.new/help")).hasContent("answer to --help");
  }

  @Test
  void followsLinksToItsOwnFolder() throws Exception {
    Path bin = Files.createDirectory(temporary.resolve("bin"));
    Path first = Files.createSymbolicLink(bin.resolve("first"), Path.of("../a copy/offlineimap"));
    Path second = Files.createSymbolicLink(bin.resolve("second"), first.toAbsolutePath());
    assertThat(launch(second).status()).isEqualTo(42);
  }

  @Test
  void givesTheJvmUtf8AndKeepsTheUsersLocaleForChildren() throws Exception {
    environment.put("LC_ALL", "de_DE.ISO-8859-1");
    assertThat(launch(program).out())
        .contains("LC_ALL=C.UTF-8", "OFFLINEIMAP_USER_LC_ALL=de_DE.ISO-8859-1");
  }

  @Test
  void givesTheJvmUtf8FromCronWithoutALocale() throws Exception {
    assertThat(launch(program).out()).contains("LC_ALL=C.UTF-8", "OFFLINEIMAP_USER_LC_ALL=");
  }

  @Test
  void leavesAUtf8LocaleAlone() throws Exception {
    environment.put("LANG", "C.UTF-8");
    assertThat(launch(program).out())
        .contains("LANG=C.UTF-8")
        .noneMatch(line -> line.startsWith("LC_ALL=") || line.startsWith("OFFLINEIMAP_USER"));
  }

  @Test
  void obeysJavaToolOptionsWithoutLettingTheJvmAnnounceThem() throws Exception {
    environment.put("JAVA_TOOL_OPTIONS", "-Done=* -Dtwo=2");
    assertThat(launch(program).out())
        .contains("arg -Done=*", "arg -Dtwo=2")
        .contains("OFFLINEIMAP_USER_JAVA_TOOL_OPTIONS=-Done=* -Dtwo=2")
        .noneMatch(line -> line.startsWith("JAVA_TOOL_OPTIONS"));
  }

  @Test
  void keepsTheSignalsOfUsersFromTheJvm() throws Exception {
    assertThat(launch(program).out())
        .contains("_JAVA_SR_SIGNUM=16")
        .noneMatch(line -> line.startsWith("OFFLINEIMAP_USER__"));
    environment.put("_JAVA_SR_SIGNUM", "40");
    assertThat(launch(program).out())
        .contains("_JAVA_SR_SIGNUM=40", "OFFLINEIMAP_USER__JAVA_SR_SIGNUM=40");
  }

  @Test
  void passesAnOldJdkByAndFindsTheNewOneBehindPath() throws Exception {
    Path bin = Files.createDirectory(temporary.resolve("path bin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    environment.put("JAVA_HOME", jdk("old", "17.0.15").toString());
    environment.put("PATH", bin + ":/usr/bin:/bin");
    assertThat(launch(program).status()).isEqualTo(42);
  }

  @Test
  void refusesPlainWindowsInOneLine() throws Exception {
    environment.put("OS", "Windows_NT");
    Run run = launch(program);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("Windows");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void buildsWhenASourceIsNewerAndSaysWhatIsMissingForThat() throws Exception {
    Path sources = Files.createDirectories(program.resolveSibling("src/main"));
    Files.setLastModifiedTime(sources, FileTime.from(Instant.now().plusSeconds(60)));
    environment.put("PATH", pathWithoutMaven().toString());
    Run run = launch(program);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("needs Maven");
    assertThat(program.resolveSibling("target/launch/lock")).doesNotExist();
  }

  @Test
  void runsInTheFolderThatTheUserIsIn() throws Exception {
    assertThat(launch(program).out()).contains("cwd " + temporary.toRealPath());
  }

  /** The few commands that the scripts use, and no others. */
  private Path pathWithoutMaven() throws IOException {
    Path bin = Files.createDirectory(temporary.resolve("few commands"));
    for (String name : List.of("sh", "find", "mkdir", "rm", "sleep", "locale", "readlink", "cat")) {
      Path real = Path.of("/usr/bin", name);
      if (!Files.exists(real)) {
        real = Path.of("/bin", name);
      }
      if (Files.exists(real)) {
        Files.createSymbolicLink(bin.resolve(name), real);
      }
    }
    return bin;
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = temporary.resolve(name);
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"),
        """
        IMPLEMENTOR="Someone"
        JAVA_VERSION="%s"
        LIBC="gnu"
        OS_ARCH="x86_64"
        OS_NAME="Linux"
        """
            .formatted(version));
    for (String tool : List.of("java", "javac")) {
      Path file = Files.writeString(bin.resolve(tool), TELL_ALL);
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    return home;
  }

  private static Path copy(Path file, Path folder) throws IOException {
    Path target = folder.resolve(file.getFileName().toString());
    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
    return target;
  }

  private Run launch(Path what, String... arguments) throws Exception {
    Path err = Files.createTempFile(temporary, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(what.toString()), Stream.of(arguments)).toList());
    builder.directory(temporary.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> out = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    return new Run(process.waitFor(), out, Files.readString(err));
  }
}
