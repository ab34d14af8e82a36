package org.offlineimap.config;

/** Puts the command line's changes into a file that was read. Confined to a thread. */
final class OverrideWriter {
  private final IniFile file;
  private final Problems problems;

  OverrideWriter(IniFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** In the order of the reference: -k, -o, -q; so -q beats -k, and -o removes what -k set. */
  void apply(Overrides overrides) {
    overrides.settings().forEach(this::set);
    if (overrides.dryRun() && file.has("general")) {
      put("general", "dry-run", "True");
    }
    overrides
        .userInterface()
        .filter(name -> file.has("general"))
        .ifPresent(name -> put("general", "ui", name.replace("%", "%%")));
    overrides
        .keyring()
        .filter(_ -> file.has("general"))
        .ifPresent(wanted -> put("general", wanted.option(), "True"));
    if (overrides.once()) {
      file.remove(IniFile.DEFAULT, "autorefresh");
    }
    for (String account : file.namesAfter("Account")) {
      if (overrides.once()) {
        file.remove("Account " + account, "autorefresh");
      }
      if (overrides.quick()) {
        put("Account " + account, "quick", "-1");
      }
    }
  }

  private void set(String setting) {
    int equals = setting.indexOf('=');
    if (equals < 0) {
      problems.error(Location.COMMAND_LINE, "-k takes [SECTION:]OPTION=VALUE, without '=': -k");
      return;
    }
    String target = setting.substring(0, equals);
    String value = setting.substring(equals + 1);
    int colon = target.indexOf(':');
    String written = colon < 0 ? "general" : target.substring(0, colon);
    String option = IniFile.optionName(target.substring(colon + 1));
    String section = file.has(written) ? written : written.replace('_', ' ');
    if (!file.has(section)) {
      problems.error(Location.COMMAND_LINE, "-k " + target + ": No section: '" + section + "'");
    } else if (option.isEmpty()) {
      problems.error(Location.COMMAND_LINE, "-k " + target + ": there is no option name");
    } else if (!Interpolation.isWellFormed(value)) {
      problems.error(
          Location.COMMAND_LINE, "-k " + target + ": '%' must be followed by '%' or '('");
    } else {
      put(section, option, value);
    }
  }

  private void put(String section, String option, String value) {
    file.section(section).put(option, new IniValue(value, Location.COMMAND_LINE));
  }
}
