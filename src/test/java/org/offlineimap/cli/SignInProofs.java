package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.account;
import static org.offlineimap.cli.OptionProof.general;
import static org.offlineimap.cli.OptionProof.imap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.offlineimap.cli.OptionBench.Outcome;
import org.offlineimap.cli.OptionBench.Place;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.Certificates;
import org.offlineimap.testing.Python3;
import org.offlineimap.testing.SharedCertificates;

/** Where a server is, who one is there, and what proves it. */
final class SignInProofs {
  private static final String RELAY =
      "bash -c 'exec 3<>/dev/tcp/127.0.0.1/PORT; cat <&3 & exec cat >&3'";

  private SignInProofs() {}

  static List<OptionProof> all() {
    return List.of(
        general("pythonfile", "HOME/helpers.py", SignInProofs::knowsTheFile),
        general("python", "HOME/interpreter", SignInProofs::startsThatInterpreter),
        general("ignore-keyring", "yes", SignInProofs::asksNoKeyring),
        general("update-keyring", "yes", SignInProofs::storesThePassword),
        imap("remotehosteval", "'127.0.0.1'", without("remotehost")),
        imap("remoteporteval", "PORT", without("remoteport")),
        imap("remoteusereval", "'us' + 'er'", without("remoteuser")),
        imap("remotepasseval", "'sec' + 'ret'", without("remotepass")),
        imap("remotepasscmd", "echo secret", without("remotepass")),
        imap("remotepasscmd_timeout", "1", SignInProofs::doesNotWait),
        imap("ipv6", "yes", SignInProofs::doesNotGetThere),
        imap("preauthtunnel", RELAY, SignInProofs::isLetIn),
        imap("transporttunnel", RELAY, without("remotehost")),
        imap("tls_level", "tls_secure", SignInProofs::wantsAVersion),
        imap("ssl_version", "tls1_2", SignInProofs::hasAVersion),
        imap("sslclientcert", "HOME/client.pem", SignInProofs::showsACertificate),
        imap("sslclientkey", "HOME/key.pem", SignInProofs::showsACertificateAndItsKey),
        account("proxy", "HTTP:127.0.0.1:1", SignInProofs::doesNotGetThere));
  }

  private static OptionProof.Scenario without(String option) {
    return bench -> {
      bench.server();
      bench.unset(Place.REMOTE, option);
      works(bench);
    };
  }

  private static void works(OptionBench bench) throws IOException {
    Outcome outcome = bench.run();
    assertThat(outcome.exit()).as(outcome.all()).isZero();
  }

  private static void doesNotGetThere(OptionBench bench) throws IOException {
    assertThat(bench.run().exit()).isEqualTo(1);
    assertThat(bench.server().sessions()).isEmpty();
  }

  private static void isLetIn(OptionBench bench) throws IOException {
    bench.describe(server -> server.preauthenticated("user"));
    bench.server();
    for (String option : List.of("remotehost", "remoteuser", "remotepass")) {
      bench.unset(Place.REMOTE, option);
    }
    works(bench);
  }

  private static void knowsTheFile(OptionBench bench) throws IOException {
    Files.writeString(bench.home().resolve("helpers.py"), "def pw():\n    return 'secret'\n");
    bench.unset(Place.REMOTE, "remotepass");
    bench.set(Place.REMOTE, "remotepasseval = pw()");
    works(bench);
  }

  private static void interpreter(OptionBench bench, String first) throws IOException {
    Path script = bench.home().resolve("interpreter");
    Files.writeString(script, "#!/bin/sh\n" + first + "\nexec " + Python3.path() + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private static void startsThatInterpreter(OptionBench bench) throws IOException {
    interpreter(bench, "touch " + bench.home() + "/started");
    bench.unset(Place.REMOTE, "remotepass");
    bench.set(Place.REMOTE, "remotepasseval = 'sec' + 'ret'");
    works(bench);
    assertThat(bench.home().resolve("started")).exists();
  }

  private static void keyring(OptionBench bench) throws IOException {
    interpreter(bench, "PYTHONPATH=" + bench.home() + "; export PYTHONPATH");
    Files.writeString(
        bench.home().resolve("keyring.py"),
        "def get_password(*w):\n    open('HOME/asked', 'w').close()\n\n"
                .replace("HOME", bench.home().toString())
            + "def set_password(*w):\n    open('HOME/stored', 'w').write(w[-1])\n"
                .replace("HOME", bench.home().toString()));
    bench.set(Place.GENERAL, "python = " + bench.home().resolve("interpreter"));
    bench.unset(Place.REMOTE, "remotepass");
  }

  private static void asksNoKeyring(OptionBench bench) throws IOException {
    keyring(bench);
    assertThat(bench.run().exit()).isEqualTo(1);
    assertThat(bench.home().resolve("asked")).doesNotExist();
  }

  private static void storesThePassword(OptionBench bench) throws IOException {
    keyring(bench);
    assertThat(bench.runAnswering("secret").exit()).isZero();
    assertThat(bench.home().resolve("stored")).hasContent("secret");
  }

  private static void doesNotWait(OptionBench bench) throws IOException {
    bench.unset(Place.REMOTE, "remotepass");
    bench.set(Place.REMOTE, "remotepasscmd = sleep 3; echo secret");
    assertThat(bench.run().exit()).isEqualTo(1);
  }

  private static void wantsAVersion(OptionBench bench) throws IOException {
    bench.tls();
    trust(bench);
    Outcome refused = bench.run();
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.all()).contains("'ssl_version' must be set explicitly");
  }

  private static void hasAVersion(OptionBench bench) throws IOException {
    bench.tls();
    trust(bench);
    bench.set(Place.REMOTE, "tls_level = tls_secure");
    works(bench);
  }

  private static void trust(OptionBench bench) throws IOException {
    bench.set(Place.REMOTE, "sslcacertfile = " + SharedCertificates.get().certificatePem());
  }

  private static Certificates client(OptionBench bench) throws IOException {
    Certificates client = SharedCertificates.client();
    bench.describe(server -> server.clients(client).with(Capability.AUTH_EXTERNAL));
    bench.tls();
    trust(bench);
    bench.unset(Place.REMOTE, "remotepass");
    bench.set(Place.REMOTE, "auth_mechanisms = EXTERNAL");
    return client;
  }

  private static void showsACertificate(OptionBench bench) throws IOException {
    Certificates client = client(bench);
    Files.writeString(
        bench.home().resolve("client.pem"),
        Files.readString(client.certificatePem(), UTF_8) + client.privateKeyPem());
    works(bench);
  }

  private static void showsACertificateAndItsKey(OptionBench bench) throws IOException {
    Certificates client = client(bench);
    Files.writeString(bench.home().resolve("key.pem"), client.privateKeyPem());
    bench.set(Place.REMOTE, "sslclientcert = " + client.certificatePem());
    works(bench);
  }
}
