package org.offlineimap.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What connections go through: {@code TYPE:HOST:PORT}, or {@code TYPE:USER:PASSWORD@HOST:PORT}
 * (reference: configuration, 6). Immutable.
 */
public record ProxyConfig(
    Kind kind, String host, int port, Optional<String> user, Optional<HiddenText> password) {
  /** What it speaks. */
  public enum Kind {
    SOCKS5,
    SOCKS4,
    HTTP
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(?i)(SOCKS5|SOCKS4|HTTP):(?:([^:@]+)(?::(.*))?@)?(\\[[0-9A-Fa-f:.]+\\]|[^:@\\[\\]]+):(\\d{1,5})");

  private static final int HIGHEST_PORT = 65_535;

  /** The proxy that {@code value} names; empty when it cannot be understood. */
  static Optional<ProxyConfig> read(String value) {
    Matcher form = FORM.matcher(value.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(form.group(5));
    if (port < 1 || port > HIGHEST_PORT) {
      return Optional.empty();
    }
    String host = form.group(4);
    return Optional.of(
        new ProxyConfig(
            Kind.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
            host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
            port,
            Optional.ofNullable(form.group(2)),
            Optional.ofNullable(form.group(3)).map(HiddenText::new)));
  }
}
