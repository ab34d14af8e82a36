package org.offlineimap.sync;

import org.offlineimap.repository.LocalRepository;
import org.offlineimap.repository.RemoteRepository;
import org.offlineimap.status.AccountStatus;

/**
 * What an account is synchronised between, its memory, and the user's rules for names. The caller
 * closes them.
 *
 * @param mentions what was said in earlier passes of this process
 */
public record Endpoints(
    RemoteRepository remote,
    LocalRepository local,
    AccountStatus status,
    NameRules names,
    Mentions mentions) {}
