package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.imap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.List;
import org.offlineimap.cli.OptionBench.Outcome;
import org.offlineimap.cli.OptionBench.Place;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.testing.SharedCertificates;

/** A server, how one signs in, how the connection is protected. */
final class ServerProofs {
  private ServerProofs() {}

  private static void works(OptionBench bench) throws Exception {
    assertThat(bench.run().exit()).isZero();
  }

  static List<OptionProof> all() {
    return List.of(
        imap("remotehost", "127.0.0.1", ServerProofs::works),
        imap("remoteport", "PORT", ServerProofs::works),
        imap("remoteuser", "user", ServerProofs::works),
        imap("remotepass", "secret", ServerProofs::works),
        imap("remotepassfile", "HOME/password", ServerProofs::readsTheFile),
        imap("auth_mechanisms", "LOGIN", ServerProofs::signsInByLogin),
        imap("ssl", "no", ServerProofs::works),
        imap("starttls", "yes", ServerProofs::insists),
        imap("sslcacertfile", "HOME/ca.pem", ServerProofs::trustsItsAuthority),
        imap("cert_fingerprint", PIN, ServerProofs::trustsThePin),
        imap("expunge", "no", ServerProofs::onlyMarks),
        imap("usecompression", "yes", ServerProofs::compresses),
        imap("maxconnections", "3", ServerProofs::readsOverThree),
        imap("retrycount", "3", ServerProofs::asksAThirdTime),
        imap("disable_extensions", "QRESYNC, condstore", ServerProofs::leavesThemAlone));
  }

  private static void leavesThemAlone(OptionBench bench) throws Exception {
    works(bench);
    assertThat(bench.server().lastSession().commandsAfterLogin())
        .isNotEmpty()
        .noneMatch(one -> one.contains("QRESYNC") || one.contains("CONDSTORE"));
  }

  /** All of a pass goes both ways compressed: mail down, mail up, flags. */
  private static void compresses(OptionBench bench) throws Exception {
    bench.describe(server -> server.with(Capability.COMPRESS));
    bench.deliver("INBOX", "one".repeat(9000));
    works(bench);
    assertThat(bench.server().lastSession().commandsAfterLogin().getFirst())
        .isEqualTo("COMPRESS DEFLATE");
    assertThat(bench.files("INBOX")).hasSize(1);
    Files.writeString(
        bench.mail().resolve("INBOX/new/1.x"), "Subject: up\n\n" + "long line\n".repeat(20_000));
    works(bench);
    assertThat(bench.server().mailbox("user", "INBOX").messages()).hasSize(2);
    assertThat(bench.server().lastSession().commandsAfterLogin().getFirst())
        .isEqualTo("COMPRESS DEFLATE");
  }

  /** Much mail in several folders. */
  private static void readsOverThree(OptionBench bench) throws Exception {
    for (String folder : List.of("F1", "F2", "F3", "F4")) {
      for (int i = 0; i < 450; i++) {
        bench.deliver(folder, folder + i);
      }
    }
    works(bench);
    assertThat(bench.server().mostConnections()).isEqualTo(3);
    for (String folder : List.of("F1", "F2", "F3", "F4")) {
      assertThat(bench.files(folder)).hasSize(450);
    }
  }

  /** The first UID FETCH of the first connection asks for flags. */
  private static void asksAThirdTime(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    bench.server().nextConnection(new FaultScript().cutBefore("UID FETCH", 2));
    bench.server().nextConnection(new FaultScript().cutBefore("UID FETCH", 1));
    works(bench);
    assertThat(bench.server().sessions()).hasSize(3);
    assertThat(bench.files("INBOX")).hasSize(1);
  }

  private static void readsTheFile(OptionBench bench) throws Exception {
    bench.unset(Place.REMOTE, "remotepass");
    Files.writeString(bench.home().resolve("password"), "secret\n");
    works(bench);
  }

  private static void signsInByLogin(OptionBench bench) throws Exception {
    works(bench);
    assertThat(bench.server().lastSession().commands()).anyMatch(one -> one.startsWith("LOGIN"));
  }

  private static void insists(OptionBench bench) throws Exception {
    bench.describe(server -> server.without(Capability.STARTTLS));
    Outcome refused = bench.run();
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.all()).contains("STARTTLS");
  }

  private static void trustsItsAuthority(OptionBench bench) throws Exception {
    Files.copy(bench.tls().certificatePem(), bench.home().resolve("ca.pem"));
    works(bench);
  }

  private static void trustsThePin(OptionBench bench) throws Exception {
    bench.tls();
    works(bench);
  }

  private static final String PIN = pin();

  private static String pin() {
    try {
      byte[] pem = Files.readAllBytes(SharedCertificates.get().certificatePem());
      byte[] certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem))
              .getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void onlyMarks(OptionBench bench) throws Exception {
    bench.deliver("INBOX", "one");
    bench.run();
    Files.delete(bench.files("INBOX").getFirst());
    works(bench);
    assertThat(bench.server().mailbox("user", "INBOX").messages())
        .singleElement()
        .satisfies(message -> assertThat(message.flags().letters()).contains("T"));
  }
}
