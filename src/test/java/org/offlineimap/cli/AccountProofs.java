package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.account;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.offlineimap.mail.FlagSet;

/** {@code [Account ...]}. */
final class AccountProofs {
  private AccountProofs() {}

  static List<OptionProof> all() {
    return List.of(
        account("localrepository", "Loc", bench -> assertThat(bench.run().exit()).isZero()),
        account("remoterepository", "Rem", bench -> assertThat(bench.run().exit()).isZero()),
        account("maildir-windows-compatible", "yes", AccountProofs::writesExclamationMarks),
        account("utf8foldernames", "yes", AccountProofs::namesFoldersInLetters),
        account("deletion_guard", "no", AccountProofs::letsAnEmptiedFolderGo),
        account("filterheaders", "X-Private", AccountProofs::leavesAHeaderOut),
        account("status_backend", "plain", AccountProofs::keepsAPlainStatus));
  }

  private static void writesExclamationMarks(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one", FlagSet.ofLetters("S"));
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.files("INBOX")).singleElement().asString().endsWith("!2,S");
  }

  private static void keepsAPlainStatus(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    assertThat(bench.run().exit()).isZero();
    try (Stream<Path> all = Files.walk(bench.metadata())) {
      assertThat(all.filter(file -> file.endsWith("LocalStatus/INBOX"))).hasSize(1);
    }
  }

  private static void namesFoldersInLetters(OptionBench bench) throws Exception {
    bench.deliver("Gäste", "one");
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.mail().resolve("Gäste")).isDirectory();
  }

  private static void leavesAHeaderOut(OptionBench bench) throws Exception {
    Path file = bench.write("INBOX", "local");
    Files.writeString(file, "X-Private: y\nSubject: local\n\nx\n");
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.server().mailbox("user", "INBOX").messages())
        .singleElement()
        .satisfies(message ->
            assertThat(new String(message.octets(), ISO_8859_1)).doesNotContain("X-Private"));
  }

  private static void letsAnEmptiedFolderGo(OptionBench bench) throws Exception {
    for (int i = 0; i < 51; i++) {
      bench.deliver("INBOX", "m" + i);
    }
    assertThat(bench.run().exit()).isZero();
    for (Path file : bench.files("INBOX")) {
      Files.delete(file);
    }
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.server().mailbox("user", "INBOX").messages()).isEmpty();
  }
}
