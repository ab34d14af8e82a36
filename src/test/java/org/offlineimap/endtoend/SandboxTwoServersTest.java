package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Output;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

final class SandboxTwoServersTest extends TwoServersContract {
  private SandboxServer server;

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.builder().user("far", "secret").user("near", "secret").start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  String password() {
    return "secret";
  }

  @Test
  void idleOnTheRemoteSideCarriesMailAtOnceAndTheLocalConnectionMayBeHeld() throws Exception {
    Rig rig = rig();
    Process process =
        rig.stay(
            "-k",
            "Account_Test:autorefresh=600",
            "-k",
            "Repository_Far:idlefolders=['INBOX']",
            "-k",
            "Repository_Near:holdconnectionopen=yes",
            "-k",
            "Account_Test:postsynchook=echo hook in mode $OFFLINEIMAPSYNCMODE");
    try {
      Output output = new Output(process);
      output.until("hook in mode full");
      for (int i = 1; i <= 2; i++) {
        try (PlainImap far = as("far")) {
          far.append("INBOX", mail("pushed" + i), "");
        }
        output.until("Copy message UID " + i);
        output.until("hook in mode idle");
        agree("INBOX");
      }
      assertThat(mailOf("near", "INBOX")).hasSize(2);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void infoShowsBothServersAndAQuickPassSeesWhatChangedOnEither() throws Exception {
    Rig rig = rig();
    try (PlainImap far = as("far")) {
      far.append("INBOX", mail("one"), "");
    }
    SyncContract.succeeds(rig.run());
    Rig.Run info = rig.run("--info");
    assertThat(info.output())
        .contains(
            "Remote repository 'Far': type 'IMAP'",
            "Local repository 'Near': type 'MappedIMAP'\nHost: 127.0.0.1 Port: " + port());
    try (PlainImap far = as("far");
        PlainImap near = as("near")) {
      far.append("INBOX", mail("two"), "");
      near.append("INBOX", mail("three"), "");
      near.store("INBOX", "1", "+FLAGS", "\\Flagged");
    }
    SyncContract.succeeds(rig.run("-q"));
    agree("INBOX");
    assertThat(mailOf("far", "INBOX")).hasSize(3);
    restsNow(rig);
  }
}
