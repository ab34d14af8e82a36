package org.offlineimap.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what of a file only Python understands. Stateless. */
final class PythonValues {
  private PythonValues() {}

  /** The values of all sections, each once, in file order. */
  static List<PythonExpression> in(IniFile file) {
    List<PythonExpression> found = new ArrayList<>();
    for (String section : file.names()) {
      List<SectionKind> kinds = kinds(file, section);
      for (Map.Entry<String, IniValue> option : file.visible(section).entrySet()) {
        OptionTable.find(kinds, option.getKey())
            .filter(PythonValues::isCode)
            .flatMap(row -> code(file, section, row.name()))
            .filter(code -> PythonLiteral.read(code.text()).isEmpty())
            .filter(code -> !found.contains(code))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static List<SectionKind> kinds(IniFile file, String section) {
    if (section.startsWith("Repository ")) {
      return RepositoryKinds.of(file, section);
    }
    return section.equals("mbnames") ? List.of(SectionKind.MBNAMES) : List.of();
  }

  private static boolean isCode(Option row) {
    return switch (row.type()) {
      case PYTHON, PYTHON_TEXT, PYTHON_TEXTS -> true;
      case TEXT,
          NAME,
          BOOL,
          WHOLE,
          COUNT,
          PORT,
          MINUTES,
          LIST,
          PATH,
          ONE_CHARACTER,
          KEYWORD,
          TEMPLATE,
          UI,
          STATUS_BACKEND,
          MECHANISMS,
          FINGERPRINTS,
          PROXY,
          GUARD,
          REPOSITORY_TYPE,
          GMAIL_DELETE,
          TLS_LEVEL,
          TLS_VERSION,
          PUSH ->
          false;
    };
  }

  private static Optional<PythonExpression> code(IniFile file, String section, String option) {
    return RepositoryKinds.interpolated(file, section, option)
        .map(text ->
            new PythonExpression(
                section, option, text, file.raw(section, option).orElseThrow().at()));
  }
}
