package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.account;
import static org.offlineimap.cli.OptionProof.gmail;

import java.nio.file.Files;
import java.util.List;
import org.offlineimap.cli.OptionBench.Place;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.testing.PlainImap;

/** What only accounts at Gmail have. */
final class GmailProofs {
  private GmailProofs() {}

  static List<OptionProof> all() {
    return List.of(
        account("synclabels", "yes", GmailProofs::writesLabels),
        account("labelsheader", "X-Label", GmailProofs::writesAnotherHeader),
        account("ignorelabels", "Mine", GmailProofs::leavesALabelOut),
        gmail("gmail_delete", "trash", GmailProofs::movesToTheTrash),
        gmail("trashfolder", "Elsewhere", GmailProofs::movesElsewhere),
        gmail("spamfolder", "Work", GmailProofs::deletesForGoodThere));
  }

  private static void prepare(OptionBench bench) throws Exception {
    bench.describe(server -> server.with(Capability.X_GM_EXT_1).without(Capability.QRESYNC));
    bench.set(Place.LOCAL, "type = GmailMaildir");
    bench.set(Place.REMOTE, "type = Gmail");
    bench.deliver("Work", "one");
  }

  private static String labelled(OptionBench bench) throws Exception {
    prepare(bench);
    try (PlainImap imap = new PlainImap(bench.server().port(), "user", "secret")) {
      imap.command("SELECT Work");
      imap.command("UID STORE 1 +X-GM-LABELS (Mine Yours)");
    }
    assertThat(bench.run("-f", "Work").exit()).isZero();
    return Files.readString(bench.files("Work").getFirst(), UTF_8);
  }

  private static void writesLabels(OptionBench bench) throws Exception {
    assertThat(labelled(bench)).contains("\nX-Keywords: Mine,Yours\n");
  }

  private static void writesAnotherHeader(OptionBench bench) throws Exception {
    bench.set(Place.ACCOUNT, "synclabels = yes");
    assertThat(labelled(bench)).contains("\nX-Label: Mine Yours\n");
  }

  private static void leavesALabelOut(OptionBench bench) throws Exception {
    bench.set(Place.ACCOUNT, "synclabels = yes");
    assertThat(labelled(bench)).contains("\nX-Keywords: Yours\n");
  }

  private static int deletedInto(OptionBench bench, String folder) throws Exception {
    prepare(bench);
    bench.server().mailbox("user", "[Gmail]/Trash").use("\\Trash");
    bench.server().mailbox("user", folder);
    assertThat(bench.run("-f", "Work").exit()).isZero();
    Files.delete(bench.files("Work").getFirst());
    assertThat(bench.run("-f", "Work").exit()).isZero();
    assertThat(bench.server().mailbox("user", "Work").messages()).isEmpty();
    return bench.server().mailbox("user", folder).messages().size();
  }

  private static void movesToTheTrash(OptionBench bench) throws Exception {
    assertThat(deletedInto(bench, "[Gmail]/Trash")).isEqualTo(1);
  }

  private static void movesElsewhere(OptionBench bench) throws Exception {
    bench.set(Place.REMOTE, "gmail_delete = trash");
    assertThat(deletedInto(bench, "Elsewhere")).isEqualTo(1);
  }

  private static void deletesForGoodThere(OptionBench bench) throws Exception {
    bench.set(Place.REMOTE, "gmail_delete = trash");
    assertThat(deletedInto(bench, "[Gmail]/Trash")).isZero();
  }
}
