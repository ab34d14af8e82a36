package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.offlineimap.mail.SyncException;

/**
 * The directories of a repository: which are folders, and where a folder lies (formats 3).
 * Immutable.
 */
final class FolderTree {
  private static final Set<String> INNER = Set.of("cur", "new", "tmp");

  /** macOS lists names decomposed. */
  private static final boolean COMPOSE =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");

  private final Store store;
  private final Path root;
  private final boolean nested;

  FolderTree(Store store) {
    this.store = store;
    this.root = store.settings().root();
    this.nested = store.settings().separator().equals("/");
  }

  /** Whether {@code directory} holds {@code cur}, {@code new} and {@code tmp}. */
  static boolean isFolder(Path directory) {
    return INNER.stream().allMatch(name -> Files.isDirectory(directory.resolve(name)));
  }

  /**
   * Every folder's name, sorted; none when there is no root.
   *
   * @throws IOException the root cannot be read
   */
  List<String> names() throws IOException {
    if (Files.notExists(root)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    if (isFolder(root)) {
      names.add("");
    }
    descend(root, "", new ArrayList<>(List.of(root.toRealPath())), names);
    names.sort(null);
    return names;
  }

  private void descend(Path directory, String prefix, List<Path> above, List<String> names)
      throws IOException {
    for (Path child : children(directory)) {
      String name = prefix + compose(String.valueOf(child.getFileName()));
      if (isFolder(child)) {
        names.add(name);
      }
      if (nested) {
        descendInto(child, name, above, names);
      }
    }
  }

  /** Links are followed, but never to a directory that we are inside of. */
  private void descendInto(Path child, String name, List<Path> above, List<String> names) {
    try {
      Path real = child.toRealPath();
      if (!above.contains(real)) {
        above.add(real);
        descend(child, name + "/", above, names);
        above.removeLast();
      }
    } catch (IOException e) {
      store.warn("cannot read the directory " + child + ", its folders are left out: " + e);
    }
  }

  private List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        Path name = entry.getFileName();
        if (name == null || INNER.contains(name.toString()) || !Files.isDirectory(entry)) {
          continue;
        }
        if (FolderScan.isAddressable(name, name.toString())) {
          children.add(entry);
        } else {
          store.warn("the name of the directory " + entry + " is not UTF-8; it is left alone");
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }

  private static String compose(String name) {
    return COMPOSE ? Normalizer.normalize(name, Normalizer.Form.NFC) : name;
  }

  /**
   * Where a folder lies.
   *
   * @throws SyncException.FolderFailure for a name that would lead out of the tree or into a folder
   */
  Path directory(String name) throws SyncException.FolderFailure {
    String refusal = refusal(name);
    if (!refusal.isEmpty()) {
      throw failure(name, refusal, null);
    }
    try {
      return name.isEmpty() ? root : root.resolve(name);
    } catch (InvalidPathException e) {
      throw failure(name, "this system cannot have such a file name: " + e.getReason(), e);
    }
  }

  private String refusal(String name) {
    if (name.startsWith("/")) {
      return "it begins with /";
    }
    if (!nested && name.contains("/")) {
      return "it contains /, but sep is " + store.settings().separator();
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..") || part.equals(".") || name.contains("../")) {
        return "it leads out of its place";
      }
      if (INNER.contains(part)) {
        return "a directory called " + part + " has a meaning of its own in a Maildir";
      }
      if (part.isEmpty() && !name.isEmpty()) {
        return "it has an empty part";
      }
    }
    return "";
  }

  /**
   * Creates a folder and the plain directories above it.
   *
   * @return whether it is new
   */
  boolean create(String name) throws SyncException.FolderFailure {
    Path directory = directory(name);
    if (isFolder(directory)) {
      return false;
    }
    try {
      makeAll(directory);
      for (String inner : List.of("cur", "new", "tmp")) {
        makeAll(directory.resolve(inner));
      }
      return true;
    } catch (IOException e) {
      throw failure(name, e.toString(), e);
    }
  }

  private void makeAll(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
      makeAll(parent);
    }
    try {
      store.disk().makeDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      // Another account, or another program, made it a moment ago; a file of that name is in the
      // way.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    if (parent != null && store.settings().fsync()) {
      store.disk().forceDirectory(parent);
    }
  }

  private SyncException.FolderFailure failure(
      String name, String reason, @org.jspecify.annotations.Nullable Exception cause) {
    return new SyncException.FolderFailure(
        store.settings().repository() + ": no folder '" + name + "' under " + root + ": " + reason,
        cause,
        false);
  }
}
