package org.offlineimap.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A way to sign in that {@code auth_mechanisms} may name, in the order that is used without the
 * option (reference: configuration, 9.1).
 */
public enum AuthMechanism {
  GSSAPI("GSSAPI"),
  EXTERNAL("EXTERNAL"),
  XOAUTH2("XOAUTH2"),
  OAUTHBEARER("OAUTHBEARER"),
  SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS"),
  SCRAM_SHA_256("SCRAM-SHA-256"),
  SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS"),
  SCRAM_SHA_1("SCRAM-SHA-1"),
  CRAM_MD5("CRAM-MD5"),
  PLAIN("PLAIN"),
  LOGIN("LOGIN");

  private final String saslName;

  AuthMechanism(String saslName) {
    this.saslName = saslName;
  }

  /** The name that a server advertises after {@code AUTH=}; LOGIN also is the IMAP command. */
  public String saslName() {
    return saslName;
  }

  /** Whether the server gets the password itself: its refusal says that the password is wrong. */
  public boolean sendsPassword() {
    return this == PLAIN || this == LOGIN;
  }

  /** The mechanism of this name, in any case. */
  static Optional<AuthMechanism> named(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    for (AuthMechanism one : values()) {
      if (one.saslName.equals(wanted)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Those of a written list, in its order. */
  static List<AuthMechanism> in(String list) {
    return ValueSyntax.list(list).stream()
        .flatMap(name -> named(name).stream())
        .distinct()
        .toList();
  }

  /** What is tried without a list; EXTERNAL needs a certificate of ours. */
  static List<AuthMechanism> usual(boolean clientCertificate) {
    return Arrays.stream(values()).filter(one -> one != EXTERNAL || clientCertificate).toList();
  }
}
