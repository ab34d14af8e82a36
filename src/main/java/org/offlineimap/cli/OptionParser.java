package org.offlineimap.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads options as Python's optparse does, since scripts rely on it: short options bundle ({@code
 * -oq}) and take their value attached or as the next argument; long ones take it behind {@code =}
 * or as the next argument and may be cut to a unique beginning; options and other words mix; {@code
 * --} ends the options (reference: cli 1). Confined to one thread.
 */
final class OptionParser {
  private final Deque<String> rest;
  private final Map<Switch, List<String>> given = new EnumMap<>(Switch.class);
  private final List<String> words = new ArrayList<>();

  private OptionParser(String[] arguments) {
    this.rest = new ArrayDeque<>(List.of(arguments));
  }

  /** Takes the arguments apart. */
  static CommandLine parse(String... arguments) throws UsageException {
    OptionParser parser = new OptionParser(arguments);
    while (!parser.rest.isEmpty()) {
      parser.next(parser.rest.removeFirst());
    }
    return new CommandLine(List.of(arguments), parser.given, parser.words);
  }

  private void next(String argument) throws UsageException {
    if (argument.equals("--")) {
      words.addAll(rest);
      rest.clear();
    } else if (argument.startsWith("--")) {
      longOption(argument);
    } else if (argument.startsWith("-") && argument.length() > 1) {
      bundle(argument);
    } else {
      words.add(argument);
    }
  }

  private void longOption(String argument) throws UsageException {
    int equals = argument.indexOf('=');
    Switch option = find(equals < 0 ? argument : argument.substring(0, equals));
    if (!option.takesValue()) {
      if (equals >= 0) {
        throw new UsageException("--" + option.word() + " option does not take a value");
      }
      add(option, "");
    } else {
      add(option, equals < 0 ? following("--" + option.word()) : argument.substring(equals + 1));
    }
  }

  private static Switch find(String written) throws UsageException {
    Map<String, Switch> candidates = new TreeMap<>();
    for (Switch option : Switch.values()) {
      String full = "--" + option.word();
      if (!option.word().isEmpty() && full.equals(written)) {
        return option;
      }
      if (!option.word().isEmpty() && full.startsWith(written)) {
        candidates.put(full, option);
      }
    }
    if (candidates.isEmpty()) {
      throw new UsageException("no such option: " + written);
    }
    if (candidates.size() > 1) {
      String all = String.join(", ", candidates.keySet());
      throw new UsageException("ambiguous option: " + written + " (" + all + "?)");
    }
    return candidates.values().iterator().next();
  }

  private void bundle(String argument) throws UsageException {
    for (int i = 1; i < argument.length(); i++) {
      String written = "-" + argument.charAt(i);
      Switch option =
          Switch.ofLetter(argument.charAt(i))
              .orElseThrow(() -> new UsageException("no such option: " + written));
      if (option.takesValue()) {
        String attached = argument.substring(i + 1);
        add(option, attached.isEmpty() ? following(written) : attached);
        return;
      }
      add(option, "");
    }
  }

  private String following(String option) throws UsageException {
    if (rest.isEmpty()) {
      throw new UsageException(option + " option requires 1 argument");
    }
    return rest.removeFirst();
  }

  private void add(Switch option, String value) {
    given.computeIfAbsent(option, _ -> new ArrayList<>()).add(value);
  }
}
