package org.offlineimap.mail;

/**
 * What tells whether a directory changed; times in nanoseconds since 1970. Unchanged means equal,
 * never "not newer" (design 4).
 */
public record DirectoryStamp(long device, long inode, long modified, long changed) {
  // Written out because the JVM spends milliseconds at every start on making these two itself.

  @Override
  public boolean equals(Object other) {
    return other instanceof DirectoryStamp(long d, long i, long m, long c)
        && device == d
        && inode == i
        && modified == m
        && changed == c;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(inode * 31 + changed);
  }
}
