/**
 * The port: what an account's two repositories can do. The remote one names messages by UID; the
 * local one is addressed by the remote's UIDs and also holds messages that have none yet.
 *
 * <p>May import {@code mail}. Folders may be used from several threads; one folder from one thread
 * at a time. Read {@link org.offlineimap.repository.RemoteFolder} and {@link
 * org.offlineimap.repository.LocalFolder} first.
 */
@NullMarked
package org.offlineimap.repository;

import org.jspecify.annotations.NullMarked;
