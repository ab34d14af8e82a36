package org.offlineimap.cli;

/** Where the program starts. So far it only tells its version. */
public final class Main {
  static final String VERSION = "9.0.0";

  private Main() {}

  /** Runs the program; the exit status is that of reference cli.md 10. */
  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println(VERSION);
      return;
    }
    System.err.println("Usage: offlineimap [options]");
    System.exit(2);
  }
}
