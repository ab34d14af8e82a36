/**
 * What both sides last agreed on: the original's status cache and UIDVALIDITY files, and our own
 * memory beside them (reference: formats 1, 4, 5, 13).
 *
 * <p>May import {@code mail}. The only home of SQL. One writer a file; every class says how it is
 * shared. Read {@link org.offlineimap.status.AccountStatus} and {@link
 * org.offlineimap.status.FolderStatus} first.
 */
@NullMarked
package org.offlineimap.status;

import org.jspecify.annotations.NullMarked;
