package org.offlineimap.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A way to sign in that {@code auth_mechanisms} may name (reference: configuration, 9.1). */
public enum AuthMechanism {
  GSSAPI("GSSAPI", false),
  EXTERNAL("EXTERNAL", false),
  XOAUTH2("XOAUTH2", false),
  OAUTHBEARER("OAUTHBEARER", false),
  SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", false),
  SCRAM_SHA_256("SCRAM-SHA-256", false),
  SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS", false),
  SCRAM_SHA_1("SCRAM-SHA-1", false),
  CRAM_MD5("CRAM-MD5", false),
  PLAIN("PLAIN", true),
  LOGIN("LOGIN", true);

  private final String saslName;
  private final boolean carriedOut;

  AuthMechanism(String saslName, boolean carriedOut) {
    this.saslName = saslName;
    this.carriedOut = carriedOut;
  }

  /** The name that a server advertises after {@code AUTH=}; LOGIN also is the IMAP command. */
  public String saslName() {
    return saslName;
  }

  /** Whether this version can do it; the others of a list are passed over with a warning. */
  boolean isCarriedOut() {
    return carriedOut;
  }

  /** The mechanism of this name, in any case. */
  static Optional<AuthMechanism> named(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(one -> one.saslName.equals(wanted)).findFirst();
  }

  /** Those of a written list that this version can do, in its order. */
  static List<AuthMechanism> carriedOutIn(String list) {
    return ValueSyntax.list(list).stream()
        .flatMap(name -> named(name).stream())
        .filter(AuthMechanism::isCarriedOut)
        .distinct()
        .toList();
  }
}
