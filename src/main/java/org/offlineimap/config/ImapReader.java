package org.offlineimap.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.offlineimap.config.EncryptionConfig.ClientCertificate;
import org.offlineimap.config.EncryptionConfig.StartTls;
import org.offlineimap.config.EncryptionConfig.TlsVersion;

/**
 * Makes the record of an IMAP repository from checked sections: its own, and its account's for the
 * proxies. Confined to a thread.
 */
final class ImapReader {
  private static final String OS_DEFAULT = "OS-DEFAULT";
  private static final int TLS_PORT = 993;
  private static final int PLAIN_PORT = 143;
  private static final String GMAIL_HOST = "imap.gmail.com";
  private static final String GMAIL_TOKENS = "https://accounts.google.com/o/oauth2/token";

  /** More are refused by Gmail (reference: field 5). */
  private static final int COMMAND_SECONDS = 30;

  private final SectionReader values;
  private final SectionReader account;

  private ImapReader(SectionReader values, SectionReader account) {
    this.values = values;
    this.account = account;
  }

  static ImapRepositoryConfig read(String name, SectionReader values, SectionReader account) {
    return new ImapReader(values, account).read(name);
  }

  private ImapRepositoryConfig read(String name) {
    EncryptionConfig encryption = encryption();
    return new ImapRepositoryConfig(
        name,
        AccountReader.folders(values),
        server(isGmail() || encryption.implicitTls() ? TLS_PORT : PLAIN_PORT),
        encryption,
        login(encryption.client().isPresent()),
        mailboxes(),
        connections(),
        values.bool("expunge", true),
        values.list("disable_extensions").orElse(List.of()),
        values.whole("retrycount", 2),
        HoldConfig.read(values),
        isGmail() ? Optional.of(gmail()) : Optional.empty());
  }

  private MailboxConfig mailboxes() {
    return new MailboxConfig(
        values.text("reference").orElse(""),
        values.bool("subscribedonly", false),
        values.bool("decodefoldernames", false),
        values.python("copy_ignore_eval").filter(PythonExpression::asksForSomething),
        values.python("newmail_hook"));
  }

  private boolean isGmail() {
    return values.text("type").equals(Optional.of("Gmail"));
  }

  private GmailConfig gmail() {
    return new GmailConfig(
        values.text("gmail_delete").equals(Optional.of("trash")),
        values.filled("trashfolder"),
        values.filled("spamfolder"));
  }

  private int connections() {
    int wanted = values.whole("maxconnections", 1);
    return isGmail() ? Math.min(wanted, ImapRepositoryConfig.GMAIL_CONNECTIONS) : wanted;
  }

  // ---- where ----

  private ServerConfig server(int usualPort) {
    return new ServerConfig(
        host(),
        values.whole("remoteport", usualPort),
        values.python("remoteporteval"),
        values.bool("ipv6"),
        tunnel(),
        proxies(),
        compression());
  }

  private ServerConfig.Compression compression() {
    return values
        .bool("usecompression")
        .map(wanted -> wanted ? ServerConfig.Compression.ALWAYS : ServerConfig.Compression.NEVER)
        .orElse(ServerConfig.Compression.ON_SLOW_LINES);
  }

  private Optional<TextValue> host() {
    Optional<TextValue> named = computedOrWritten("remotehosteval", "remotehost");
    return named.or(
        () -> isGmail() ? Optional.of(TextValue.Written.of(GMAIL_HOST)) : Optional.empty());
  }

  /** Gmail knows no sign-in but its own. */
  private Optional<ServerConfig.Tunnel> tunnel() {
    Optional<ServerConfig.Tunnel> preauthenticated =
        values
            .filled("preauthtunnel")
            .filter(_ -> !isGmail())
            .map(command -> new ServerConfig.Tunnel(command, true));
    return preauthenticated.or(() ->
        values.filled("transporttunnel").map(command -> new ServerConfig.Tunnel(command, false)));
  }

  /** Without {@code authproxy} that of the mail; an empty one means a direct connection. */
  private ServerConfig.Proxies proxies() {
    Optional<ProxyConfig> mail = account.filled("proxy").flatMap(ProxyConfig::read);
    Optional<String> tokens = account.text("authproxy");
    return new ServerConfig.Proxies(
        mail, tokens.isPresent() ? tokens.flatMap(ProxyConfig::read) : mail);
  }

  // ---- encryption ----

  private EncryptionConfig encryption() {
    return new EncryptionConfig(
        values.bool("ssl", true),
        values
            .bool("starttls")
            .map(wanted -> wanted ? StartTls.YES : StartTls.NO)
            .orElse(StartTls.UNSET),
        trust(),
        values.text("cert_fingerprint").map(Mistake::fingerprints).orElse(List.of()),
        values
            .path("sslclientcert")
            .map(file -> new ClientCertificate(file, values.path("sslclientkey"))),
        version());
  }

  private EncryptionConfig.Trust trust() {
    Optional<String> written = values.text("sslcacertfile");
    if (written.isEmpty()) {
      return new EncryptionConfig.Trust.Platform();
    }
    return authorities(values)
        .<EncryptionConfig.Trust>map(EncryptionConfig.Trust.PemFile::new)
        .orElseGet(EncryptionConfig.Trust.OsDefault::new);
  }

  /** The older words mean versions that Java no longer speaks; what it speaks is better. */
  private TlsVersion version() {
    return switch (values.text("ssl_version").orElse("")) {
      case "tls1_2" -> TlsVersion.TLS_1_2;
      case "tls1_3" -> TlsVersion.TLS_1_3;
      default -> TlsVersion.NEGOTIATED;
    };
  }

  /** The PEM file that {@code sslcacertfile} names. */
  static Optional<Path> authorities(SectionReader values) {
    boolean named =
        values.text("sslcacertfile").filter(text -> !text.equals(OS_DEFAULT)).isPresent();
    return named ? values.path("sslcacertfile") : Optional.empty();
  }

  // ---- login ----

  private LoginConfig login(boolean clientCertificate) {
    return new LoginConfig(
        computedOrWritten("remoteusereval", "remoteuser"),
        new PasswordConfig(
            computed("remotepasseval"),
            values.filled("remotepass").map(HiddenText::new),
            values.tildePath("remotepassfile"),
            command()),
        tokens(),
        values.filled("remote_identity"),
        values
            .text("auth_mechanisms")
            .map(AuthMechanism::in)
            .orElseGet(() -> AuthMechanism.usual(clientCertificate)));
  }

  private Optional<PasswordConfig.Command> command() {
    Duration timeout =
        Duration.ofSeconds(Math.max(1, values.whole("remotepasscmd_timeout", COMMAND_SECONDS)));
    return values
        .filled("remotepasscmd")
        .map(line -> new PasswordConfig.Command(new HiddenText(line), timeout));
  }

  /** Here what is written comes before what is computed. */
  private OAuthConfig tokens() {
    return new OAuthConfig(
        writtenOrComputed("oauth2_client_id"),
        writtenOrComputed("oauth2_client_secret"),
        writtenOrComputed("oauth2_refresh_token"),
        writtenOrComputed("oauth2_access_token"),
        values
            .filled("oauth2_request_url")
            .or(() -> isGmail() ? Optional.of(GMAIL_TOKENS) : Optional.empty()));
  }

  private Optional<TextValue> writtenOrComputed(String option) {
    Optional<TextValue> written = values.filled(option).map(TextValue.Written::of);
    return written.or(() -> computed(option + "_eval"));
  }

  private Optional<TextValue> computedOrWritten(String expression, String option) {
    return computed(expression).or(() -> values.filled(option).map(TextValue.Written::of));
  }

  private Optional<TextValue> computed(String option) {
    return values.python(option).map(TextValue.Computed::new);
  }
}
