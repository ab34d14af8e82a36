package org.offlineimap.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of the process's surroundings that a configuration may refer to. Immutable.
 *
 * @param environment the environment variables
 * @param home the home directory where {@code HOME} is not set
 * @param workingDirectory what relative paths are relative to
 * @param passwordDatabase where the homes of other users are looked up
 */
public record Surroundings(
    Map<String, String> environment, Path home, Path workingDirectory, Path passwordDatabase) {
  /** Python's {@code os.path.expandvars}: ASCII names, bare or in braces. */
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:([A-Za-z0-9_]+)|\\{([^}]*)\\})");

  private static final int HOME_FIELD = 5;

  /** How the launcher names the variables that it changes for the JVM. */
  private static final String SET_ASIDE = "OFFLINEIMAP_USER_";

  /** Which signal the JVM uses itself; the launcher sets it, and sets aside what the user had. */
  private static final String LAUNCHERS = "_JAVA_SR_SIGNUM";

  /** Copies the environment. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of this process. */
  public static Surroundings ofThisProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        Path.of(System.getProperty("user.dir")),
        Path.of("/etc/passwd"));
  }

  /** {@code $HOME}, else the password database's entry. */
  public Path homeDirectory() {
    String set = environment.getOrDefault("HOME", "");
    return set.isEmpty() ? home : Path.of(set);
  }

  /**
   * The environment for child processes that the user asks for: what the launcher had to set aside
   * in {@code OFFLINEIMAP_USER_NAME} is {@code NAME} again; an empty {@code LC_ALL} was not set.
   */
  public Map<String, String> userEnvironment() {
    Map<String, String> own = new HashMap<>(environment);
    own.remove(LAUNCHERS);
    environment.forEach((name, value) -> {
      if (name.startsWith(SET_ASIDE)) {
        own.remove(name);
        own.put(name.substring(SET_ASIDE.length()), value);
      }
    });
    if (own.getOrDefault("LC_ALL", "").isEmpty()) {
      own.remove("LC_ALL");
    }
    return Map.copyOf(own);
  }

  /** Replaces {@code ~} and {@code ~user} at the start; an unknown user stays as written. */
  public String expandTilde(String path) {
    if (!path.startsWith("~")) {
      return path;
    }
    int slash = path.indexOf('/');
    int end = slash < 0 ? path.length() : slash;
    String user = path.substring(1, end);
    Optional<String> directory =
        user.isEmpty() ? Optional.of(homeDirectory().toString()) : homeOf(user);
    return directory.map(found -> join(found, path.substring(end))).orElse(path);
  }

  private static String join(String directory, String rest) {
    String bare =
        directory.endsWith("/") ? directory.substring(0, directory.length() - 1) : directory;
    String joined = bare + rest;
    return joined.isEmpty() ? "/" : joined;
  }

  /** Replaces {@code $NAME} and <code>${NAME}</code>; unknown ones stay as written. */
  String expandVariables(String path) {
    Matcher matcher = VARIABLE.matcher(path);
    return matcher.replaceAll(found -> {
      String name = found.group(1) == null ? found.group(2) : found.group(1);
      String value = environment.get(name);
      return Matcher.quoteReplacement(value == null ? found.group() : value);
    });
  }

  private Optional<String> homeOf(String user) {
    try (var lines = Files.lines(passwordDatabase, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> List.of(line.split(":", -1)))
          .filter(fields -> fields.size() > HOME_FIELD && fields.getFirst().equals(user))
          .map(fields -> fields.get(HOME_FIELD))
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      // As with an unknown user: the path stays as written, and its use will name it.
      return Optional.empty();
    }
  }
}
