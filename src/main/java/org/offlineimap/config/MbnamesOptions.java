package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionType.BOOL;
import static org.offlineimap.config.OptionType.PATH;
import static org.offlineimap.config.OptionType.PYTHON;
import static org.offlineimap.config.OptionType.PYTHON_TEXT;
import static org.offlineimap.config.OptionType.TEMPLATE;
import static org.offlineimap.config.SectionKind.MBNAMES;

import java.util.List;

/** {@code [mbnames]} (reference: configuration, 5). Immutable. */
final class MbnamesOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(MBNAMES, "enabled", BOOL, CARRIED_OUT),
          new Option(MBNAMES, "filename", PATH, CARRIED_OUT),
          new Option(MBNAMES, "header", PYTHON_TEXT, CARRIED_OUT),
          new Option(MBNAMES, "peritem", TEMPLATE, CARRIED_OUT),
          new Option(MBNAMES, "sep", PYTHON_TEXT, CARRIED_OUT),
          new Option(MBNAMES, "footer", PYTHON_TEXT, CARRIED_OUT),
          new Option(MBNAMES, "folderfilter", PYTHON, CARRIED_OUT),
          new Option(MBNAMES, "sort_keyfunc", PYTHON, CARRIED_OUT),
          new Option(MBNAMES, "incremental", BOOL, CARRIED_OUT));

  private MbnamesOptions() {}
}
