/**
 * The local repository as a tree of Maildir folders, with the file names of the original program.
 *
 * <p>May import {@code repository}, {@code mail}, {@code config} and {@code event}. The repository
 * is thread-safe; a folder is used by one thread at a time, except that a delivery's streams are
 * written on a connection's reader thread. Read {@link
 * org.offlineimap.repository.maildir.MaildirRepository} and {@link
 * org.offlineimap.repository.maildir.MaildirDisk} first.
 */
@NullMarked
package org.offlineimap.repository.maildir;

import org.jspecify.annotations.NullMarked;
