package org.offlineimap.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes the record of an IMAP repository from a checked section. Stateless. */
final class ImapReader {
  private static final String OS_DEFAULT = "OS-DEFAULT";
  private static final int TLS_PORT = 993;
  private static final int PLAIN_PORT = 143;
  private static final List<AuthMechanism> DEFAULT_MECHANISMS =
      List.of(AuthMechanism.PLAIN, AuthMechanism.LOGIN);

  private ImapReader() {}

  static ImapRepositoryConfig read(String name, SectionReader values) {
    EncryptionConfig encryption = encryption(values);
    return new ImapRepositoryConfig(
        name,
        AccountReader.folders(values),
        values.required("remotehost"),
        values.whole("remoteport", encryption.implicitTls() ? TLS_PORT : PLAIN_PORT),
        encryption,
        login(values),
        values.whole("maxconnections", 1),
        values.bool("expunge", true),
        values.whole("retrycount", 2));
  }

  private static EncryptionConfig encryption(SectionReader values) {
    return new EncryptionConfig(
        values.bool("ssl", true),
        values
            .bool("starttls")
            .map(wanted -> wanted ? EncryptionConfig.StartTls.YES : EncryptionConfig.StartTls.NO)
            .orElse(EncryptionConfig.StartTls.UNSET),
        trust(values),
        values.text("cert_fingerprint").map(Mistake::fingerprints).orElse(List.of()));
  }

  private static EncryptionConfig.Trust trust(SectionReader values) {
    Optional<String> written = values.text("sslcacertfile");
    if (written.isEmpty()) {
      return new EncryptionConfig.Trust.Platform();
    }
    return authorities(values)
        .<EncryptionConfig.Trust>map(EncryptionConfig.Trust.PemFile::new)
        .orElseGet(EncryptionConfig.Trust.OsDefault::new);
  }

  /** The PEM file that {@code sslcacertfile} names. */
  static Optional<Path> authorities(SectionReader values) {
    boolean named =
        values.text("sslcacertfile").filter(text -> !text.equals(OS_DEFAULT)).isPresent();
    return named ? values.path("sslcacertfile") : Optional.empty();
  }

  /** The mechanisms that the file names and this version cannot do. */
  static List<AuthMechanism> mechanismsLeftOut(SectionReader values) {
    return values.list("auth_mechanisms").orElse(List.of()).stream()
        .flatMap(name -> AuthMechanism.named(name).stream())
        .filter(one -> !one.isCarriedOut())
        .distinct()
        .toList();
  }

  private static LoginConfig login(SectionReader values) {
    return new LoginConfig(
        values.filled("remoteuser"),
        values.filled("remotepass").map(HiddenText::new),
        values.tildePath("remotepassfile"),
        values.filled("remote_identity"),
        values.text("auth_mechanisms").map(AuthMechanism::carriedOutIn).orElse(DEFAULT_MECHANISMS));
  }
}
