package org.offlineimap.sync.plan;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one message needs, written from the rules page, one message at a time, in letters and
 * sentences. Only the deletion guard looks further than one message, and is left to other tests.
 */
final class PlanModel {
  private PlanModel() {}

  /** One message: its flag letters in each place, null where it is not. */
  record Message(@Nullable String local, @Nullable String remote, @Nullable String status) {}

  /** The switches that matter here. */
  record Switches(
      boolean localReadOnly, boolean remoteReadOnly, boolean localDeletes, boolean remoteDeletes) {
    static final Switches DEFAULT = new Switches(false, false, true, true);
  }

  /** The sentences for one message; a withheld one begins with {@code not}. */
  static Set<String> needs(Message m, Switches on) {
    Set<String> told = new TreeSet<>();
    String where =
        (m.local() != null ? "L" : "-")
            + (m.remote() != null ? "R" : "-")
            + (m.status() != null ? "S" : "-");
    switch (where) {
      case "-R-" -> told.add(veto(on.localReadOnly(), "download"));
      case "L--" -> told.add(veto(on.remoteReadOnly(), "upload"));
      case "-RS" -> told.add(veto(on.remoteReadOnly() || !on.localDeletes(), "delete remote"));
      case "L-S" -> told.add(veto(on.localReadOnly() || !on.remoteDeletes(), "delete local"));
      case "--S" -> told.add("forget");
      case "LR-" -> {
        told.add("adopt");
        flags(m, on, told);
      }
      case "LRS" -> flags(m, on, told);
      default -> { // nowhere
      }
    }
    return told;
  }

  private static String veto(boolean vetoed, String what) {
    return (vetoed ? "not " : "") + what;
  }

  private static void flags(Message m, Switches on, Set<String> told) {
    StringBuilder row = new StringBuilder();
    for (String flag : new String[] {"F", "S"}) {
      boolean l = has(m.local(), flag);
      boolean r = has(m.remote(), flag);
      boolean s = has(m.status(), flag);
      boolean target = s ? l && r : l || r;
      if (l != target) {
        told.add(veto(on.localReadOnly(), (target ? "+" : "-") + flag + " local"));
      }
      if (r != target) {
        told.add(veto(on.remoteReadOnly(), (target ? "+" : "-") + flag + " remote"));
      }
      boolean localLater = on.localReadOnly() ? l : target;
      boolean remoteLater = on.remoteReadOnly() ? r : target;
      if (localLater == remoteLater ? localLater : s) {
        row.append(flag);
      }
    }
    if (!row.toString().equals(m.status())) {
      told.add("row " + row.toString().toUpperCase(Locale.ROOT));
    }
  }

  private static boolean has(@Nullable String letters, String flag) {
    return letters != null && letters.contains(flag);
  }
}
