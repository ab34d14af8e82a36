package org.offlineimap.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code [mbnames]}, when it is enabled. Immutable.
 *
 * @param file the file to write
 * @param header what stands before the first item
 * @param itemTemplate the raw template of one item
 * @param separator what stands between items
 * @param footer what stands after the last item
 * @param folderFilter which folders are listed; empty for all
 * @param sortKey how they are sorted; empty for account, then folder
 * @param incremental whether the file is written after each account
 */
public record MbnamesConfig(
    Path file,
    PythonExpression header,
    String itemTemplate,
    PythonExpression separator,
    PythonExpression footer,
    Optional<PythonExpression> folderFilter,
    Optional<PythonExpression> sortKey,
    boolean incremental) {
  /** Every value that is Python. */
  public List<PythonExpression> expressions() {
    List<PythonExpression> all = new ArrayList<>(List.of(header, separator, footer));
    folderFilter.ifPresent(all::add);
    sortKey.ifPresent(all::add);
    return List.copyOf(all);
  }
}
