package org.offlineimap.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a whole rc file, whatever part of it a run would use: everything that is wrong,
 * dangerous, obsolete or not carried out (reference: beyond 9). Connects nowhere, writes nothing,
 * runs no code of the user. Immutable.
 */
public final class RcCheck {
  private final Surroundings surroundings;

  /** A check whose paths are expanded with {@code surroundings}. */
  public RcCheck(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * What was found, in file order.
   *
   * @param problems every finding
   * @param python what is left to the interpreter
   */
  public record Findings(List<ConfigProblem> problems, Python python) {
    /** Copies the list. */
    public Findings {
      problems = List.copyOf(problems);
    }
  }

  /**
   * What only Python can check.
   *
   * @param interpreter as the file names it
   * @param pythonFile as the file names it
   * @param values every value that needs the interpreter
   */
  public record Python(
      Optional<Path> interpreter, Optional<Path> pythonFile, List<PythonExpression> values) {
    static final Python NONE = new Python(Optional.empty(), Optional.empty(), List.of());

    /** Copies the list. */
    public Python {
      values = List.copyOf(values);
    }
  }

  /** Checks the file with the command line's changes. */
  public Findings check(Path rc, Overrides overrides) {
    try {
      return check(rc.toString(), Files.readAllBytes(rc), overrides);
    } catch (IOException unreadable) {
      String text = "The configuration file cannot be read: " + unreadable;
      Location at = new Location(rc.toString(), 0);
      return new Findings(List.of(ConfigProblem.error(at, text)), Python.NONE);
    }
  }

  Findings check(String source, byte[] octets, Overrides overrides) {
    Problems problems = new Problems();
    IniFile file = IniParser.parse(source, octets, problems);
    new OverrideWriter(file, problems).apply(overrides);
    ConfigReader.checkGeneral(file, overrides, problems);
    ConfigReader.checkMbnames(file, problems);
    Set<String> used = new HashSet<>();
    for (String account : file.namesAfter("Account")) {
      AccountEntry entry = new AccountReader(file, account, surroundings).read(overrides.folders());
      problems.addAll(entry.problems());
      for (String side : List.of("remoterepository", "localrepository")) {
        RepositoryKinds.interpolated(file, "Account " + account, side)
            .ifPresent(name -> used.add("Repository " + name));
      }
    }
    checkUnused(file, used, problems);
    new Dangers(file, surroundings, problems).find();
    Python python =
        new Python(path(file, "python"), path(file, "pythonfile"), PythonValues.in(file));
    return new Findings(problems.inFileOrder(), python);
  }

  private Optional<Path> path(IniFile file, String option) {
    return file.has("general")
        ? RepositoryKinds.interpolated(file, "general", option)
            .filter(text -> !text.isEmpty())
            .map(surroundings::expandTilde)
            .map(surroundings::expandVariables)
            .map(surroundings.workingDirectory()::resolve)
        : Optional.empty();
  }

  private static void checkUnused(IniFile file, Set<String> used, Problems problems) {
    for (String name : file.names()) {
      if (name.startsWith("Repository ") && !used.contains(name)) {
        SectionCheck.run(file, name, RepositoryKinds.of(file, name), problems);
        problems.warning(file.headerOf(name), "[" + name + "] no account uses it");
      } else if (name.startsWith("ui.")) {
        problems.warning(file.headerOf(name), "[" + name + "] means nothing any more");
      } else if (!isKnown(name)) {
        problems.warning(
            file.headerOf(name), "[" + name + "] is no section that is read" + hint(name));
      }
    }
  }

  private static boolean isKnown(String name) {
    return name.equals("general")
        || name.equals("mbnames")
        || name.startsWith("Account ")
        || name.startsWith("Repository ");
  }

  /** Case and blanks count in names of sections, which is easily overlooked. */
  private static String hint(String name) {
    int blank = name.strip().indexOf(' ');
    String first = blank < 0 ? name.strip() : name.strip().substring(0, blank);
    String rest = blank < 0 ? "" : " " + name.strip().substring(blank).strip();
    Optional<String> near =
        NearestName.of(first, List.of("general", "mbnames", "DEFAULT", "Account", "Repository"));
    return near.map(word -> "; did you mean [" + word + rest + "]?").orElse("");
  }
}
