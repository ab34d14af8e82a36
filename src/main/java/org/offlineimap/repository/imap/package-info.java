/**
 * The port over an IMAP server. The only place where a protocol failure gets its radius, and where
 * a folder's name meets the mailbox's.
 *
 * <p>May import {@code repository}, {@code imap.*}, {@code auth}, {@code config}, {@code event} and
 * {@code mail}. Thread-safe: one lane a connection orders who has which mailbox selected, and is
 * held only while commands are handed over, not while their answers come in, except where an answer
 * decides whether to go on. Read {@link org.offlineimap.repository.imap.ImapRepository} and {@code
 * Lane} first.
 */
@NullMarked
package org.offlineimap.repository.imap;

import org.jspecify.annotations.NullMarked;
