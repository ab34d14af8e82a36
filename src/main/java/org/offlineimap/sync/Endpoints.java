package org.offlineimap.sync;

import org.offlineimap.repository.LocalRepository;
import org.offlineimap.repository.RemoteRepository;
import org.offlineimap.status.AccountStatus;

/** What an account is synchronised between, and its memory. The caller closes them. */
public record Endpoints(RemoteRepository remote, LocalRepository local, AccountStatus status) {}
