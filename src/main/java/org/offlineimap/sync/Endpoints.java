package org.offlineimap.sync;

import org.offlineimap.repository.LocalRepository;
import org.offlineimap.repository.RemoteRepository;
import org.offlineimap.status.AccountStatus;

/**
 * What an account is synchronised between, its memory, and the user's rules for names. The caller
 * closes them.
 */
public record Endpoints(
    RemoteRepository remote, LocalRepository local, AccountStatus status, NameRules names) {
  /** Without rules. */
  public Endpoints(RemoteRepository remote, LocalRepository local, AccountStatus status) {
    this(remote, local, status, NameRules.NONE);
  }
}
