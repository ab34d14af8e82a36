package org.offlineimap.repository.imap;

import java.util.Optional;
import java.util.Set;
import org.offlineimap.mail.FolderName;

/**
 * Where deleted messages go with {@code gmail_delete = trash}: what the configuration names, else
 * what the server says is its trash, else Gmail's usual one. What is deleted in the trash or in the
 * spam is deleted for good. Guarded by itself.
 */
final class Trash {
  private static final FolderName USUAL_TRASH = new FolderName("[Gmail]/Trash");
  private static final FolderName USUAL_SPAM = new FolderName("[Gmail]/Spam");

  private final Optional<ImapSettings.Gmail> gmail;
  private Optional<FolderName> listedTrash = Optional.empty();
  private Optional<FolderName> listedSpam = Optional.empty();

  Trash(Optional<ImapSettings.Gmail> gmail) {
    this.gmail = gmail;
  }

  /** A folder of the list. */
  synchronized void noteListed(FolderName folder, Set<String> attributes) {
    if (attributes.contains("\\trash")) {
      listedTrash = Optional.of(folder);
    }
    if (attributes.contains("\\junk")) {
      listedSpam = Optional.of(folder);
    }
  }

  /** Where messages deleted in {@code folder} go; empty where they are simply deleted. */
  synchronized Optional<FolderName> of(FolderName folder) {
    if (gmail.isEmpty() || !gmail.get().toTrash()) {
      return Optional.empty();
    }
    FolderName trash = gmail.get().trash().or(() -> listedTrash).orElse(USUAL_TRASH);
    FolderName spam = gmail.get().spam().or(() -> listedSpam).orElse(USUAL_SPAM);
    return folder.equals(trash) || folder.equals(spam) ? Optional.empty() : Optional.of(trash);
  }
}
