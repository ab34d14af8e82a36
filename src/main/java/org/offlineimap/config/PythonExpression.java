package org.offlineimap.config;

import java.util.Optional;
import java.util.Set;

/**
 * Python code from the rc file, not looked at yet. Its {@code toString} hides the code. Immutable.
 *
 * @param section where it stands, such as {@code Repository NAME}
 * @param option which option's value it is
 * @param text the expression, after interpolation, lines joined with LF
 * @param at file and line
 */
public record PythonExpression(String section, String option, String text, Location at) {
  /** Options whose value is a function (reference: configuration, 3). */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "nametrans",
          "folderfilter",
          "foldersort",
          "newmail_hook",
          "copy_ignore_eval",
          "sort_keyfunc");

  /** Options whose code sees the module {@code re}. */
  private static final Set<String> WITH_RE =
      Set.of("nametrans", "folderfilter", "folderincludes", "foldersort", "sort_keyfunc");

  /** The value, where no interpreter is needed to know it. */
  public Optional<PythonLiteral> literal() {
    return PythonLiteral.read(text);
  }

  /** Whether the value is to be called. */
  public boolean isFunction() {
    return FUNCTIONS.contains(option) && asksForSomething();
  }

  /** Whether this is more than the {@code 0} or {@code None} that switches an option off. */
  boolean asksForSomething() {
    boolean off =
        literal()
            .filter(value ->
                value instanceof PythonLiteral.None || value.equals(new PythonLiteral.Whole(0)))
            .isPresent();
    return !(off && option.equals("copy_ignore_eval"));
  }

  /** Whether the code sees the module {@code re}. */
  public boolean seesRe() {
    return WITH_RE.contains(option);
  }

  /** Whether the value is a password or token, so that neither it nor its code may be told. */
  public boolean isSecret() {
    return OptionTable.isSecret(option);
  }

  /** {@code FILE:LINE: [SECTION] OPTION}. */
  public String place() {
    return at + ": " + name();
  }

  /** {@code [SECTION] OPTION}. */
  public String name() {
    return "[" + section + "] " + option;
  }

  @Override
  public String toString() {
    return place();
  }
}
