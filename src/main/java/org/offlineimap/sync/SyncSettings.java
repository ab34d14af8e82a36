package org.offlineimap.sync;

import java.util.Map;
import java.util.Set;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.sync.plan.DeletionGuard;

/**
 * What the configuration and the command line say about one account's synchronisation.
 *
 * @param account its name
 * @param local options of the local repository
 * @param remote options of the remote repository
 * @param expunge the remote repository's {@code expunge}
 * @param guard {@code deletion_guard}
 * @param letters which flags have a letter
 * @param dryRun only tell what would be done
 * @param confirmed {@code --confirm-deletions}: tokens by full remote folder name
 */
public record SyncSettings(
    String account,
    SideOptions local,
    SideOptions remote,
    boolean expunge,
    DeletionGuard guard,
    LetterMap letters,
    boolean dryRun,
    Map<String, Set<String>> confirmed) {

  /** Copies the tokens. */
  public SyncSettings {
    confirmed = Map.copyOf(confirmed);
  }

  /** Options of one repository (reference: configuration 8). */
  public record SideOptions(boolean readOnly, boolean syncDeletes, boolean createFolders) {
    /** As they are when the file does not name them. */
    public static final SideOptions DEFAULT = new SideOptions(false, true, true);

    /** Whether folders may be created on this side. */
    boolean mayCreate() {
      return createFolders && !readOnly;
    }
  }

  /** An account with every option at its default. */
  public static SyncSettings defaults(String account) {
    return new SyncSettings(
        account,
        SideOptions.DEFAULT,
        SideOptions.DEFAULT,
        true,
        DeletionGuard.DEFAULT,
        LetterMap.systemOnly(),
        false,
        Map.of());
  }
}
