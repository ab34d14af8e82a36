package org.offlineimap.mail;

/** The same flags added to, or removed from, several messages. */
public record FlagChange(UidSet uids, FlagSet flags, boolean add) {}
