package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.offlineimap.config.Neighbour;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.status.DirectoryClaims;
import org.offlineimap.status.StatusKey;
import org.offlineimap.sync.DirectoryOwners;

/**
 * Keeps one account out of the directories of the others (reference: beyond 6, synchronisation
 * 13.33). An account that this program never ran is known by the status files that the original
 * left. Thread-safe.
 */
final class SharedRoots implements DirectoryOwners {
  private final Neighbour account;
  private final List<Neighbour> others;
  private final List<String> otherNames;
  private final DirectoryClaims claims;

  private SharedRoots(Neighbour account, List<Neighbour> others, DirectoryClaims claims) {
    this.account = account;
    this.others = others;
    this.otherNames = others.stream().map(Neighbour::account).toList();
    this.claims = claims;
  }

  /** For one account among all of the file; reads what the others have by now. */
  static DirectoryOwners of(String account, List<Neighbour> all, DirectoryClaims claims)
      throws AccountFailure {
    Optional<Neighbour> own = all.stream().filter(one -> one.account().equals(account)).findFirst();
    if (own.isEmpty()) {
      return ALONE;
    }
    List<Neighbour> others = all.stream().filter(one -> !one.account().equals(account)).toList();
    claims.load(all.stream().map(Neighbour::account).toList());
    return new SharedRoots(own.get(), others, claims);
  }

  private Path directory(FolderName local) {
    return account.root().resolve(local.text()).normalize();
  }

  @Override
  public Optional<String> claim(FolderName local) throws AccountFailure {
    Optional<String> owner = byStatus(local);
    if (owner.isEmpty()) {
      owner = claims.claim(account.account(), directory(local), otherNames);
    }
    return owner.map(who ->
        "(directory "
            + directory(local)
            + ") belongs to account '"
            + who
            + "', not to account '"
            + account.account()
            + "'; give one of them another localfolders or nametrans, or, when '"
            + who
            + "' does not use it any more, remove "
            + claims.file(who));
  }

  @Override
  public boolean isElsewhere(FolderName local) {
    return byStatus(local).isPresent() || claims.owner(directory(local), otherNames).isPresent();
  }

  private Optional<String> byStatus(FolderName local) {
    return claims.hasStatus(account.account(), key(account, local))
        ? Optional.empty()
        : others.stream().filter(other -> left(other, local)).map(Neighbour::account).findFirst();
  }

  /** Whether an account that never ran here has a status of the original's for the folder. */
  private boolean left(Neighbour other, FolderName local) {
    return !claims.hasFile(other.account())
        && claims.hasStatus(other.account(), key(other, local))
        && isSame(other.root(), account.root());
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.equals(other) || Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private static StatusKey key(Neighbour whose, FolderName local) {
    return StatusKey.of(local.text(), Character.toString(whose.separator()));
  }
}
