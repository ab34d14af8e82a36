package org.offlineimap.config;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what is right in form and still risks mail, passwords or peace (reference: beyond 9). Reads
 * files' permissions, nothing else. Confined to a thread.
 */
final class Dangers {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private static final Set<String> OLD_TLS = Set.of("ssl3", "tls1", "tls1_1");
  private static final int SHA1_DIGITS = 40;

  private final IniFile file;
  private final Surroundings surroundings;
  private final Problems problems;

  Dangers(IniFile file, Surroundings surroundings, Problems problems) {
    this.file = file;
    this.surroundings = surroundings;
    this.problems = problems;
  }

  /** Adds a warning for each. */
  void find() {
    readableSecrets();
    for (String account : file.namesAfter("Account")) {
      inAccount("Account " + account);
    }
    for (String repository : file.namesAfter("Repository")) {
      inRepository("Repository " + repository);
    }
    sharedBy("localrepository", "accounts %s share it; their locks do not know of each other");
    sharedBy("remoterepository", "accounts %s share it; their locks do not know of each other");
    sharedRoots();
    file.raw(IniFile.DEFAULT, "nametrans")
        .ifPresent(value ->
            problems.warning(
                value.at(), "[DEFAULT] nametrans is that of every repository, local ones too"));
  }

  private void readableSecrets() {
    Path path = Path.of(file.source());
    if (!othersMayRead(path)) {
      return;
    }
    for (String section : file.names()) {
      for (String option : new TreeSet<>(file.visible(section).keySet())) {
        boolean plain = OptionTable.isSecret(option) && !option.endsWith("eval");
        if (plain && !option.equals("remotepasscmd")) {
          warn(
              section,
              option,
              "others can read this file; forbid it (chmod 600), it holds a secret");
        }
      }
    }
  }

  private static boolean othersMayRead(Path path) {
    try {
      return Files.isRegularFile(path)
          && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
    } catch (IOException | UnsupportedOperationException unknown) {
      // No permissions of this kind: nothing can be said about them.
      return false;
    }
  }

  private void inAccount(String section) {
    value(section, "deletion_guard")
        .filter(DeletionGuard::isOff)
        .ifPresent(_ ->
            warn(
                section,
                "deletion_guard",
                "a folder emptied by mistake will be emptied on the server too"));
    Optional<String> remote = value(section, "remoterepository").map(name -> "Repository " + name);
    Optional<String> local = value(section, "localrepository").map(name -> "Repository " + name);
    if (remote.isPresent()
        && local.isPresent()
        && file.has(remote.get())
        && file.has(local.get())) {
      pair(section, remote.get(), local.get());
    }
  }

  private void pair(String account, String remote, String local) {
    if (isOn(remote, "readonly") && isOn(local, "readonly")) {
      warn(local, "readonly", "both sides are read-only, so nothing will ever be copied");
    }
    boolean daemon =
        value(account, "autorefresh").flatMap(ValueSyntax::decimal).filter(m -> m > 0).isPresent();
    for (String option : List.of("idlefolders", "holdconnectionopen", "keepalive")) {
      if (!daemon && file.raw(remote, option).isPresent()) {
        warn(remote, option, "has no effect without autorefresh in [" + account + "]");
      }
    }
  }

  private void inRepository(String section) {
    boolean tunnel =
        file.raw(section, "preauthtunnel").isPresent()
            || file.raw(section, "transporttunnel").isPresent();
    if (!tunnel && isOff(section, "ssl") && isOff(section, "starttls") && !isLoopback(section)) {
      warn(section, "starttls", "password and mail cross the network for everybody to read");
    }
    value(section, "ssl_version")
        .filter(OLD_TLS::contains)
        .ifPresent(old -> warn(section, "ssl_version", old + " is broken; nobody should use it"));
    value(section, "cert_fingerprint")
        .filter(pins ->
            Mistake.fingerprints(pins).stream().anyMatch(pin -> pin.length() == SHA1_DIGITS))
        .ifPresent(
            _ -> warn(section, "cert_fingerprint", "SHA-1 can be forged; pin the SHA-256 instead"));
    passwords(section);
    connections(section);
  }

  private void connections(String section) {
    int most = ImapRepositoryConfig.GMAIL_CONNECTIONS;
    boolean gmail = value(section, "type").filter("Gmail"::equals).isPresent();
    value(section, "maxconnections")
        .flatMap(ValueSyntax::whole)
        .filter(wanted -> gmail && wanted > most)
        .ifPresent(_ ->
            warn(
                section,
                "maxconnections",
                "Gmail allows an account %d connections, so %d are used".formatted(most, most)));
  }

  private void passwords(String section) {
    List<String> ways = List.of("remotepasseval", "remotepass", "remotepassfile", "remotepasscmd");
    List<String> written = ways.stream().filter(way -> file.raw(section, way).isPresent()).toList();
    written.stream()
        .skip(1)
        .forEach(way -> warn(section, way, "comes after " + written.getFirst()));
    Optional<Path> passwordFile = value(section, "remotepassfile").map(this::resolved);
    if (passwordFile.isPresent() && !Files.exists(passwordFile.get())) {
      warn(section, "remotepassfile", passwordFile.get() + " does not exist");
    } else if (passwordFile.isPresent() && othersMayRead(passwordFile.get())) {
      warn(
          section,
          "remotepassfile",
          "others can read " + passwordFile.get() + "; forbid it (chmod 600)");
    }
  }

  private Path resolved(String path) {
    return surroundings.workingDirectory().resolve(surroundings.expandTilde(path));
  }

  private void sharedBy(String side, String text) {
    Map<String, List<String>> users = new HashMap<>();
    for (String account : file.namesAfter("Account")) {
      value("Account " + account, side)
          .ifPresent(name -> users.merge(name, List.of(account), Dangers::joined));
    }
    users.forEach((name, accounts) -> {
      String section = "Repository " + name;
      if (accounts.size() > 1 && file.has(section)) {
        problems.warning(
            file.headerOf(section),
            "[" + section + "] " + text.formatted(String.join(", ", accounts)));
      }
    });
  }

  /** Allowed while no folder is claimed twice, and seldom meant (the manual's pitfalls). */
  private void sharedRoots() {
    Map<String, String> owners = new HashMap<>();
    for (String repository : file.namesAfter("Repository")) {
      String section = "Repository " + repository;
      value(section, "localfolders")
          .map(surroundings::expandTilde)
          .map(root -> owners.putIfAbsent(root, section))
          .ifPresent(owner ->
              warn(
                  section,
                  "localfolders",
                  "is also that of [" + owner + "]; no folder may belong to both"));
    }
  }

  private static List<String> joined(List<String> left, List<String> right) {
    return java.util.stream.Stream.concat(left.stream(), right.stream()).toList();
  }

  /** An address is known without asking anybody; a name proves nothing. */
  private boolean isLoopback(String section) {
    return value(section, "remotehost")
        .filter(host -> host.matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*"))
        .map(host -> InetAddress.ofLiteral(host).isLoopbackAddress())
        .orElse(false);
  }

  private boolean isOn(String section, String option) {
    return value(section, option).flatMap(ValueSyntax::bool).orElse(false);
  }

  private boolean isOff(String section, String option) {
    return value(section, option).flatMap(ValueSyntax::bool).filter(on -> !on).isPresent();
  }

  private Optional<String> value(String section, String option) {
    return RepositoryKinds.interpolated(file, section, option).map(Blanks::strip);
  }

  private void warn(String section, String option, String text) {
    Location at = file.raw(section, option).map(IniValue::at).orElse(file.headerOf(section));
    problems.warning(at, "[%s] %s: %s".formatted(section, option, text));
  }
}
