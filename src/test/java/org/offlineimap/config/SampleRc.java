package org.offlineimap.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small right file, and ways to read a changed one. */
final class SampleRc {
  static final Surroundings SURROUNDINGS =
      new Surroundings(
          Map.of("HOME", "/home/u", "MAIL", "post"),
          Path.of("/home/u"),
          Path.of("/where"),
          Path.of("/nonexistent/passwd"));

  static final String TEXT =
      """
      [general]
      accounts = A
      # general
      [Account A]
      localrepository = L
      remoterepository = R
      # account
      [Repository L]
      type = Maildir
      localfolders = ~/Mail
      # local
      [Repository R]
      type = IMAP
      remotehost = mail.example.org
      remoteuser = u
      remotepass = secret
      # remote
      """;

  private SampleRc() {}

  /** The sample with a line put in place of one of its comments. */
  static String with(String place, String line) {
    return TEXT.replace("# " + place, line);
  }

  static Configuration read(String text) throws ConfigException {
    return read(text, Overrides.NONE);
  }

  static Configuration read(String text, Overrides overrides) throws ConfigException {
    return new ConfigReader(SURROUNDINGS)
        .read("rc", text.getBytes(StandardCharsets.UTF_8), overrides);
  }

  /** The one account of a file that is right. */
  static AccountConfig account(String text) throws ConfigException {
    return account(text, Overrides.NONE);
  }

  static AccountConfig account(String text, Overrides overrides) throws ConfigException {
    AccountEntry entry = read(text, overrides).accounts().getFirst();
    return switch (entry) {
      case AccountEntry.Ready ready -> ready.config();
      case AccountEntry.Stopped stopped -> throw new AssertionError(stopped.problems());
    };
  }

  /** Everything that is said about a file, however far it stops. */
  static List<ConfigProblem> problems(String text) {
    return problems(text, Overrides.NONE);
  }

  static List<ConfigProblem> problems(String text, Overrides overrides) {
    try {
      Configuration read = read(text, overrides);
      List<ConfigProblem> all = new java.util.ArrayList<>(read.problems());
      read.accounts().forEach(entry -> all.addAll(entry.problems()));
      return all;
    } catch (ConfigException wrong) {
      return wrong.problems();
    }
  }

  static List<String> errors(String text) {
    return problems(text).stream()
        .filter(ConfigProblem::isError)
        .map(ConfigProblem::toString)
        .toList();
  }
}
