/**
 * IMAP as values: commands, responses, response codes, and the functions that read and print them.
 *
 * <p>May import {@code imap.wire} and {@code mail}. Stateless: values are immutable, parsers are
 * static functions on a reader. Read {@link org.offlineimap.imap.protocol.Response} and {@link
 * org.offlineimap.imap.protocol.Command} first.
 */
@NullMarked
package org.offlineimap.imap.protocol;

import org.jspecify.annotations.NullMarked;
