package org.offlineimap.mail;

/**
 * What tells whether a directory changed; times in nanoseconds since 1970. Unchanged means equal,
 * never "not newer" (design 4).
 */
public record DirectoryStamp(long device, long inode, long modified, long changed) {}
