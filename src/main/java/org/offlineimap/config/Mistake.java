package org.offlineimap.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is wrong with a value, in the original's words where it has some, and what would be right.
 * Stateless.
 */
final class Mistake {
  static final List<String> GMAIL_DELETIONS = List.of("label", "trash");
  static final List<String> REPOSITORY_TYPES = List.of("IMAP", "Maildir", "Gmail", "GmailMaildir");
  static final List<String> PUSH_WORDS = List.of("no", "all");

  static final List<String> TLS_LEVELS = List.of("tls_secure", "tls_no_ssl", "tls_compat");
  static final List<String> TLS_VERSIONS =
      List.of("tls1", "tls1_1", "tls1_2", "tls1_3", "ssl3", "ssl23");
  private static final Set<Integer> DIGEST_DIGITS = Set.of(40, 56, 64, 96, 128);
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]+");

  /** RFC 9051 flag-keyword: an atom. */
  private static final Pattern ATOM = Pattern.compile("[!#$&'+,\\-./0-9:;<=>?@A-Z\\[^_`a-z|}~]+");

  private Mistake() {}

  static Optional<String> inName(String value) {
    return unless(!value.isEmpty(), "It is empty");
  }

  static Optional<String> inBool(String value) {
    return unless(
        ValueSyntax.bool(value).isPresent(),
        "Not a boolean: " + value + " (accepted: 1 yes true on, 0 no false off)");
  }

  static Optional<String> inWhole(String value, long least, long most, String wanted) {
    Optional<Long> number = ValueSyntax.whole(value);
    if (number.isEmpty()) {
      return Optional.of(
          "invalid literal for int() with base 10: '%s' (accepted: %s)".formatted(value, wanted));
    }
    boolean fits = number.get() >= least && number.get() <= most;
    return unless(fits, value + " is out of range (accepted: " + wanted + ")");
  }

  static Optional<String> inDecimal(String value) {
    return unless(
        ValueSyntax.decimal(value).isPresent(),
        "could not convert string to float: '" + value + "' (accepted: a number like 2.5)");
  }

  static Optional<String> inCharacter(String value) {
    return unless(
        value.length() == 1, "Not one character: '" + value + "' (quotes are part of the value)");
  }

  static Optional<String> inKeyword(String value) {
    return unless(ATOM.matcher(value).matches(), "Not an IMAP keyword: '" + value + "'");
  }

  /** Whatever is no plain literal is for Python to say. */
  static Optional<String> inTexts(String value) {
    boolean known = PythonLiteral.read(value).isPresent();
    return unless(
        !value.isEmpty() && (!known || PythonLiteral.readTexts(value).isPresent()),
        "Not a list of strings like ['a', 'b']");
  }

  static Optional<String> inGuard(String value) {
    return unless(
        DeletionGuard.isOff(value) || DeletionGuard.read(value).isPresent(),
        "Not a guard: '" + value + "' (accepted: SHARE, COUNT like 50, 50, or no)");
  }

  static Optional<String> inUi(String value) {
    String known = String.join(", ", UiNames.ALL);
    return UiNames.unknownIn(value)
        .map(name -> "UI '%s' does not exist, choose one of: %s".formatted(name, known));
  }

  static Optional<String> inStatusBackend(String value) {
    return unless(
        isPlain(value) || value.equalsIgnoreCase("sqlite"),
        "Unknown status backend '" + value + "' (accepted: sqlite, plain)");
  }

  static boolean isPlain(String statusBackend) {
    return statusBackend.equalsIgnoreCase("plain");
  }

  static Optional<String> inMechanisms(String value) {
    List<String> names = ValueSyntax.list(value);
    for (String name : names) {
      if (AuthMechanism.named(name).isEmpty()) {
        return Optional.of("unknown authentication mechanism '" + name + "'");
      }
    }
    return unless(!names.isEmpty(), "It names no mechanism");
  }

  /** Never shows the value: it may hold a password. */
  static Optional<String> inProxy(String value) {
    return unless(
        value.isEmpty() || ProxyConfig.read(value).isPresent(),
        "Bad proxy option (accepted: SOCKS5:HOST:PORT, SOCKS4:HOST:PORT or HTTP:HOST:PORT, with"
            + " USER:PASSWORD@ before HOST where the proxy wants them). Nothing is connected"
            + " to without it");
  }

  static Optional<String> inFingerprints(String value) {
    return unless(
        fingerprints(value).stream().allMatch(Mistake::isDigest),
        "Not a fingerprint: '%s' (accepted: SHA-1, 224, 256, 384 or 512 in hexadecimal)"
            .formatted(value));
  }

  static Optional<String> inWord(String value, List<String> words) {
    return unless(
        words.contains(value),
        "Unknown word '%s' (accepted: %s)".formatted(value, String.join(", ", words)));
  }

  /** Digests in lower case without colons. */
  static List<String> fingerprints(String value) {
    return ValueSyntax.list(value).stream()
        .map(one -> one.replace(":", "").toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean isDigest(String digits) {
    return DIGEST_DIGITS.contains(digits.length()) && HEXADECIMAL.matcher(digits).matches();
  }

  private static Optional<String> unless(boolean right, String text) {
    return right ? Optional.empty() : Optional.of(text);
  }
}
