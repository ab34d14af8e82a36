package org.offlineimap.repository.maildir;

/** What all folders of a repository share. Thread-safe. */
record Store(MaildirSettings settings, MaildirHost host, MaildirDisk disk, NameMint mint) {
  void warn(String text) {
    host.warnings().accept(settings.repository() + ": " + text);
  }
}
