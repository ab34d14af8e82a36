package org.offlineimap.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Replaces {@code %(name)s} by another option of the same section and {@code %%} by a per cent sign
 * (reference: configuration, 1.3). Stateless.
 */
final class Interpolation {
  private static final int DEEPEST = 10;

  /** A value that cannot be interpolated. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final String text;

    Refused(String text) {
      super(text, null, false, false);
      this.text = text;
    }

    /** What is wrong, without the value of a password option. */
    String text() {
      return text;
    }
  }

  private final IniFile file;
  private final String section;
  private final String option;
  private final String raw;

  private Interpolation(IniFile file, String section, String option, String raw) {
    this.file = file;
    this.section = section;
    this.option = option;
    this.raw = raw;
  }

  /** The text that {@code raw} stands for in {@code section}. */
  static String expand(IniFile file, String section, String option, String raw) throws Refused {
    StringBuilder out = new StringBuilder();
    new Interpolation(file, section, option, raw).expand(raw, out, 1);
    return out.toString();
  }

  /** Whether each per cent sign begins {@code %%} or {@code %(name)s}. */
  static boolean isWellFormed(String raw) {
    try {
      for (int i = raw.indexOf('%'); i >= 0; i = raw.indexOf('%', endOfSign(raw, i, true))) {
        endOfSign(raw, i, true);
      }
      return true;
    } catch (Refused bad) {
      return false;
    }
  }

  /** The lower-case names that {@code raw} refers to; a malformed rest is left out. */
  static Set<String> namesIn(String raw) {
    Set<String> names = new LinkedHashSet<>();
    List<Integer> starts = new ArrayList<>();
    for (int i = raw.indexOf("%("); i >= 0; i = raw.indexOf("%(", i + 1)) {
      starts.add(i);
    }
    for (int start : starts) {
      int end = raw.indexOf(')', start);
      if (end > start + 2) {
        names.add(raw.substring(start + 2, end).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private void expand(String text, StringBuilder out, int depth) throws Refused {
    if (depth > DEEPEST) {
      throw new Refused(
          "Recursion limit exceeded in value substitution: option '%s' in section '%s'"
              .formatted(option, section));
    }
    int from = 0;
    for (int sign = text.indexOf('%'); sign >= 0; sign = text.indexOf('%', from)) {
      out.append(text, from, sign);
      from = endOfSign(text, sign, OptionTable.isSecret(option));
      if (text.charAt(sign + 1) == '%') {
        out.append('%');
      } else {
        String value = lookUp(text.substring(sign + 2, from - 2));
        expandIfNeeded(value, out, depth + 1);
      }
    }
    out.append(text, from, text.length());
  }

  private void expandIfNeeded(String value, StringBuilder out, int depth) throws Refused {
    if (value.indexOf('%') < 0) {
      out.append(value);
    } else {
      expand(value, out, depth);
    }
  }

  private String lookUp(String written) throws Refused {
    String name = written.toLowerCase(Locale.ROOT);
    IniValue value = file.raw(section, name).orElse(null);
    if (value == null) {
      throw new Refused(
          ("Bad value substitution: option '%s' in section '%s' contains an interpolation key '%s'"
                  + " which is not a valid option name.%s")
              .formatted(
                  option,
                  section,
                  name,
                  OptionTable.isSecret(option) ? "" : " Raw value: '" + raw + "'"));
    }
    return value.text();
  }

  private static int endOfSign(String text, int sign, boolean secret) throws Refused {
    char next = sign + 1 < text.length() ? text.charAt(sign + 1) : ' ';
    if (next == '%') {
      return sign + 2;
    }
    String found = secret ? "" : ", found: '" + text.substring(sign) + "'";
    if (next != '(') {
      throw new Refused("'%' must be followed by '%' or '('" + found);
    }
    int end = text.indexOf(")s", sign);
    boolean named = end > sign + 2 && text.indexOf(')', sign) == end;
    if (!named) {
      throw new Refused("bad interpolation variable reference" + found);
    }
    return end + 2;
  }
}
