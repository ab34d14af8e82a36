package org.offlineimap.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds every option of one section against the table: is it known, is its value right, is it
 * carried out. Confined to a thread.
 */
final class SectionCheck {
  private final IniFile file;
  private final String section;
  private final Collection<SectionKind> kinds;
  private final Problems problems;
  private final Set<String> referredTo = new HashSet<>();

  private SectionCheck(
      IniFile file, String section, Collection<SectionKind> kinds, Problems problems) {
    this.file = file;
    this.section = section;
    this.kinds = kinds;
    this.problems = problems;
  }

  /** Reports everything that is wrong inside a section which is of these kinds. */
  static void run(IniFile file, String section, Collection<SectionKind> kinds, Problems problems) {
    new SectionCheck(file, section, kinds, problems).checkAll();
  }

  private void checkAll() {
    Map<String, IniValue> visible = file.visible(section);
    visible.values().forEach(value -> referredTo.addAll(Interpolation.namesIn(value.text())));
    visible.forEach((name, raw) ->
        OptionTable.find(kinds, name)
            .ifPresentOrElse(option -> check(option, raw), () -> unknown(name, raw.at())));
  }

  private void check(Option option, IniValue raw) {
    String name = option.name();
    String value;
    try {
      value = SectionReader.interpolate(file, section, name, raw, option.type());
    } catch (Interpolation.Refused refused) {
      problems.error(raw.at(), refused.text());
      return;
    }
    Optional<String> mistake = option.type().mistakeIn(value);
    if (mistake.isPresent()) {
      problems.error(raw.at(), "[%s] %s: %s".formatted(section, name, mistake.get()));
    } else if (option.stopsWith(value)) {
      problems.error(
          raw.at(),
          ("[%s] %s is not carried out yet by this version, and doing without it could change"
                  + " which messages are created, transferred, flagged or deleted, so nothing is"
                  + " started")
              .formatted(section, name));
    } else if (option.isPassedOverWith(value)) {
      problems.warning(
          raw.at(),
          "[%s] %s is known but not carried out yet by this version; the run goes on without it"
              .formatted(section, name));
    } else if (option.state() == OptionState.OBSOLETE) {
      problems.notice(raw.at(), "[%s] %s means nothing any more".formatted(section, name));
    }
  }

  private void unknown(String name, Location at) {
    if (file.isInherited(section, name) || referredTo.contains(name)) {
      return;
    }
    if (name.equals("sep") && kinds.contains(SectionKind.IMAP)) {
      problems.notice(
          at, "The 'sep' setting is being ignored for [%s] (it's autodetected)".formatted(section));
      return;
    }
    List<SectionKind> elsewhere = OptionTable.kindsOf(name);
    String hint =
        elsewhere.isEmpty()
            ? NearestName.of(name, OptionTable.namesIn(kinds))
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("")
            : "; it belongs in " + elsewhere.getFirst().place();
    problems.warning(at, "[%s] unknown option '%s' is ignored%s".formatted(section, name, hint));
  }
}
