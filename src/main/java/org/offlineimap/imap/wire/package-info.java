/**
 * Octets to tokens and back: lines, atoms, numbers, quoted strings, lists, literals; modified
 * UTF-7.
 *
 * <p>May import the JDK only. Readers and writers are confined to one thread at a time. Read {@link
 * org.offlineimap.imap.wire.WireReader} and {@link org.offlineimap.imap.wire.StringForm} first.
 */
@NullMarked
package org.offlineimap.imap.wire;

import org.jspecify.annotations.NullMarked;
