package org.offlineimap.status;

/**
 * The name of a folder's status: the remote visible name with the remote separator made {@code .},
 * then escaped as a file name (reference: formats 1.1, 1.2).
 */
public record StatusKey(String fileName) implements Comparable<StatusKey> {
  /** The key of a visible name. */
  public static StatusKey of(String visibleName, String separator) {
    return new StatusKey(
        escape(separator.isEmpty() ? visibleName : visibleName.replace(separator, "."), separator));
  }

  /** The file name rule of formats 1.2. */
  static String escape(String name, String separator) {
    String owned = name.equals(separator) ? "" : name;
    String flat = owned.isEmpty() ? "." : owned.replace('/', '.');
    return flat.equals(".") ? "dot" : flat;
  }

  // Written out because the JVM spends milliseconds at every start on making these two itself.

  @Override
  public boolean equals(Object other) {
    return other instanceof StatusKey(String name) && fileName.equals(name);
  }

  @Override
  public int hashCode() {
    return fileName.hashCode();
  }

  @Override
  public int compareTo(StatusKey other) {
    return fileName.compareTo(other.fileName);
  }
}
