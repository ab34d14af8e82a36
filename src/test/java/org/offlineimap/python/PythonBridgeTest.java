package org.offlineimap.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.offlineimap.python.Snippets.expression;
import static org.offlineimap.python.Snippets.translation;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.PythonSettings.Limits;
import org.offlineimap.testing.Python3;

final class PythonBridgeTest {
  private static final PythonExpression UPPER = translation("lambda f: f.upper()");

  @TempDir Path directory;

  @Test
  void tellsEveryFaultBeforeAnythingIsAsked() {
    PythonExpression syntax = translation("lambda f: f +");
    PythonExpression second = translation("lambda f: (f,\n'a' 'b' c)");
    PythonExpression name = translation("no_such_function");
    PythonExpression text = expression("folderfilter", "'not a function'");
    PythonExpression later = expression("remoteusereval", "open('/no/such/file').read()");
    try (PythonBridge bridge = Snippets.bridge()) {
      Map<PythonExpression, String> wrong =
          bridge.check(List.of(UPPER, syntax, second, name, text, later));
      assertThat(wrong.keySet()).containsExactly(syntax, second, name, text);
      assertThat(wrong.get(syntax)).startsWith("SyntaxError: ");
      assertThat(wrong.get(second)).startsWith("SyntaxError: ").endsWith(" (line 2 of the value)");
      assertThat(wrong.get(name)).isEqualTo("NameError: name 'no_such_function' is not defined");
      assertThat(wrong.get(text)).isEqualTo("TypeError: this is no function but of <class 'str'>");
    }
  }

  @Test
  void translatesFiveThousandNamesInOneExchange() throws Exception {
    List<String> names = IntStream.range(0, 5_000).mapToObj(i -> "Lists/Jürgen-" + i).toList();
    try (PythonBridge bridge = Snippets.bridge()) {
      List<String> translated =
          new PythonAnswers(bridge)
              .translations(translation("lambda f: re.sub('^Lists/', 'L.', f)"), names);
      assertThat(translated).hasSize(5_000).startsWith("L.Jürgen-0").endsWith("L.Jürgen-4999");
    }
  }

  /**
   * The interpreter's questions pass through {@code tee}: the host, then each a length and JSON.
   */
  @Test
  void fiveThousandNamesAreOneQuestion() throws Exception {
    Path asked = directory.resolve("asked");
    Path recording = directory.resolve("recording-python");
    Files.writeString(
        recording, "#!/bin/sh\ntee '" + asked + "' | exec '" + Python3.path() + "' \"$@\"\n");
    Files.setPosixFilePermissions(recording, PosixFilePermissions.fromString("rwx------"));
    List<String> names = IntStream.range(0, 5_000).mapToObj(i -> "Folder " + i).toList();
    try (PythonBridge bridge =
        Snippets.bridge(recording.toString(), Optional.empty(), Snippets.GENEROUS)) {
      assertThat(new PythonAnswers(bridge).translations(UPPER, names)).hasSize(5_000);
    }
    List<String> questions = frames(asked);
    assertThat(questions).hasSize(4);
    assertThat(questions.getLast())
        .startsWith("{\"ask\":\"call\"")
        .contains("[\"Folder 0\"]", "[\"Folder 4999\"]");
    assertThat(questions.subList(1, 3))
        .allMatch(one -> one.matches("\\{\"ask\":\"(begin|prepare)\".*"));
  }

  private static List<String> frames(Path file) throws IOException {
    List<String> frames = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        frames.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
      }
    }
    return frames;
  }

  @Test
  void runsThePythonfileOnceAndKeepsItsGlobals() throws Exception {
    String file =
        "seen = []\ndef note(f):\n  seen.append(f)\n  return str(len(seen))\nold = cmp(1, 2)\n";
    try (PythonBridge bridge = Snippets.bridge(directory, file)) {
      PythonAnswers answers = new PythonAnswers(bridge);
      assertThat(answers.translations(translation("note"), List.of("a", "b")))
          .containsExactly("1", "2");
      assertThat(answers.translations(translation("lambda f: note(f)"), List.of("c")))
          .containsExactly("3");
      assertThat(answers.whole(expression("remoteporteval", "len(seen) + old"))).isEqualTo(2);
    }
  }

  @Test
  void whatOneExpressionDoesToNamesIsHiddenFromTheOthers() throws Exception {
    try (PythonBridge bridge = Snippets.bridge(directory, "value = 'file'\n")) {
      PythonAnswers answers = new PythonAnswers(bridge);
      String assigning = "[globals().__setitem__('value', 'mine'), value][1]";
      assertThat(answers.text(expression("remoteusereval", assigning))).contains("mine");
      assertThat(answers.text(expression("remotehosteval", "value"))).contains("file");
    }
  }

  @Test
  void onlyRulesOfFoldersSeeRe() {
    try (PythonBridge bridge = Snippets.bridge()) {
      assertThatThrownBy(
              () -> new PythonAnswers(bridge).text(expression("remoteusereval", "re.escape('a')")))
          .hasMessage("rc:7: [Repository R] remoteusereval: NameError: name 're' is not defined");
    }
  }

  @Test
  void namesPlaceOptionFolderAndTheUsersOwnLine() throws Exception {
    String file =
        "import json\ndef f(name):\n  if name == 'B':\n    return json.loads('{')\n  return name\n";
    try (PythonBridge bridge = Snippets.bridge(directory, file)) {
      assertThatThrownBy(() ->
              new PythonAnswers(bridge).translations(translation("f"), List.of("A", "B", "C")))
          .isInstanceOf(AccountFailure.class)
          .hasMessageStartingWith("rc:7: [Repository R] nametrans: for 'B': JSONDecodeError: ")
          .hasMessageEndingWith(" (" + directory.resolve("my helpers.txt") + ":4)");
    }
  }

  @Test
  void wrongTypesAreToldWithWhatWouldBeRight() {
    try (PythonBridge bridge = Snippets.bridge()) {
      PythonAnswers answers = new PythonAnswers(bridge);
      assertThatThrownBy(
              () -> answers.translations(translation("{'a': 'b'}.get"), List.of("a", "zzz")))
          .hasMessage(
              "rc:7: [Repository R] nametrans: for 'zzz': must give a str, but gave <class"
                  + " 'NoneType'>");
      assertThatThrownBy(() -> answers.text(expression("remotepasseval", "12345")))
          .hasMessage(
              "rc:7: [Repository R] remotepasseval: must give a str or bytes, but gave <class"
                  + " 'int'>");
      assertThatThrownBy(() -> answers.texts(expression("folderincludes", "[['a'], 'b']")))
          .hasMessageEndingWith("must give a list of str only, but gave <class 'list'>");
      assertThatThrownBy(() -> answers.whole(expression("remoteporteval", "9.93e2")))
          .hasMessageEndingWith("must give an int, but gave <class 'float'>");
      assertThatThrownBy(
              () -> answers.numbers(expression("copy_ignore_eval", "lambda f: 7"), List.of("x")))
          .hasMessageContaining("for 'x': must give a list of int or None, but gave <class 'int'>");
    }
  }

  @Test
  void containersOfEveryKindAreLists() throws Exception {
    try (PythonBridge bridge = Snippets.bridge()) {
      PythonAnswers answers = new PythonAnswers(bridge);
      assertThat(answers.texts(expression("folderincludes", "(n + 'x' for n in 'ab')")))
          .containsExactly("ax", "bx");
      assertThat(answers.texts(expression("folderincludes", "{'k': 1}"))).containsExactly("k");
      assertThat(
              answers.numbers(
                  expression("copy_ignore_eval", "{'a': range(2, 4), 'b': {9}}.get"),
                  List.of("a", "b", "c")))
          .containsExactly(Set.of(2L, 3L), Set.of(9L), Set.of());
    }
  }

  @Test
  void sortsByAComparisonAndByAKey() throws Exception {
    try (PythonBridge bridge = Snippets.bridge()) {
      PythonAnswers answers = new PythonAnswers(bridge);
      assertThat(
              answers.sorted(
                  expression("foldersort", "lambda x, y: -cmp(x, y)"), List.of("b", "c", "a")))
          .containsExactly("c", "b", "a");
      assertThat(
              answers.order(
                  expression("sort_keyfunc", "lambda d: d['n']"),
                  List.of(
                      new PythonValue.Fields(Map.of("n", new PythonValue.Text("z"))),
                      new PythonValue.Fields(Map.of("n", new PythonValue.Text("y"))))))
          .containsExactly(1, 0);
    }
  }

  @Test
  void aCrashIsToldAndTheNextQuestionFindsANewInterpreter() throws Exception {
    try (PythonBridge bridge = Snippets.bridge(directory, "import os\n")) {
      PythonAnswers answers = new PythonAnswers(bridge);
      assertThatThrownBy(
              () -> answers.translations(translation("lambda f: os._exit(3)"), List.of("a")))
          .isInstanceOf(AccountFailure.class)
          .hasMessageContaining(
              "[Repository R] nametrans: Python (" + Python3.path() + ") ended with status 3");
      assertThat(answers.translations(UPPER, List.of("a"))).containsExactly("A");
      assertThatThrownBy(
              () -> answers.text(expression("remoteusereval", "os.kill(os.getpid(), 15)")))
          .hasMessageContaining("ended by signal 15");
      assertThatThrownBy(() -> answers.text(expression("remoteusereval", "exit('bye')")))
          .hasMessageEndingWith("SystemExit: bye");
    }
  }

  @Test
  void onlyTheExpressionThatCrashesIsToBlame() throws Exception {
    PythonExpression crash = translation("os._exit(4)");
    try (PythonBridge bridge = Snippets.bridge(directory, "import os\n")) {
      assertThat(bridge.check(List.of(UPPER, crash, expression("remotehosteval", "1 +"))))
          .containsOnlyKeys(crash, expression("remotehosteval", "1 +"))
          .hasEntrySatisfying(crash, text -> assertThat(text).contains("status 4"));
      assertThat(new PythonAnswers(bridge).translations(UPPER, List.of("x"))).containsExactly("X");
    }
  }

  @Test
  void aHangEndsWithTheLimit() throws Exception {
    Limits short_ = new Limits(Duration.ofMillis(300), Duration.ofMinutes(4));
    try (PythonBridge bridge = Snippets.bridge(Python3.path(), Optional.empty(), short_)) {
      PythonExpression hang = translation("lambda f: __import__('time').sleep(1000)");
      assertThat(bridge.check(List.of(hang))).isEmpty();
      assertThatThrownBy(() -> new PythonAnswers(bridge).translations(hang, List.of("a")))
          .hasMessageContaining("gave no answer within");
    }
  }

  @Test
  void aPythonfileThatFailsIsRunOnceAndStopsWhatNeedsIt() throws Exception {
    try (PythonBridge bridge = Snippets.bridge(directory, "x = 1\nprint 'old'\n")) {
      assertThat(bridge.check(List.of(UPPER, translation("lambda f: f"))))
          .hasSize(2)
          .allSatisfy((_, text) ->
              assertThat(text)
                  .startsWith("the pythonfile " + directory + "/my helpers.txt failed: Syntax")
                  .contains("my helpers.txt:2)"));
      assertThat(new PythonAnswers(bridge).texts(expression("folderincludes", "['a']")))
          .containsExactly("a");
    }
  }

  @Test
  void withoutPythonLiteralsAreReadAndTheRestIsNamed() throws Exception {
    try (PythonBridge bridge =
        Snippets.bridge("/no/such/python3", Optional.empty(), Snippets.GENEROUS)) {
      PythonAnswers answers = new PythonAnswers(bridge);
      assertThat(answers.text(expression("remotepasseval", "'s3cr%et'"))).contains("s3cr%et");
      assertThat(answers.text(expression("oauth2_client_id_eval", "None"))).isEmpty();
      assertThat(answers.whole(expression("remoteporteval", "1993"))).isEqualTo(1993);
      assertThat(answers.texts(expression("idlefolders", "('INBOX',)"))).containsExactly("INBOX");
      assertThat(bridge.check(List.of(expression("idlefolders", "['a']"), UPPER)))
          .containsOnlyKeys(UPPER)
          .hasEntrySatisfying(
              UPPER,
              text ->
                  assertThat(text)
                      .startsWith("this needs Python 3, and '/no/such/python3' cannot be started")
                      .contains("python = PATH"));
    }
  }

  @Test
  void nothingIsStartedWhereNothingNeedsIt(@TempDir Path directory) throws Exception {
    Path interpreter = directory.resolve("interpreter");
    Files.writeString(interpreter, "#!/bin/sh\ntouch " + directory + "/started\nexit 1\n");
    Files.setPosixFilePermissions(interpreter, PosixFilePermissions.fromString("rwx------"));
    try (PythonBridge bridge =
        Snippets.bridge(interpreter.toString(), Optional.empty(), Snippets.GENEROUS)) {
      assertThat(bridge.check(List.of())).isEmpty();
      assertThat(bridge.check(List.of(expression("idlefolders", "['a']")))).isEmpty();
      assertThat(directory.resolve("started")).doesNotExist();
      assertThat(bridge.check(List.of(UPPER))).containsOnlyKeys(UPPER);
      assertThat(directory.resolve("started")).exists();
    }
  }

  @Test
  void codeOfPasswordsIsNotRepeated() {
    try (PythonBridge bridge = Snippets.bridge()) {
      PythonExpression bare = expression("remotepasseval", "hunter2");
      assertThatThrownBy(() -> new PythonAnswers(bridge).secret(bare))
          .hasMessageContaining("is written in quotes")
          .hasMessageNotContaining("hunter2");
      assertThat(bridge.check(List.of(expression("remotepasseval", "hunter2§"))).values())
          .singleElement()
          .asString()
          .startsWith("SyntaxError")
          .doesNotContain("hunter2")
          .doesNotContain("§");
      assertThat(bare.toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void importsOfOldFilesWork() throws Exception {
    String file =
        """
        import offlineimap
        from offlineimap import imaputil
        def both(f):
          return imaputil.utf8_IMAP(imaputil.IMAP_utf8(f)) + offlineimap.__version__[:2]
        """;
    try (PythonBridge bridge = Snippets.bridge(directory, file)) {
      PythonAnswers answers = new PythonAnswers(bridge);
      assertThat(
              answers.translations(
                  translation("imaputil.decode_mailbox_name"),
                  List.of("G&AOQ-ste", "a&-b", "&U,BTFw-/x", "plain")))
          .containsExactly("Gäste", "a&b", "台北/x", "plain");
      assertThat(answers.translations(translation("both"), List.of("G&AOQ-ste&2D3eAA-&-")))
          .containsExactly("G&AOQ-ste&2D3eAA-&-9.");
    }
  }

  @Test
  void nothingIsImportedFromTheWorkingDirectory() throws Exception {
    String path = "__import__('sys').path[0]";
    try (PythonBridge bridge = Snippets.bridge()) {
      assertThat(new PythonAnswers(bridge).text(expression("remoteusereval", path)))
          .hasValueSatisfying(first -> assertThat(first).isNotEmpty());
    }
  }

  @Test
  void childrenOfUserCodeGetThreeDescriptorsOnly() throws Exception {
    String list =
        "__import__('subprocess').check_output('ls /proc/self/fd || echo 0 1 2 3', shell=True)";
    try (PythonBridge bridge = Snippets.bridge()) {
      assertThat(new PythonAnswers(bridge).text(expression("remoteusereval", list)))
          .hasValueSatisfying(found ->
              assertThat(found.strip().split("\\s+", -1)).containsExactly("0", "1", "2", "3"));
    }
  }
}
