package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files with one mistake each: one message, with its line. */
final class WrongFilesTest {
  private static Arguments general(String line, String text) {
    return Arguments.of(SampleRc.with("general", line), "rc:3: error: ", text);
  }

  private static Arguments account(String line, String text) {
    return Arguments.of(SampleRc.with("account", line), "rc:7: error: ", text);
  }

  private static Arguments local(String line, String text) {
    return Arguments.of(SampleRc.with("local", line), "rc:11: error: ", text);
  }

  private static Arguments remote(String line, String text) {
    return Arguments.of(SampleRc.with("remote", line), "rc:17: error: ", text);
  }

  private static Arguments without(String line, String where, String text) {
    return Arguments.of(SampleRc.TEXT.replace(line + "\n", ""), where, text);
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        general("fsync = maybe", "[general] fsync: Not a boolean: maybe"),
        general("fsync =", "Not a boolean: "),
        general("maxsyncaccounts = 5.0", "invalid literal for int() with base 10: '5.0'"),
        general("maxsyncaccounts = 0", "0 is out of range"),
        general("maxsyncaccounts = 0x10", "invalid literal"),
        general("socktimeout = soon", "invalid literal"),
        general("ui = x11", "UI 'x11' does not exist, choose one of: ttyui, basic"),
        general("ui = ttyui, Foo.Bar", "UI 'Foo.Bar' does not exist"),
        general("metadata =", "[general] metadata: It is empty"),
        general("metadata = %(nope)s", "contains an interpolation key 'nope'"),
        general("metadata = 50%", "'%' must be followed by '%' or '(', found: '%'"),
        general("metadata = %(metadata)s", "Recursion limit exceeded"),
        account("autorefresh = x", "could not convert string to float: 'x'"),
        account("autorefresh = inf", "could not convert string to float: 'inf'"),
        account("autorefresh = nan", "could not convert string to float: 'nan'"),
        account("quick = y", "invalid literal"),
        account("utf8foldernames = y", "Not a boolean: y"),
        account("maildir-windows-compatible = 2", "Not a boolean: 2"),
        account("deletion_guard = 50", "Not a guard: '50'"),
        account("deletion_guard = 101, 5", "Not a guard"),
        account("deletion_guard = 50, -1", "Not a guard"),
        account("deletion_guard = off", "Not a guard: 'off'"),
        account("status_backend = text", "Unknown status backend 'text'"),
        local("sep = \".\"", "Not one character: '\".\"'"),
        local("sep =", "Not one character: ''"),
        local("customflag_a = two words", "Not an IMAP keyword"),
        local("customflag_b = \\Seen", "Not an IMAP keyword"),
        local("createfolders = perhaps", "Not a boolean: perhaps"),
        local("folderincludes = 'INBOX'", "Not a list of strings"),
        remote("ssl = TLS", "Not a boolean: TLS"),
        remote("starttls = auto", "Not a boolean: auto"),
        remote("remoteport = imaps", "invalid literal"),
        remote("remoteport = 65536", "65536 is out of range"),
        remote("remoteport = 0", "0 is out of range"),
        remote("maxconnections = -1", "-1 is out of range"),
        remote("maxconnections =", "invalid literal for int() with base 10: ''"),
        remote("retrycount = 0", "0 is out of range"),
        remote("keepalive = 1m", "invalid literal"),
        remote("auth_mechanisms = PLAIN, MAGIC", "unknown authentication mechanism 'MAGIC'"),
        remote("auth_mechanisms = ,", "It names no mechanism"),
        remote("transporttunnel = b\npreauthtunnel = a", "precisely one type of tunnel"),
        remote("sslclientcert = /nonexistent/c.pem", "No such file: '/nonexistent/c.pem'"),
        remote("sslclientkey = /etc/passwd", "sslclientkey needs the certificate too"),
        remote(
            "ssl_version = tls1\ntls_level = tls_secure",
            "ssl_version = tls1 is not allowed by tls_level = tls_secure"),
        account("proxy = SOCKS5:host", "Bad proxy option"),
        account("proxy = SOCKS6:host:1080", "Bad proxy option"),
        account("authproxy = HTTP:host:99999", "Bad proxy option"),
        remote("cert_fingerprint = abc", "Not a fingerprint: 'abc'"),
        remote("cert_fingerprint = " + "z".repeat(40), "Not a fingerprint"),
        remote("sslcacertfile = /nonexistent/ca.pem", "No such file: '/nonexistent/ca.pem'"),
        remote("tls_level = strict", "Unknown word 'strict'"),
        remote("tls_level = tls_secure", "the 'ssl_version' must be set explicitly"),
        remote("ssl_version = ssl2", "Unknown word 'ssl2'"),
        remote("expunge = nein", "Not a boolean: nein"));
  }

  static Stream<Arguments> wrongShapes() {
    String sample = SampleRc.TEXT;
    return Stream.of(
        without("accounts = A", "rc:1: error: ", "No option 'accounts' in section: 'general'"),
        without("localrepository = L", "rc:4: error: ", "No option 'localrepository'"),
        without("remoterepository = R", "rc:4: error: ", "No option 'remoterepository'"),
        without("type = Maildir", "rc:8: error: ", "No option 'type' in section: 'Repository L'"),
        without("localfolders = ~/Mail", "rc:8: error: ", "No option 'localfolders'"),
        without(
            "remotehost = mail.example.org",
            "rc:12: error: ",
            "No remote host for repository 'R' specified."),
        Arguments.of(
            sample.replace("[general]", "[General]"), "rc: error: ", "No section: 'general'"),
        Arguments.of(
            sample.replace("accounts = A", "accounts ="), "rc:2: error: ", "No account is listed"),
        Arguments.of(
            sample.replace("accounts = A", "accounts = a"),
            "rc:2: error: ",
            "The account 'a' does not exist. Valid accounts are: A"),
        Arguments.of(
            sample.replace("[Account A]", "[account A]"),
            "rc:2: error: ",
            "The account 'A' does not exist. No accounts are defined!"),
        Arguments.of(
            sample.replace("localrepository = L", "localrepository = zzz"),
            "rc:5: error: ",
            "Could not find section 'Repository zzz' in configuration. Required for account 'A'."),
        Arguments.of(
            sample
                .replace("remoterepository = R", "remoterepository = L")
                .replace("localrepository = L", "localrepository = R"),
            "rc:9: error: ",
            "'Maildir' repository not supported for 'remote' repositories."),
        Arguments.of(
            sample.replace("localrepository = L", "localrepository = R"),
            "rc:5: error: ",
            "localrepository and remoterepository are the same; name two"),
        Arguments.of(
            sample.replace("type = IMAP", "type = imap"), "rc:13: error: ", "Unknown word 'imap'"),
        Arguments.of(
            sample.replace("type = IMAP", "type = GmailMaildir"),
            "rc:13: error: ",
            "'GmailMaildir' repository not supported for 'remote' repositories."),
        Arguments.of(
            sample.replace("type = Maildir\nlocalfolders = ~/Mail", "type = Gmail\nremoteuser = u"),
            "rc:9: error: ",
            "'Gmail' repository not supported for 'local' repositories."),
        Arguments.of(
            sample.replace("type = IMAP", "type = Gmail\ngmail_delete = bin"),
            "rc:14: error: ",
            "Unknown word 'bin' (accepted: label, trash)"),
        Arguments.of(
            sample
                .replace("accounts = A", "accounts = x/y")
                .replace("[Account A]", "[Account x/y]"),
            "rc:4: error: ",
            "it cannot contain '/'"),
        Arguments.of(sample + "[general]\n", "rc:18: error: ", "section 'general' already exists"),
        Arguments.of(
            sample.replace("type = IMAP", "type = IMAP\nTYPE = IMAP"),
            "rc:14: error: ",
            "option 'type' in section 'Repository R' already exists"),
        Arguments.of(
            sample + "[mbnames]\nenabled = maybe\n", "rc:19: error: ", "Not a boolean: maybe"),
        Arguments.of(
            sample
                + "[mbnames]\nenabled = yes\nfilename = x\nheader = ''\nperltem = ''\nsep = ''\n"
                + "footer = ''\n",
            "rc:18: error: ",
            "No option 'peritem' in section: 'mbnames'"));
  }

  @ParameterizedTest
  @MethodSource({"wrongValues", "wrongShapes"})
  void eachMistakeIsToldOnceWithItsLine(String text, String where, String what) {
    assertThat(SampleRc.errors(text)).singleElement().asString().startsWith(where).contains(what);
  }

  @Test
  void allMistakesOfAFileAreToldTogether() {
    String text =
        SampleRc.with("account", "quick = x\nautorefresh = y")
            .replace("type = IMAP", "type = IMAP\nssl = z")
            .replace("localfolders = ~/Mail", "sep = ab");
    assertThat(SampleRc.problems(text).stream().filter(ConfigProblem::isError))
        .extracting(ConfigProblem::line)
        .containsExactly(7, 8, 9, 11, 15);
  }

  @Test
  void syntaxAndValueMistakesAreToldTogether() {
    String text = SampleRc.with("general", "fsync = x\nword").replace("type = IMAP", "type = imap");
    assertThat(SampleRc.errors(text)).hasSize(3);
  }

  @Test
  void aWrongPasswordLineIsNotQuoted() {
    List<ConfigProblem> problems =
        SampleRc.problems(SampleRc.TEXT.replace("remotepass = secret", "remotepass = hun%ter"));
    assertThat(problems).singleElement().asString().contains("rc:16").doesNotContain("ter");
  }
}
