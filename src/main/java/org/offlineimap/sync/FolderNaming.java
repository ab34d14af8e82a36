package org.offlineimap.sync;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * What one repository's section says about folder names; each question is about all names at once.
 * Thread-safe.
 */
public interface FolderNaming {
  /** No rules: every name stays as it is, and every folder is synchronised. */
  FolderNaming PLAIN =
      new FolderNaming() {
        @Override
        public Map<FolderName, String> visible(Collection<FolderName> names) {
          Map<FolderName, String> same = new LinkedHashMap<>();
          names.forEach(name -> same.put(name, name.text()));
          return same;
        }

        @Override
        public Set<FolderName> wanted(Collection<FolderName> names) {
          return new HashSet<>(names);
        }

        @Override
        public Set<FolderName> stillWanted(Collection<FolderName> names) {
          return new HashSet<>(names);
        }
      };

  /**
   * What {@code nametrans} makes of each name, separators as they are.
   *
   * @throws AccountFailure the rule fails, or gives no text
   */
  Map<FolderName, String> visible(Collection<FolderName> names) throws AccountFailure;

  /**
   * Those that are synchronised, by {@code folderincludes} and {@code folderfilter}.
   *
   * @throws AccountFailure the rule fails
   */
  Set<FolderName> wanted(Collection<FolderName> names) throws AccountFailure;

  /**
   * The same, right before they are taken up: asked anew with {@code dynamic_folderfilter}, else
   * all of them.
   *
   * @throws AccountFailure the rule fails
   */
  Set<FolderName> stillWanted(Collection<FolderName> names) throws AccountFailure;
}
