/**
 * An IMAP server inside this process, for the demo and for tests.
 *
 * <p>May import {@code mail} and the JDK, and nothing of {@code imap.*}: server and client read the
 * RFCs separately, so that one misreading cannot pass both ends. Threads: one virtual thread
 * accepts, one serves each connection, and one more reports changes during IDLE; one lock per user
 * guards the mail. Read {@code SandboxServer} and {@code Mailbox} first.
 */
@NullMarked
package org.offlineimap.sandbox;

import org.jspecify.annotations.NullMarked;
