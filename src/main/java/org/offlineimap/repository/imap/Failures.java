package org.offlineimap.repository.imap;

import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.SyncException.RepositoryFailure;

/** Gives protocol failures their radius, and says whose they are. Immutable. */
record Failures(String repository) {
  /** A command that concerns the whole connection. */
  SyncException ofConnection(String what, ImapException e) {
    String text = "%s: %s: %s".formatted(repository, what, e.getMessage());
    return switch (e) {
      case ImapException.AuthenticationRefused _ ->
          new AccountFailure(AccountFailure.Kind.AUTH, text, e);
      case ImapException.TlsRefused _ -> new AccountFailure(AccountFailure.Kind.TLS, text, e);
      case ImapException.Throttled _ -> new AccountFailure(AccountFailure.Kind.THROTTLED, text, e);
      case ImapException.Disconnected _,
          ImapException.Overtaken _,
          ImapException.Refused _,
          ImapException.Dismissed _,
          ImapException.Goodbye _ ->
          new RepositoryFailure(text, e, true);
      case ImapException.Rejected _, ImapException.Malformed _, ImapException.SourceFailed _ ->
          new RepositoryFailure(text, e, false);
    };
  }

  /** A command that concerns one folder. */
  SyncException ofFolder(FolderName folder, String what, ImapException e) {
    return switch (e) {
      case ImapException.Disconnected _,
          ImapException.Goodbye _,
          ImapException.Throttled _,
          ImapException.AuthenticationRefused _,
          ImapException.TlsRefused _ ->
          ofConnection(what, e);
      case ImapException.Overtaken _,
          ImapException.Refused _,
          ImapException.Rejected _,
          ImapException.Dismissed _,
          ImapException.Malformed _,
          ImapException.SourceFailed _ ->
          new FolderFailure(
              "%s: folder '%s': %s: %s".formatted(repository, folder, what, e.getMessage()),
              e,
              e instanceof ImapException.Refused
                  || e instanceof ImapException.Dismissed
                  || e instanceof ImapException.Overtaken);
    };
  }

  /** This thread was asked to stop. */
  SyncException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RepositoryFailure(repository + ": stopped", e, true);
  }
}
