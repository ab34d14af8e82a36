package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.imap;

import java.util.List;

/** Which folders of a server there are, and what Python says about their messages. */
final class FolderProofs {
  private FolderProofs() {}

  static List<OptionProof> all() {
    return List.of(
        imap("reference", "Work", FolderProofs::looksBelow),
        imap("subscribedonly", "yes", FolderProofs::leavesSpam),
        imap("decodefoldernames", "yes", FolderProofs::decodes),
        imap("copy_ignore_eval", "lambda f: {'INBOX': [1]}.get(f)", FolderProofs::ignoresOne),
        imap("newmail_hook", "lambda: open('HOME/rang', 'w').close()", FolderProofs::rings));
  }

  private static void looksBelow(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    bench.deliver("Work/a", "two");
    bench.write("Work.mine", "three");
    bench.run();
    assertThat(bench.mail().resolve("INBOX")).doesNotExist();
    assertThat(bench.files("Work.a")).hasSize(1);
    assertThat(bench.server().mailboxNames("user")).contains("Work/mine");
  }

  private static void leavesSpam(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    bench.deliver("Spam", "two");
    bench.run();
    assertThat(bench.mail().resolve("Spam")).doesNotExist();
  }

  private static void decodes(OptionBench bench) throws Exception {
    bench.deliver("R&D", "one");
    bench.run();
    assertThat(bench.files("R&D")).hasSize(1);
  }

  private static void ignoresOne(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    bench.deliver("INBOX", "two");
    assertThat(bench.run().all()).contains("IGNORED: Copy message UID 1");
    assertThat(bench.files("INBOX")).hasSize(1);
  }

  private static void rings(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    bench.run();
    assertThat(bench.home().resolve("rang")).exists();
  }
}
