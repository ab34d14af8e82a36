package org.offlineimap.mail;

/**
 * One label to be given to messages, or taken from them. Immutable.
 *
 * @param label in the server's spelling
 */
public record LabelChange(UidSet uids, String label, boolean add) {}
