package org.offlineimap.daemon;

import java.util.List;
import org.offlineimap.mail.SyncException.AccountFailure;

/** What {@code [mbnames]} computes in Python (reference: configuration, 5). Thread-safe. */
public interface MailboxRules {
  /** The text before, between and after the items. */
  record Frame(String header, String separator, String footer) {}

  /**
   * The frame.
   *
   * @throws AccountFailure the user's code fails
   */
  Frame frame() throws AccountFailure;

  /**
   * Those of an account's folders that are listed.
   *
   * @throws AccountFailure the user's code fails
   */
  List<String> listed(String account, List<String> folders) throws AccountFailure;

  /**
   * The items in the order of the file.
   *
   * @throws AccountFailure the user's code fails
   */
  List<MailboxItem> sorted(List<MailboxItem> items) throws AccountFailure;
}
