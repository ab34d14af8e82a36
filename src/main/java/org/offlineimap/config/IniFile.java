package org.offlineimap.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sections of an rc file, before any value is interpolated or understood. Option names are
 * lower case. Mutable, because the command line may set and remove options; confined to the loading
 * thread.
 */
final class IniFile {
  static final String DEFAULT = "DEFAULT";

  /** One section: its own options and the inherited ones it does not want. */
  static final class Section {
    private final int line;
    private final Map<String, IniValue> options = new LinkedHashMap<>();
    private final Set<String> hidden = new HashSet<>();

    Section(int line) {
      this.line = line;
    }

    @Nullable IniValue own(String option) {
      return options.get(option);
    }

    void put(String option, IniValue value) {
      hidden.remove(option);
      options.put(option, value);
    }
  }

  private final String source;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Section defaults = new Section(0);

  IniFile(String source) {
    this.source = source;
  }

  static String optionName(String written) {
    return Blanks.strip(written).toLowerCase(Locale.ROOT);
  }

  /** The file as the user named it. */
  String source() {
    return source;
  }

  /** Names of all sections but {@code DEFAULT}, in file order. */
  List<String> names() {
    return List.copyOf(sections.keySet());
  }

  /** What follows {@code PREFIX} and exactly one space in the names that begin so. */
  List<String> namesAfter(String prefix) {
    List<String> found = new ArrayList<>();
    for (String name : sections.keySet()) {
      if (name.startsWith(prefix + " ")) {
        found.add(name.substring(prefix.length() + 1));
      }
    }
    return found;
  }

  boolean has(String section) {
    return section.equals(DEFAULT) || sections.containsKey(section);
  }

  Section add(String name, int line) {
    return sections.computeIfAbsent(name, _ -> new Section(line));
  }

  Section section(String name) {
    if (name.equals(DEFAULT)) {
      return defaults;
    }
    Section section = sections.get(name);
    if (section == null) {
      throw new IllegalArgumentException("no section " + name);
    }
    return section;
  }

  Location headerOf(String name) {
    return new Location(source, section(name).line);
  }

  /** The raw value that a section sees: its own, else the inherited one. */
  Optional<IniValue> raw(String sectionName, String option) {
    Section section = section(sectionName);
    IniValue own = section.options.get(option);
    if (own == null && !section.hidden.contains(option)) {
      own = defaults.options.get(option);
    }
    return Optional.ofNullable(own);
  }

  /** Every option that a section sees, inherited ones first. */
  Map<String, IniValue> visible(String sectionName) {
    Section section = section(sectionName);
    Map<String, IniValue> all = new LinkedHashMap<>(defaults.options);
    all.keySet().removeAll(section.hidden);
    all.putAll(section.options);
    return all;
  }

  boolean isInherited(String sectionName, String option) {
    return !section(sectionName).options.containsKey(option);
  }

  void remove(String sectionName, String option) {
    section(sectionName).options.remove(option);
  }

  /** Takes an option away from one section even where it is inherited. */
  void hide(String sectionName, String option) {
    remove(sectionName, option);
    section(sectionName).hidden.add(option);
  }
}
