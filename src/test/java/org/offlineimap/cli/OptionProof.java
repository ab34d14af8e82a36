package org.offlineimap.cli;

import java.io.IOException;
import org.offlineimap.cli.OptionBench.Place;

/**
 * What shows that an option has its effect: a scenario that passes with the line and fails without
 * it. The harness runs it twice and demands both.
 *
 * @param kind the kind of section, as the option table calls it
 * @param place where the line stands in the bench's file
 * @param option the name
 * @param value what is written; {@code HOME} stands for the bench's directory, {@code PORT} for the
 *     server's port
 */
record OptionProof(String kind, Place place, String option, String value, Scenario scenario) {
  /** Checks an effect; an {@link AssertionError} says that it is missing. */
  @FunctionalInterface
  interface Scenario {
    void check(OptionBench bench) throws Exception;
  }

  static OptionProof general(String option, String value, Scenario scenario) {
    return new OptionProof("GENERAL", Place.GENERAL, option, value, scenario);
  }

  static OptionProof mbnames(String option, String value, Scenario scenario) {
    return new OptionProof("MBNAMES", Place.MBNAMES, option, value, scenario);
  }

  static OptionProof account(String option, String value, Scenario scenario) {
    return new OptionProof("ACCOUNT", Place.ACCOUNT, option, value, scenario);
  }

  static OptionProof local(String option, String value, Scenario scenario) {
    return new OptionProof("REPOSITORY", Place.LOCAL, option, value, scenario);
  }

  static OptionProof remote(String option, String value, Scenario scenario) {
    return new OptionProof("REPOSITORY", Place.REMOTE, option, value, scenario);
  }

  static OptionProof maildir(String option, String value, Scenario scenario) {
    return new OptionProof("MAILDIR", Place.LOCAL, option, value, scenario);
  }

  static OptionProof imap(String option, String value, Scenario scenario) {
    return new OptionProof("IMAP", Place.REMOTE, option, value, scenario);
  }

  static OptionProof gmail(String option, String value, Scenario scenario) {
    return new OptionProof("GMAIL", Place.REMOTE, option, value, scenario);
  }

  /** How the coverage test calls it. */
  String key() {
    return kind + " " + option;
  }

  /** The line in the file. */
  String line(OptionBench bench) throws IOException {
    bench.replace("HOME", bench.home().toString());
    bench.replace("PORT", Integer.toString(bench.server().port()));
    return option + " = " + bench.replaced(value);
  }

  @Override
  public String toString() {
    return key();
  }
}
