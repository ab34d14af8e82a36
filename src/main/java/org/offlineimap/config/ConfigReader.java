package org.offlineimap.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a whole rc file: syntax, command-line changes, then each section against the option table.
 * Connects nowhere, creates nothing, runs no code of the user. Immutable; thread-safe.
 */
public final class ConfigReader {
  private static final String GENERAL = "general";
  private static final String MBNAMES = "mbnames";
  private static final List<String> MBNAMES_REQUIRED =
      List.of("filename", "header", "peritem", "sep", "footer");

  private final Surroundings surroundings;

  /** A reader whose paths are expanded with {@code surroundings}. */
  public ConfigReader(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Reads the file.
   *
   * @throws ConfigException when nothing can start; mistakes of single accounts are in the result
   */
  public Configuration read(Path rc, Overrides overrides) throws ConfigException {
    byte[] octets;
    try {
      octets = Files.readAllBytes(rc);
    } catch (IOException unreadable) {
      Location at = new Location(rc.toString(), 0);
      String text = "The configuration file cannot be read: " + unreadable;
      throw new ConfigException(List.of(ConfigProblem.error(at, text)));
    }
    return read(rc.toString(), octets, overrides);
  }

  /** Reads the octets of a file that messages call {@code source}. */
  Configuration read(String source, byte[] octets, Overrides overrides) throws ConfigException {
    Problems problems = new Problems();
    IniFile file = IniParser.parse(source, octets, problems);
    if (problems.hasErrors()) {
      checkValuesOfAll(file, problems);
      throw new ConfigException(problems.inFileOrder());
    }
    new OverrideWriter(file, problems).apply(overrides);
    List<String> active = checkGeneral(file, overrides, problems);
    overrides.folders().ifPresent(_ -> dropRemoteFilters(file));
    checkMbnames(file, problems);
    if (problems.hasErrors()) {
      checkValuesOfAll(file, problems);
      throw new ConfigException(problems.inFileOrder());
    }
    List<AccountEntry> accounts = new ArrayList<>();
    for (String name : active) {
      accounts.add(new AccountReader(file, name, surroundings).read(overrides.folders()));
    }
    return new Configuration(
        general(file),
        mbnames(file),
        accounts,
        neighbours(file),
        listed(file),
        problems.inFileOrder());
  }

  /** Mistakes of accounts that are not active are nobody's business. */
  private List<Neighbour> neighbours(IniFile file) {
    List<Neighbour> all = new ArrayList<>();
    for (String account : file.namesAfter("Account")) {
      RepositoryKinds.interpolated(file, "Account " + account, "localrepository")
          .map(name -> "Repository " + name)
          .filter(file::has)
          .filter(section -> RepositoryKinds.of(file, section).contains(SectionKind.MAILDIR))
          .flatMap(section -> neighbour(file, account, section))
          .ifPresent(all::add);
    }
    return all;
  }

  private Optional<Neighbour> neighbour(IniFile file, String account, String section) {
    Problems unheard = new Problems();
    SectionCheck.run(file, section, RepositoryKinds.of(file, section), unheard);
    if (unheard.hasErrors()) {
      return Optional.empty();
    }
    SectionReader values = new SectionReader(file, section, surroundings);
    char separator = values.text("sep").orElse(".").charAt(0);
    return values.path("localfolders").map(root -> new Neighbour(account, root, separator));
  }

  /** Adds the wrong values of every section, so that one look at a bad file shows them too. */
  static void checkValuesOfAll(IniFile file, Problems problems) {
    if (file.has(GENERAL)) {
      SectionCheck.run(file, GENERAL, List.of(SectionKind.GENERAL), problems);
    }
    for (String account : file.namesAfter("Account")) {
      SectionCheck.run(file, "Account " + account, List.of(SectionKind.ACCOUNT), problems);
    }
    for (String repository : file.namesAfter("Repository")) {
      String section = "Repository " + repository;
      SectionCheck.run(file, section, RepositoryKinds.of(file, section), problems);
    }
  }

  /** Checks {@code [general]} and returns the active accounts. */
  static List<String> checkGeneral(IniFile file, Overrides overrides, Problems problems) {
    if (!file.has(GENERAL)) {
      problems.error(new Location(file.source(), 0), "No section: 'general'");
      return List.of();
    }
    SectionCheck.run(file, GENERAL, List.of(SectionKind.GENERAL), problems);
    checkOldInterfaceNames(file, problems);
    Optional<IniValue> written = file.raw(GENERAL, "accounts");
    Location at = written.map(IniValue::at).orElse(file.headerOf(GENERAL));
    if (overrides.accounts().isPresent()) {
      return existing(file, overrides.accounts().get(), Location.COMMAND_LINE, problems);
    }
    if (written.isEmpty()) {
      problems.error(at, "No option 'accounts' in section: 'general'");
      return List.of();
    }
    String list = RepositoryKinds.interpolated(file, GENERAL, "accounts").orElse("");
    return existing(file, ValueSyntax.list(list), at, problems);
  }

  private static void checkOldInterfaceNames(IniFile file, Problems problems) {
    RepositoryKinds.interpolated(file, GENERAL, "ui")
        .filter(list -> ValueSyntax.list(list).stream().anyMatch(UiNames::isOld))
        .ifPresent(list ->
            problems.warning(
                file.raw(GENERAL, "ui").orElseThrow().at(),
                "Using old interface name, consider using one of "
                    + String.join(", ", UiNames.ALL)));
  }

  private static List<String> existing(
      IniFile file, List<String> wanted, Location at, Problems problems) {
    Set<String> names = new LinkedHashSet<>();
    List<String> known = file.namesAfter("Account");
    String valid =
        known.isEmpty()
            ? "No accounts are defined!"
            : "Valid accounts are: " + String.join(", ", known);
    for (String item : wanted) {
      String name = Blanks.strip(item);
      if (!known.contains(name)) {
        problems.error(at, "The account '%s' does not exist. %s".formatted(name, valid));
      } else if (!names.add(name)) {
        problems.warning(at, "The account '%s' is listed twice".formatted(name));
      }
    }
    if (wanted.isEmpty()) {
      problems.error(at, "No account is listed. " + valid);
    }
    return List.copyOf(names);
  }

  /** {@code -f} stands in for the filter of each remote repository (reference: command line, 1). */
  private static void dropRemoteFilters(IniFile file) {
    for (String account : file.namesAfter("Account")) {
      RepositoryKinds.interpolated(file, "Account " + account, "remoterepository")
          .map(name -> "Repository " + name)
          .filter(file::has)
          .ifPresent(section -> {
            file.hide(section, "folderfilter");
            file.hide(section, "folderincludes");
          });
    }
  }

  static void checkMbnames(IniFile file, Problems problems) {
    if (!file.has(MBNAMES)) {
      return;
    }
    SectionCheck.run(file, MBNAMES, List.of(SectionKind.MBNAMES), problems);
    if (!mbnamesEnabled(file)) {
      return;
    }
    for (String option : MBNAMES_REQUIRED) {
      if (file.raw(MBNAMES, option).isEmpty()) {
        problems.error(file.headerOf(MBNAMES), "No option '" + option + "' in section: 'mbnames'");
      }
    }
  }

  private static boolean mbnamesEnabled(IniFile file) {
    return file.has(MBNAMES)
        && RepositoryKinds.interpolated(file, MBNAMES, "enabled")
            .flatMap(ValueSyntax::bool)
            .orElse(false);
  }

  private GeneralConfig general(IniFile file) {
    SectionReader values = new SectionReader(file, GENERAL, surroundings);
    int timeout = values.whole("socktimeout", 0);
    List<String> interfaces =
        values.list("ui").orElse(List.of("ttyui")).stream().map(UiNames::modern).toList();
    return new GeneralConfig(
        values
            .path("metadata")
            .orElseGet(() -> surroundings.homeDirectory().resolve(".offlineimap")),
        values.whole("maxsyncaccounts", 1),
        interfaces.isEmpty() ? List.of("ttyui") : interfaces,
        timeout > 0 ? Optional.of(Duration.ofSeconds(timeout)) : Optional.empty(),
        values.bool("fsync", true),
        values.bool("ignore-readonly", false),
        values.bool("dry-run", false),
        keyring(values),
        new GeneralConfig.Python(
            values.path("python").map(Path::toString).orElse("python3"),
            values.path("pythonfile")));
  }

  private static GeneralConfig.Keyring keyring(SectionReader values) {
    if (values.bool("ignore-keyring", false)) {
      return GeneralConfig.Keyring.IGNORE;
    }
    return values.bool("update-keyring", false)
        ? GeneralConfig.Keyring.UPDATE
        : GeneralConfig.Keyring.ASK;
  }

  private static List<String> listed(IniFile file) {
    return ValueSyntax.list(RepositoryKinds.interpolated(file, GENERAL, "accounts").orElse(""));
  }

  private Optional<MbnamesConfig> mbnames(IniFile file) {
    if (!mbnamesEnabled(file)) {
      return Optional.empty();
    }
    SectionReader values = new SectionReader(file, MBNAMES, surroundings);
    return Optional.of(
        new MbnamesConfig(
            values.path("filename").orElseThrow(),
            values.python("header").orElseThrow(),
            values.template("peritem").orElseThrow(),
            values.python("sep").orElseThrow(),
            values.python("footer").orElseThrow(),
            values.python("folderfilter"),
            values.python("sort_keyfunc"),
            values.bool("incremental", false)));
  }
}
