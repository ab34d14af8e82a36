package org.offlineimap.python;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One expression of {@code examples.txt}, as people write them, with what it answers.
 *
 * <pre>
 * == NAME OPTION
 * -- pythonfile          (if it has one; up to the next --)
 * -- value               (up to the first case)
 * -> [arguments] = result
 * !! [arguments] Exception
 * </pre>
 */
record Example(String name, String option, String pythonFile, String value, List<Case> cases) {
  /** Arguments as JSON, and either a result as JSON or the name of an exception. */
  record Case(List<PythonValue> arguments, String result, boolean fails) {}

  @Override
  public String toString() {
    return name;
  }

  static List<Example> all() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Example.class.getResourceAsStream("examples.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Example> all = new ArrayList<>();
      for (String block : text.split("(?m)^== ", -1)) {
        if (!block.isBlank()) {
          all.add(parse(block));
        }
      }
      return all;
    }
  }

  private static Example parse(String block) throws IOException {
    StringBuilder file = new StringBuilder();
    StringBuilder value = new StringBuilder();
    List<Case> cases = new ArrayList<>();
    String[] lines = block.stripTrailing().split("\n", -1);
    StringBuilder part = value;
    for (String line : List.of(lines).subList(1, lines.length)) {
      if (line.startsWith("-- ")) {
        part = line.equals("-- pythonfile") ? file : value;
      } else if (line.startsWith("-> ") || line.startsWith("!! ")) {
        cases.add(parseCase(line));
      } else {
        part.append(part.isEmpty() ? "" : "\n").append(line);
      }
    }
    String[] head = lines[0].split(" ", -1);
    return new Example(head[0], head[1], file.toString(), value.toString(), cases);
  }

  private static Case parseCase(String line) throws IOException {
    boolean fails = line.startsWith("!!");
    int end = fails ? line.lastIndexOf("] ") : line.indexOf("] = ");
    PythonValue.Items arguments = (PythonValue.Items) json(line.substring(3, end + 1));
    return new Case(arguments.values(), line.substring(end + (fails ? 2 : 4)), fails);
  }

  static PythonValue json(String text) throws IOException {
    try (JsonParser in = Json.FACTORY.createParser(new StringReader(text))) {
      in.nextToken();
      return Json.read(in);
    }
  }
}
