package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Rig;

/**
 * Secrets are planted in every place that may hold one, and looked for in everything that the
 * program says, writes, and shows to other processes, debug output included.
 */
final class SecretsTest {
  private static final List<String> SECRETS =
      List.of(
          "Planted+written",
          "Planted+file",
          "Planted+command",
          "Planted+netrc",
          "Planted+computed",
          "Planted+refused",
          "Planted+login",
          "Planted+cram",
          "Planted+token",
          "Planted+badtoken",
          "Planted+clientsecret",
          "Planted+refresh");

  @TempDir Path temp;
  private final Map<String, String> accounts = new LinkedHashMap<>();

  private Path file(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text);
  }

  private void describe(int endpoint) throws IOException {
    Path home = Files.createDirectories(temp.resolve("home"));
    Path netrc =
        Files.writeString(
            home.resolve(".netrc"), "machine 127.0.0.1 login netrc password Planted+netrc\n");
    Files.setPosixFilePermissions(netrc, PosixFilePermissions.fromString("rw-------"));
    Path script =
        file(
            "passwords.sh",
            "cat %s\ncat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' > %s\n"
                .formatted(file("command", "Planted+command\n"), temp.resolve("cmdlines")));
    Path computed = file("computed", "Planted+computed\n");
    accounts.put("computed", "remotepasseval = open('" + computed + "').read().strip()");
    accounts.put("written", "remotepass = Planted+written\nauth_mechanisms = PLAIN");
    accounts.put("file", "remotepassfile = " + file("file", "Planted+file\n"));
    accounts.put("command", "remotepasscmd = sh " + script);
    accounts.put("netrc", "");
    accounts.put("login", "remotepass = Planted+login\nauth_mechanisms = LOGIN");
    accounts.put("cram", "remotepass = Planted+cram\nauth_mechanisms = CRAM-MD5");
    accounts.put("token", "oauth2_access_token = Planted+token\nauth_mechanisms = XOAUTH2");
    accounts.put("refused", "remotepass = Planted+refused");
    accounts.put(
        "refresh",
        "oauth2_access_token = Planted+badtoken\n"
            + "auth_mechanisms = OAUTHBEARER\n"
            + "oauth2_client_secret = Planted+clientsecret\n"
            + "oauth2_refresh_token = Planted+refresh\n"
            + "oauth2_request_url = http://127.0.0.1:"
            + endpoint
            + "/");
  }

  private Rig rig(int port) throws IOException {
    Rig rig = new Rig(temp.resolve("home"), port, "nobody", "nothing");
    StringBuilder text = new StringBuilder("[general]\naccounts = ");
    text.append(String.join(",", accounts.keySet()))
        .append("\nmetadata = " + rig.metadata() + "\n");
    accounts.forEach((name, lines) ->
        text.append(
            """
            [Account %1$s]
            localrepository = Loc%1$s
            remoterepository = Rem%1$s
            [Repository Loc%1$s]
            type = Maildir
            localfolders = %2$s
            [Repository Rem%1$s]
            type = IMAP
            remotehost = 127.0.0.1
            remoteport = %3$d
            ssl = no
            starttls = no
            remoteuser = %1$s
            %4$s
            """
                .formatted(name, rig.mail().resolve(name), port, lines)));
    Files.writeString(rig.rc(), text);
    return rig;
  }

  private static SandboxServer server() throws IOException {
    SandboxServer.Builder server =
        SandboxServer.builder()
            .user("refused", "something else")
            .user("refresh", "no password")
            .user("token", "no password either")
            .token("token", "Planted+token")
            .with(
                Capability.AUTH_CRAM_MD5,
                Capability.AUTH_SCRAM_SHA_256,
                Capability.AUTH_XOAUTH2,
                Capability.AUTH_OAUTHBEARER);
    for (String user :
        List.of("written", "file", "command", "netrc", "computed", "login", "cram")) {
      server.user(user, "Planted+" + user);
    }
    return server.start();
  }

  @Test
  void noPlantedSecretIsFoundAnywhere() throws Exception {
    HttpServer endpoint =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 5);
    endpoint.createContext(
        "/",
        exchange -> {
          String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          byte[] body =
              ("{\"error\":\"invalid_client\",\"error_description\":\"Planted+refresh and"
                      + " Planted+clientsecret, sent as "
                      + asked.length()
                      + " octets\"}")
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    endpoint.start();
    try (SandboxServer server = server()) {
      describe(endpoint.getAddress().getPort());
      Rig rig = rig(server.port());
      Path log = temp.resolve("log");
      Rig.Run loud = rig.run("-d", "all", "-l", log.toString());
      Rig.Run json = rig.run("-u", "json", "-d", "imap");
      assertThat(loud.exit()).as(loud.output()).isEqualTo(1);
      for (String good : List.of("written", "file", "command", "netrc", "computed", "token")) {
        assertThat(rig.mail().resolve(good + "/INBOX")).as(loud.output()).isDirectory();
      }
      assertThat(loud.output()).contains("AUTHENTICATE PLAIN ***", "LOGIN \"login\" ***");
      assertThat(loud.output()).contains("invalid_client (*** and ***");
      searched("output", loud.output());
      searched("json", json.output());
      searched("log", Files.readString(log));
      searched("command lines", Files.readString(temp.resolve("cmdlines"), ISO_8859_1));
      assertThat(temp.resolve("cmdlines")).content(ISO_8859_1).contains("org.offlineimap.cli.Main");
      searchedAll(rig.metadata());
    } finally {
      endpoint.stop(0);
    }
  }

  private static void searchedAll(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        searched(file.toString(), Files.readString(file, ISO_8859_1));
      }
    }
  }

  private static void searched(String where, String text) {
    for (String secret : SECRETS) {
      for (String form : forms(secret)) {
        assertThat(text.contains(form)).as("%s in %s", secret, where).isFalse();
      }
    }
  }

  /** As it is, in a URL, and in base64 wherever the groups of three begin. */
  private static List<String> forms(String secret) {
    List<String> forms = new ArrayList<>();
    forms.add(secret);
    forms.add(URLEncoder.encode(secret, UTF_8));
    for (int skipped = 0; skipped < 3; skipped++) {
      byte[] rest = secret.substring(skipped).getBytes(UTF_8);
      int whole = rest.length - rest.length % 3;
      forms.add(Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(rest, whole)));
    }
    return forms;
  }
}
