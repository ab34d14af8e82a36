package org.offlineimap.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.testing.Python3;

/** With a keyring of our own in the place of Python's, kept in a file. */
final class PythonKeyringTest {
  private static final String MODULE =
      """
      import json, os
      PLACE = os.environ['KEYRING_PLACE']
      def get_password(service, name):
          if name == 'broken':
              raise RuntimeError('the keyring is locked')
          with open(PLACE) as f:
              return json.load(f).get(service + '/' + name)
      def set_password(service, name, password):
          with open(PLACE) as f:
              known = json.load(f)
          known[service + '/' + name] = password
          with open(PLACE, 'w') as f:
              json.dump(known, f)
          with open('/proc/self/cmdline') as f, open(PLACE + '.cmdline', 'w') as to:
              to.write(f.read())
      """;

  @TempDir Path directory;
  private final List<String> warnings = new ArrayList<>();

  private PythonKeyring keyring(boolean update) throws Exception {
    Files.writeString(directory.resolve("keyring.py"), MODULE);
    Path place = directory.resolve("place.json");
    if (!Files.exists(place)) {
      Files.writeString(place, "{\"h/u\": \"p\\u00e4ss\"}");
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PYTHONPATH", directory.toString());
    environment.put("KEYRING_PLACE", place.toString());
    return new PythonKeyring(Python3.path(), environment, update, warnings::add);
  }

  private static String found(PythonKeyring keyring, String user) {
    return keyring.find("h", user).map(secret -> secret.use(String::new)).orElse("none");
  }

  @Test
  void theServiceIsTheHostAndTheNameTheUser() throws Exception {
    PythonKeyring keyring = keyring(false);
    assertThat(found(keyring, "u")).isEqualTo("päss");
    assertThat(found(keyring, "nobody")).isEqualTo("none");
    assertThat(warnings).isEmpty();
  }

  @Test
  void onlyAnUpdateStoresAndThenNothingIsLookedFor() throws Exception {
    keyring(false).worked("h", "u", Secret.ofText("new word"));
    assertThat(found(keyring(false), "u")).isEqualTo("päss");
    PythonKeyring updating = keyring(true);
    assertThat(found(updating, "u")).isEqualTo("none");
    updating.worked("h", "u", Secret.ofText("new wörd"));
    assertThat(found(keyring(false), "u")).isEqualTo("new wörd");
    assertThat(directory.resolve("place.json.cmdline"))
        .content()
        .contains("import keyring")
        .doesNotContain("new w");
  }

  @Test
  void aKeyringThatFailsIsToldAndPassedOver() throws Exception {
    assertThat(found(keyring(false), "broken")).isEqualTo("none");
    assertThat(warnings)
        .containsExactly("The keyring cannot be used: RuntimeError: the keyring is locked");
  }

  @Test
  void withoutPythonOrItsModuleThereIsNoKeyring() throws Exception {
    PythonKeyring none = new PythonKeyring("/nonexistent/python3", Map.of(), false, warnings::add);
    assertThat(found(none, "u")).isEqualTo("none");
    Map<String, String> alone = new HashMap<>(System.getenv());
    alone.put("PYTHONPATH", Files.createDirectory(directory.resolve("empty")).toString());
    Files.writeString(
        directory.resolve("empty/keyring.py"), "raise ImportError('not installed')\n");
    assertThat(found(new PythonKeyring(Python3.path(), alone, false, warnings::add), "u"))
        .isEqualTo("none");
    assertThat(warnings).isEmpty();
    PythonKeyring updating = new PythonKeyring(Python3.path(), alone, true, warnings::add);
    assertThatThrownBy(() -> updating.worked("h", "u", Secret.ofText("hunter2")))
        .isInstanceOf(AccountFailure.class)
        .hasMessageContaining("pip install keyring")
        .hasMessageNotContaining("hunter2");
  }
}
