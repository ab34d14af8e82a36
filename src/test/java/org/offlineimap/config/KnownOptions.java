package org.offlineimap.config;

import java.util.List;

/** The option table for tests of other packages. Stateless. */
public final class KnownOptions {
  private KnownOptions() {}

  /** KIND and name of each option; the family of customflags is one. */
  public static List<String> keys() {
    return OptionTable.rows().stream()
        .filter(row -> !row.name().startsWith("customflag_") || row.name().equals("customflag_a"))
        .map(row -> row.kind() + " " + row.name())
        .toList();
  }
}
