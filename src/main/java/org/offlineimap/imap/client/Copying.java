package org.offlineimap.imap.client;

import java.util.Optional;
import org.offlineimap.mail.UidSet;

/**
 * A COPY or MOVE under way.
 *
 * @param uids which messages
 * @param places where they are, without those that were gone before; empty where the server does
 *     not say
 */
public record Copying(UidSet uids, Pending<Optional<Copied>> places) {}
