package org.offlineimap.imap.client;

import org.offlineimap.mail.BodySink;

/**
 * A part of messages that is fetched, and where it goes.
 *
 * @param name what stands between the brackets; empty for the whole message
 * @param listener hears what else was told of each message
 */
record Section(String name, BodySink sink, FetchListener listener) {}
