package org.offlineimap.config;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one account and its two repositories. Confined to a thread; one instance an account. */
final class AccountReader {
  /** Which side of an account a repository is on. */
  private enum Role {
    LOCAL("local"),
    REMOTE("remote");

    private final String word;

    Role(String word) {
      this.word = word;
    }
  }

  /** A year, in minutes: what is longer never comes. */
  private static final double LONGEST_REFRESH = 525_600;

  private final IniFile file;
  private final String name;
  private final Surroundings surroundings;
  private final Problems problems = new Problems();

  AccountReader(IniFile file, String name, Surroundings surroundings) {
    this.file = file;
    this.name = name;
    this.surroundings = surroundings;
  }

  /** Checks everything first; records are made only of what is right. */
  AccountEntry read(Optional<List<String>> onlyFolders) {
    SectionCheck.run(file, section(), List.of(SectionKind.ACCOUNT), problems);
    if (name.indexOf('/') >= 0) {
      problems.error(
          file.headerOf(section()), "An account's name becomes a file name; it cannot contain '/'");
    }
    Optional<String> remote = repository(Role.REMOTE);
    Optional<String> local = repository(Role.LOCAL);
    if (remote.isPresent() && remote.equals(local)) {
      problems.error(
          locationOf(section(), "localrepository"),
          "[Account %s] localrepository and remoterepository are the same; name two"
              .formatted(name));
      return new AccountEntry.Stopped(name, problems.inFileOrder());
    }
    remote.ifPresent(found -> checkRepository(found, Role.REMOTE));
    local.ifPresent(found -> checkRepository(found, Role.LOCAL));
    if (!problems.hasErrors() && remote.isPresent() && local.isPresent()) {
      checkWindow(remote.get(), local.get());
    }
    remote.ifPresent(this::checkDecoding);
    if (problems.hasErrors() || remote.isEmpty() || local.isEmpty()) {
      return new AccountEntry.Stopped(name, problems.inFileOrder());
    }
    AccountConfig config = account(remote.get(), local.get(), onlyFolders);
    return new AccountEntry.Ready(
        config, problems.inFileOrder(), python(remote.get(), local.get()));
  }

  private void checkDecoding(String remote) {
    boolean both = isOn(section(), "utf8foldernames") && isOn(remote, "decodefoldernames");
    if (both) {
      problems.error(
          locationOf(remote, "decodefoldernames"),
          "Configuration mismatch in account '%s': utf8foldernames decodes names in both directions, decodefoldernames only towards the disk. Take one of the two lines out."
              .formatted(name));
    }
  }

  private boolean isOn(String section, String option) {
    return RepositoryKinds.interpolated(file, section, option)
        .flatMap(ValueSyntax::bool)
        .orElse(false);
  }

  private List<PythonExpression> python(String remote, String local) {
    List<PythonExpression> found = new ArrayList<>();
    for (String one : List.of(remote, local)) {
      found.addAll(values(one).allPython(RepositoryKinds.of(file, one)));
    }
    return found;
  }

  private String section() {
    return "Account " + name;
  }

  /** The section of a repository, if it exists. */
  private Optional<String> repository(Role role) {
    String option = role.word + "repository";
    Optional<IniValue> written = file.raw(section(), option);
    if (written.isEmpty()) {
      missing(section(), option);
      return Optional.empty();
    }
    Optional<String> found =
        RepositoryKinds.interpolated(file, section(), option)
            .filter(text -> !text.isEmpty())
            .map(text -> "Repository " + text);
    Optional<String> existing = found.filter(file::has);
    if (found.isPresent() && existing.isEmpty()) {
      problems.error(
          written.get().at(),
          "Could not find section '%s' in configuration. Required for account '%s'."
              .formatted(found.get(), name));
    }
    return existing;
  }

  private void missing(String section, String option) {
    problems.error(
        file.headerOf(section), "No option '%s' in section: '%s'".formatted(option, section));
  }

  private void checkRepository(String section, Role role) {
    SectionCheck.run(file, section, RepositoryKinds.of(file, section), problems);
    Optional<IniValue> written = file.raw(section, "type");
    if (written.isEmpty()) {
      missing(section, "type");
      return;
    }
    String type = RepositoryKinds.interpolated(file, section, "type").orElse("");
    switch (type) {
      case "IMAP" -> checkImap(section, role);
      case "Gmail" -> checkGmail(section, role, written.get().at());
      case "Maildir", "GmailMaildir" -> checkMaildir(section, role, written.get().at());
      default -> {
        // Every other word is a mistake that the section check has told.
      }
    }
  }

  private void checkImap(String section, Role role) {
    if (role == Role.LOCAL && file.raw(section(), "maxage").isPresent()) {
      problems.error(locationOf(section(), "maxage"), "maxage is not supported on IMAP-IMAP sync");
    }
    ImapCheck check = new ImapCheck(file, section, values(section), problems);
    check.hasHost();
    if (!problems.hasErrors()) {
      check.run();
    }
  }

  private void checkGmail(String section, Role role, Location type) {
    if (role == Role.LOCAL) {
      problems.error(type, "'Gmail' repository not supported for 'local' repositories.");
    } else if (!problems.hasErrors()) {
      new ImapCheck(file, section, values(section), problems).run();
    }
  }

  private void checkMaildir(String section, Role role, Location type) {
    if (role == Role.REMOTE) {
      problems.error(
          type,
          "'%s' repository not supported for 'remote' repositories."
              .formatted(RepositoryKinds.interpolated(file, section, "type").orElse("Maildir")));
    } else if (file.raw(section, "localfolders").isEmpty()) {
      missing(section, "localfolders");
    }
  }

  private void checkWindow(String remote, String local) {
    WindowReader window = window(remote, local);
    window.mistakeInAge().ifPresent(text -> wrong(section(), "maxage", text));
    window.mistakeInStart().ifPresent(text -> wrong(remote, "startdate", text));
    window.mistakeInLocalStart().ifPresent(text -> wrong(local, "startdate", text));
  }

  private void wrong(String section, String option, String text) {
    problems.error(locationOf(section, option), "[%s] %s: %s".formatted(section, option, text));
  }

  private WindowReader window(String remote, String local) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return new WindowReader(values(section()), values(remote), values(local), today);
  }

  private AccountConfig account(String remote, String local, Optional<List<String>> onlyFolders) {
    SectionReader values = values(section());
    return new AccountConfig(
        name,
        ImapReader.read(bareName(remote), values(remote), values),
        local(local),
        values.whole("quick", 0),
        autorefresh(values),
        values.bool("utf8foldernames", false),
        values.bool("maildir-windows-compatible", false),
        values.list("filterheaders").orElse(List.of()),
        values.text("status_backend").filter(Mistake::isPlain).isPresent(),
        values.guard("deletion_guard"),
        window(remote, local).read(),
        HookConfig.read(values),
        PushConfig.read(values),
        labels(remote, local),
        onlyFolders);
  }

  private RepositoryConfig local(String section) {
    return type(section).equals("IMAP")
        ? ImapReader.read(bareName(section), values(section), values(section()))
        : maildir(bareName(section), values(section));
  }

  /** Labels need both types; without them the option means nothing, as in the original. */
  private Optional<LabelConfig> labels(String remote, String local) {
    if (!isOn(section(), "synclabels")) {
      return Optional.empty();
    }
    boolean here = type(local).equals("GmailMaildir");
    boolean there = type(remote).equals("Gmail");
    if (!here) {
      noLabels("local repository of type GmailMaildir");
    }
    if (!there) {
      noLabels("remote repository of type Gmail.");
    }
    return here && there ? Optional.of(LabelConfig.read(values(section()))) : Optional.empty();
  }

  private void noLabels(String missing) {
    problems.warning(
        locationOf(section(), "synclabels"),
        "Can't sync labels. You need to configure a " + missing);
  }

  private String type(String section) {
    return RepositoryKinds.interpolated(file, section, "type").orElse("");
  }

  private double autorefresh(SectionReader values) {
    double minutes = values.decimal("autorefresh", 0);
    if (minutes < 0) {
      problems.warning(
          locationOf(section(), "autorefresh"),
          "autorefresh for %s is negative, fixing it to 0.".formatted(name));
    }
    return Math.clamp(minutes, 0, LONGEST_REFRESH);
  }

  private MaildirRepositoryConfig maildir(String name, SectionReader values) {
    Map<Character, String> flags = new TreeMap<>();
    for (char letter = 'a'; letter <= 'z'; letter++) {
      char key = letter;
      values.text("customflag_" + key).ifPresent(keyword -> flags.put(key, keyword));
    }
    return new MaildirRepositoryConfig(
        name,
        values.text("type").equals(Optional.of("GmailMaildir")),
        folders(values),
        values.path("localfolders").orElseThrow(),
        values.text("sep").orElse(".").charAt(0),
        flags,
        times(values));
  }

  private MaildirRepositoryConfig.Times times(SectionReader values) {
    SectionReader general = values("general");
    return new MaildirRepositoryConfig.Times(
        values.bool("restoreatime", false),
        values.bool("utime_from_header", general.bool("utime_from_header", false)),
        values.bool("utime_from_internaldate", false),
        values.bool(
            "filename_use_mail_timestamp", general.bool("filename_use_mail_timestamp", false)));
  }

  static FolderRules folders(SectionReader values) {
    FolderRules.Names names =
        new FolderRules.Names(
            values.python("nametrans"),
            values.python("folderfilter"),
            values.python("folderincludes"),
            values.bool("dynamic_folderfilter", false),
            values.python("foldersort"));
    return new FolderRules(
        names,
        values.bool("createfolders", true),
        values.bool("sync_deletes", true),
        values.bool("readonly", false));
  }

  private SectionReader values(String section) {
    return new SectionReader(file, section, surroundings);
  }

  private Location locationOf(String section, String option) {
    return file.raw(section, option).map(IniValue::at).orElse(file.headerOf(section));
  }

  private static String bareName(String section) {
    return section.substring("Repository ".length());
  }
}
