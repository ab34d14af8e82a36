package org.offlineimap.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The values of one section, interpolated and typed. A section is read after {@link SectionCheck}
 * found no error in it, so a value that cannot be read here is a programming error. Confined to a
 * thread.
 */
final class SectionReader {
  private final IniFile file;
  private final String section;
  private final Surroundings surroundings;

  SectionReader(IniFile file, String section, Surroundings surroundings) {
    this.file = file;
    this.section = section;
    this.surroundings = surroundings;
  }

  /** The value as {@code type} wants to see it: interpolated, but for templates. */
  static String interpolate(
      IniFile file, String section, String option, IniValue raw, OptionType type)
      throws Interpolation.Refused {
    if (type == OptionType.TEMPLATE) {
      return raw.text();
    }
    String text = type == OptionType.GUARD ? doubleLonePercent(raw.text()) : raw.text();
    return Interpolation.expand(file, section, option, text);
  }

  /** {@code 50%, 50} is accepted although the sign should be doubled (reference: beyond, 2). */
  private static String doubleLonePercent(String raw) {
    return raw.replaceAll("(?<!%)%(?![%(])", "%%");
  }

  private Optional<IniValue> find(String option, OptionType type) {
    Optional<IniValue> raw = file.raw(section, option);
    if (raw.isEmpty()) {
      return raw;
    }
    try {
      String text = interpolate(file, section, option, raw.get(), type);
      return Optional.of(new IniValue(text, raw.get().at()));
    } catch (Interpolation.Refused unchecked) {
      throw new IllegalStateException(section + " was not checked", unchecked);
    }
  }

  Optional<String> text(String option) {
    return find(option, OptionType.TEXT).map(IniValue::text);
  }

  /** The text; an empty one counts as not written. */
  Optional<String> filled(String option) {
    return text(option).filter(value -> !value.isEmpty());
  }

  String required(String option) {
    return text(option).orElseThrow();
  }

  Optional<String> template(String option) {
    return find(option, OptionType.TEMPLATE).map(IniValue::text);
  }

  Optional<Boolean> bool(String option) {
    return text(option).map(value -> ValueSyntax.bool(value).orElseThrow());
  }

  boolean bool(String option, boolean unset) {
    return bool(option).orElse(unset);
  }

  int whole(String option, int unset) {
    return text(option)
        .map(value -> ValueSyntax.whole(value).orElseThrow())
        .map(value -> Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE))
        .orElse(unset);
  }

  double decimal(String option, double unset) {
    return text(option).map(value -> ValueSyntax.decimal(value).orElseThrow()).orElse(unset);
  }

  Optional<List<String>> list(String option) {
    return text(option).map(ValueSyntax::list);
  }

  Optional<PythonExpression> python(String option) {
    return find(option, OptionType.PYTHON)
        .map(value -> new PythonExpression(section, option, value.text(), value.at()));
  }

  /** Every value of the section that is Python. */
  List<PythonExpression> allPython(Collection<SectionKind> kinds) {
    List<PythonExpression> found = new ArrayList<>();
    for (String option : file.visible(section).keySet()) {
      if (OptionTable.find(kinds, option).filter(row -> row.type().isPython()).isPresent()) {
        python(option).ifPresent(found::add);
      }
    }
    return found;
  }

  Optional<DeletionGuard> guard(String option) {
    Optional<IniValue> written = find(option, OptionType.GUARD);
    if (written.isEmpty()) {
      return Optional.of(DeletionGuard.DEFAULT);
    }
    String text = written.get().text();
    return DeletionGuard.isOff(text)
        ? Optional.empty()
        : Optional.of(DeletionGuard.read(text).orElseThrow());
  }

  /** With {@code ~} and {@code $NAME} replaced, against the working directory. */
  Optional<Path> path(String option) {
    return text(option)
        .map(surroundings::expandTilde)
        .map(surroundings::expandVariables)
        .map(this::absolute);
  }

  /** With {@code ~} replaced only. */
  Optional<Path> tildePath(String option) {
    return text(option).map(surroundings::expandTilde).map(this::absolute);
  }

  private Path absolute(String path) {
    return surroundings.workingDirectory().resolve(path);
  }
}
