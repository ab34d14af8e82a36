package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.testing.Dovecot;
import org.offlineimap.testing.Kdc;

/** GSSAPI with a ticket of a real realm, towards a server that others wrote. */
@Tag("long")
final class KerberosTest {
  private static final long LIMIT_SECONDS = 120;

  @TempDir Path temp;

  private record Run(int exit, String output) {}

  private Path rc(Dovecot dovecot) throws IOException {
    return Files.writeString(
        temp.resolve("rc"),
        """
        [general]
        accounts = Test
        metadata = DIR/meta
        [Account Test]
        localrepository = Loc
        remoterepository = Rem
        [Repository Loc]
        type = Maildir
        localfolders = DIR/mail
        [Repository Rem]
        type = IMAP
        remotehost = localhost
        ipv6 = no
        remoteport = PORT
        remoteuser = user
        sslcacertfile = CA
        """
            .replace("DIR", temp.toString())
            .replace("PORT", Integer.toString(dovecot.tlsPort()))
            .replace("CA", dovecot.caFile().toString()));
  }

  /** With the user's environment, and nothing to type a password at. */
  private Run run(Kdc kdc, Path rc) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.offlineimap.cli.Main",
                "-c",
                rc.toString(),
                "-o",
                "-u",
                "basic"));
    builder.environment().putAll(kdc.environment());
    builder.environment().put("HOME", temp.toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  @Test
  void aTicketIsEnoughAndWithoutOneThereIsAClearWord() throws Exception {
    // The server's own user reads the keys.
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Kdc kdc = new Kdc(Files.createDirectory(temp.resolve("kdc")), "user", "ticket");
        Dovecot dovecot =
            Dovecot.with()
                .line("auth_mechanisms = gssapi")
                .line("auth_gssapi_hostname = localhost")
                .line("auth_krb5_keytab = " + kdc.keytab())
                .line("auth_username_format = %n")
                .line("import_environment = TZ KRB5_CONFIG=" + kdc.configuration())
                .start()) {
      Path rc = rc(dovecot);
      kdc.signIn("user", "ticket");
      Run in = run(kdc, rc);
      assertThat(in.exit()).as(in.output() + dovecot.log()).isZero();
      assertThat(temp.resolve("mail/INBOX/cur")).isDirectory();
      assertThat(dovecot.log()).contains("method=GSSAPI");

      kdc.signOut();
      Run out = run(kdc, rc);
      assertThat(out.exit()).isEqualTo(1);
      assertThat(out.output()).contains("GSSAPI").contains("no Kerberos ticket");
    }
  }
}
