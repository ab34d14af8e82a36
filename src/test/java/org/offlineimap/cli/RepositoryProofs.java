package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.local;
import static org.offlineimap.cli.OptionProof.maildir;

import java.nio.file.Files;
import java.util.List;
import org.offlineimap.mail.FlagSet;

/** What repositories of any type have, and Maildirs. */
final class RepositoryProofs {
  private RepositoryProofs() {}

  static List<OptionProof> all() {
    return List.of(
        local("type", "Maildir", bench -> assertThat(bench.run().exit()).isZero()),
        local("createfolders", "no", RepositoryProofs::createsNoFolder),
        local("sync_deletes", "no", RepositoryProofs::keepsWhatIsDeletedHere),
        local("readonly", "yes", RepositoryProofs::changesNothingHere),
        maildir("localfolders", "HOME/elsewhere", RepositoryProofs::writesThere),
        maildir("sep", "/", RepositoryProofs::nestsDirectories),
        maildir("customflag_a", "$Forwarded", RepositoryProofs::showsAKeyword));
  }

  private static void createsNoFolder(OptionBench bench) throws Exception {
    bench.deliver("Work", "one");
    bench.write("INBOX", "local");
    bench.run();
    assertThat(bench.mail().resolve("Work")).doesNotExist();
    assertThat(bench.server().mailbox("user", "INBOX").messages()).hasSize(1);
  }

  private static void keepsWhatIsDeletedHere(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    bench.run();
    Files.delete(bench.files("INBOX").getFirst());
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.server().mailbox("user", "INBOX").messages()).hasSize(1);
    assertThat(bench.files("INBOX")).isEmpty();
  }

  private static void changesNothingHere(OptionBench bench) throws Exception {
    bench.write("INBOX", "local");
    bench.deliver("INBOX", "one");
    bench.run();
    assertThat(bench.files("INBOX")).hasSize(1);
  }

  private static void writesThere(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.home().resolve("elsewhere/INBOX/cur")).isDirectory();
  }

  private static void nestsDirectories(OptionBench bench) throws Exception {
    bench.deliver("Work/Projects", "one");
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.mail().resolve("Work/Projects/cur")).isDirectory();
  }

  private static void showsAKeyword(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one", FlagSet.ofImapNames(List.of("$Forwarded")));
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.files("INBOX")).singleElement().asString().endsWith(":2,a");
  }
}
