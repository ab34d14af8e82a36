package org.offlineimap.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must hold between the options of an IMAP repository's section, each of which is right by
 * itself (reference: configuration 9). Confined to a thread.
 */
final class ImapCheck {
  /** Which versions each level lets through; those of {@code tls_compat} are all. */
  private static final Map<String, Set<String>> LEVELS =
      Map.of(
          "tls_secure", Set.of("tls1_1", "tls1_2", "tls1_3", "ssl23"),
          "tls_no_ssl", Set.of("tls1", "tls1_1", "tls1_2", "tls1_3", "ssl23"));

  private static final Set<String> GONE = Set.of("ssl3", "tls1", "tls1_1");

  private final IniFile file;
  private final String section;
  private final SectionReader values;
  private final Problems problems;

  ImapCheck(IniFile file, String section, SectionReader values, Problems problems) {
    this.file = file;
    this.section = section;
    this.values = values;
    this.problems = problems;
  }

  /** Needs no value that can be wrong. */
  void hasHost() {
    boolean way =
        Stream.of("remotehost", "remotehosteval", "preauthtunnel", "transporttunnel")
            .anyMatch(option -> file.raw(section, option).isPresent());
    if (!way) {
      problems.error(
          file.headerOf(section),
          "No remote host for repository '%s' specified.".formatted(bareName()));
    }
  }

  /** Everything else; only where every value is right by itself. */
  void run() {
    checkTunnels();
    checkVersion();
    ImapReader.authorities(values)
        .filter(path -> !Files.isRegularFile(path))
        .ifPresent(path -> missing("sslcacertfile", "CA certfile", path));
    checkClientCertificate();
  }

  private void checkTunnels() {
    boolean preauthenticated = values.filled("preauthtunnel").isPresent();
    boolean transport = values.filled("transporttunnel").isPresent();
    if (preauthenticated && transport) {
      problems.error(
          at("transporttunnel"),
          bareName()
              + ": you must enable precisely one type of tunnel (preauth or transport), not both");
    }
  }

  private void checkVersion() {
    String level = values.text("tls_level").orElse("tls_compat");
    String version = values.text("ssl_version").orElse("");
    if (!LEVELS.containsKey(level)) {
      warnOfOldVersion(version);
    } else if (version.isEmpty() && values.bool("ssl", true)) {
      problems.error(
          at("tls_level"),
          "When 'tls_level' is not 'tls_compat' the 'ssl_version' must be set explicitly.");
    } else if (!version.isEmpty() && !LEVELS.getOrDefault(level, Set.of()).contains(version)) {
      problems.error(
          at("ssl_version"),
          "[%s] ssl_version = %s is not allowed by tls_level = %s"
              .formatted(section, version, level));
    } else {
      warnOfOldVersion(version);
    }
  }

  private void warnOfOldVersion(String version) {
    if (GONE.contains(version)) {
      problems.warning(
          at("ssl_version"),
          ("[%s] ssl_version = %s: nothing below TLS 1.2 is spoken any more; the best version that"
                  + " both sides know is used instead. The line can go")
              .formatted(section, version));
    }
  }

  private void checkClientCertificate() {
    values
        .path("sslclientcert")
        .filter(path -> !Files.isRegularFile(path))
        .ifPresent(path -> missing("sslclientcert", "Client certificate", path));
    values
        .path("sslclientkey")
        .filter(path -> !Files.isRegularFile(path))
        .ifPresent(path -> missing("sslclientkey", "Key of the client certificate", path));
    if (values.text("sslclientkey").isPresent() && values.text("sslclientcert").isEmpty()) {
      problems.error(
          at("sslclientkey"),
          "[%s] sslclientkey needs the certificate too: sslclientcert = FILE".formatted(section));
    }
  }

  private void missing(String option, String what, Path path) {
    problems.error(
        at(option),
        "%s for repository '%s' couldn't be found.  No such file: '%s'"
            .formatted(what, bareName(), path));
  }

  private Location at(String option) {
    return file.raw(section, option).map(IniValue::at).orElse(file.headerOf(section));
  }

  private String bareName() {
    return section.substring("Repository ".length());
  }
}
