package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SurroundingsTest {
  @TempDir Path directory;

  private Surroundings with(Map<String, String> environment) {
    return new Surroundings(
        environment, directory.resolve("home"), directory, directory.resolve("passwd"));
  }

  @Test
  void expandsTheHomeOfOneselfAndOfOthers() throws Exception {
    Files.writeString(directory.resolve("passwd"), "bob:x:1:1:B:/home/bob:/bin/sh\nshort:x\n");
    Surroundings surroundings = with(Map.of("HOME", "/h/"));
    assertThat(surroundings.expandTilde("~")).isEqualTo("/h");
    assertThat(surroundings.expandTilde("~/Mail")).isEqualTo("/h/Mail");
    assertThat(surroundings.expandTilde("~bob/Mail")).isEqualTo("/home/bob/Mail");
    assertThat(surroundings.expandTilde("~nobody/Mail")).isEqualTo("~nobody/Mail");
    assertThat(surroundings.expandTilde("/a/~")).isEqualTo("/a/~");
    assertThat(with(Map.of("HOME", "/")).expandTilde("~/Mail")).isEqualTo("/Mail");
    assertThat(with(Map.of("HOME", "/")).expandTilde("~")).isEqualTo("/");
  }

  @Test
  void withoutHomeThePasswordDatabaseDecides() {
    assertThat(with(Map.of()).expandTilde("~/x")).isEqualTo(directory + "/home/x");
  }

  @Test
  void expandsKnownVariablesOnly() {
    Surroundings surroundings = with(Map.of("A", "x", "B_1", "$A\\"));
    assertThat(surroundings.expandVariables("$A/${A}/$B_1/$C/${C}/$/${"))
        .isEqualTo("x/x/$A\\/$C/${C}/$/${");
  }

  @Test
  void givesChildProcessesWhatTheLauncherSetAside() {
    Map<String, String> changed =
        Map.of(
            "LC_ALL", "C.UTF-8",
            "OFFLINEIMAP_USER_LC_ALL", "",
            "_JAVA_SR_SIGNUM", "16",
            "OFFLINEIMAP_USER_JAVA_TOOL_OPTIONS", "-Dx",
            "LANG", "de_DE");
    assertThat(with(changed).userEnvironment())
        .isEqualTo(Map.of("JAVA_TOOL_OPTIONS", "-Dx", "LANG", "de_DE"));
    assertThat(
            with(Map.of("LC_ALL", "C.UTF-8", "OFFLINEIMAP_USER_LC_ALL", "de_DE")).userEnvironment())
        .isEqualTo(Map.of("LC_ALL", "de_DE"));
    assertThat(with(Map.of("LC_ALL", "C.UTF-8")).userEnvironment())
        .isEqualTo(Map.of("LC_ALL", "C.UTF-8"));
  }

  @Test
  void readsTheFileItself() throws Exception {
    Path rc = Files.writeString(directory.resolve("rc"), SampleRc.TEXT);
    Configuration read = new ConfigReader(SampleRc.SURROUNDINGS).read(rc, Overrides.NONE);
    assertThat(read.accounts()).hasSize(1);
    assertThatThrownBy(
            () -> new ConfigReader(SampleRc.SURROUNDINGS).read(directory, Overrides.NONE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cannot be read");
  }
}
