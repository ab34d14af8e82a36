/**
 * One connection to an IMAP server: transport, TLS, login, pipelined commands.
 *
 * <p>May import {@code imap.protocol}, {@code imap.wire} and {@code mail}. One reader thread per
 * connection runs no caller's code but a {@code BodySink} and the listeners named in its methods;
 * one lock orders writes. Read {@link org.offlineimap.imap.client.ImapConnection} and {@link
 * org.offlineimap.imap.client.Transport} first.
 */
@NullMarked
package org.offlineimap.imap.client;

import org.jspecify.annotations.NullMarked;
