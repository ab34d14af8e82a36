package org.offlineimap.python;

/**
 * A program for tests that look at a process from outside: evaluates one expression and prints it.
 */
final class AskPython {
  private AskPython() {}

  /** Takes the expression. */
  public static void main(String[] arguments) throws Exception {
    try (PythonBridge bridge = Snippets.bridge()) {
      String code = arguments[0];
      System.out.println(
          "answer "
              + new PythonAnswers(bridge)
                  .text(Snippets.expression("remoteusereval", code))
                  .orElse("None"));
    }
  }
}
