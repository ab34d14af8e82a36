package org.offlineimap.repository.imap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.mail.FolderName;

/** Mailboxes that there are, to find one whose name differs in case only. Guarded by itself. */
final class CaseTwins {
  @GuardedBy("this")
  private final Set<FolderName> known = new HashSet<>();

  synchronized void add(FolderName mailbox) {
    known.add(mailbox);
  }

  /** A known mailbox that begins like this one in another case, or is it. */
  synchronized Optional<FolderName> of(FolderName mailbox) {
    String small = mailbox.text().toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(each -> small.startsWith(each.text().toLowerCase(Locale.ROOT)))
        .filter(each -> !mailbox.text().startsWith(each.text()))
        .findFirst();
  }
}
