package org.offlineimap.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * Looks a host up in the user's netrc file, then in the machine's (reference: configuration, 9.1).
 * The files are read anew each time. Immutable; thread-safe.
 *
 * @param ofUser {@code ~/.netrc}: if it holds a password, nobody but its owner may read it
 * @param ofMachine {@code /etc/netrc}: passed over when it cannot be read
 * @param owner the name of the user we run as, who must own the first file
 */
public record NetrcFiles(Path ofUser, Path ofMachine, String owner) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** The usual two files. */
  public static NetrcFiles ofHome(Path home) {
    return new NetrcFiles(
        home.resolve(".netrc"), Path.of("/etc/netrc"), System.getProperty("user.name"));
  }

  Optional<Netrc.Entry> find(String host, Optional<String> user) throws AccountFailure {
    Optional<Netrc> own = read(ofUser);
    if (own.isPresent()) {
      checkAccess(own.get());
      Optional<Netrc.Entry> entry = own.get().find(host, user);
      if (entry.isPresent()) {
        return entry;
      }
    }
    return read(ofMachine).flatMap(netrc -> netrc.find(host, user));
  }

  private static Optional<Netrc> read(Path file) throws AccountFailure {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException unreadable) {
      // The reference says so: a netrc file that cannot be read is no reason to stop.
      return Optional.empty();
    }
    try {
      return Optional.of(NetrcParser.parse(text));
    } catch (NetrcParser.Malformed malformed) {
      String where = file + ":" + malformed.line() + ": " + malformed.getMessage();
      throw new AccountFailure(AccountFailure.Kind.CONFIG, where, malformed);
    }
  }

  private void checkAccess(Netrc netrc) throws AccountFailure {
    if (!netrc.holdsPassword()) {
      return;
    }
    try {
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(ofUser))) {
        throw refuse("others may read it. Forbid it with: chmod 600 " + ofUser);
      }
      String actual = Files.getOwner(ofUser).getName();
      if (!actual.equals(owner)) {
        throw refuse("it belongs to " + actual + ", not to " + owner);
      }
    } catch (IOException gone) {
      throw new AccountFailure(
          AccountFailure.Kind.CONFIG, ofUser + ": its access cannot be checked: " + gone, gone);
    }
  }

  private AccountFailure refuse(String why) {
    return new AccountFailure(
        AccountFailure.Kind.CONFIG, ofUser + " access too permissive: " + why, null);
  }
}
