package org.offlineimap.cli;

/**
 * Where the program starts. Asking for the version touches no other class: scripts do it often.
 * Exit status: reference cli 10.
 */
public final class Main {
  private Main() {}

  /** Runs the program and ends the process. */
  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println(Product.VERSION);
      return;
    }
    int status = Program.run(args);
    System.out.flush();
    System.err.flush();
    System.exit(status);
  }
}
