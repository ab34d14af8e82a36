/**
 * The shared nouns: UIDs, flags, folder names, message lists and failures.
 *
 * <p>May import the JDK only. Every type is immutable unless it says otherwise. Read {@link
 * org.offlineimap.mail.MessageList} and {@link org.offlineimap.mail.FlagSet} first.
 */
@NullMarked
package org.offlineimap.mail;

import org.jspecify.annotations.NullMarked;
