package org.offlineimap.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.offlineimap.event.SyncEvent;

/**
 * What {@code -d} asks for (reference: cli 1). Immutable.
 *
 * @param categories what is shown, the unnamed one aside; empty without {@code -d}
 * @param unknown what nobody knows
 */
record DebugTypes(Set<String> categories, List<String> unknown) {
  private static final Map<String, String> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("imap", "IMAP protocol debugging");
    KNOWN.put("maildir", "Maildir repository debugging");
    KNOWN.put("thread", "Threading debugging");
  }

  DebugTypes {
    categories = Set.copyOf(categories);
    unknown = List.copyOf(unknown);
  }

  /** Reads the value of {@code -d}. */
  static DebugTypes of(CommandLine line) {
    Set<String> categories = new TreeSet<>();
    List<String> unknown = new ArrayList<>();
    for (String item : line.items(Switch.DEBUG).orElse(List.of())) {
      String type = item.strip().toLowerCase(Locale.ROOT);
      if (type.equals("all")) {
        categories.addAll(KNOWN.keySet());
      } else if (KNOWN.containsKey(type)) {
        categories.add(type);
      } else {
        unknown.add(item);
      }
    }
    if (!unknown.isEmpty()) {
      categories.add("");
    }
    return new DebugTypes(categories, unknown);
  }

  /** Whether debugging forces one thing after the other: mixed threads cannot be read. */
  boolean forcesSingle() {
    return !categories.isEmpty() && !categories.contains("thread");
  }

  /** What is said at the start. */
  List<SyncEvent> announcements() {
    List<SyncEvent> said = new ArrayList<>();
    if (forcesSingle()) {
      said.add(
          new SyncEvent.Notice("", Optional.empty(), "Debug mode: Forcing to singlethreaded."));
    }
    for (String type : unknown) {
      said.add(new SyncEvent.Warning("", Optional.empty(), "Invalid debug type: " + type));
    }
    KNOWN.forEach((type, text) -> {
      if (categories.contains(type)) {
        said.add(new SyncEvent.Debugging("", type, text));
      }
    });
    if (!categories.isEmpty()) {
      said.add(new SyncEvent.Debugging("", "", "Other offlineimap related sync messages"));
    }
    return said;
  }
}
