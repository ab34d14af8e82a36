package org.offlineimap.daemon;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the recorded mailbox names (reference: formats 9). Immutable.
 *
 * @param account whose folder it is
 * @param folder its local name
 * @param root the Maildir root; empty where the local side is a server
 */
public record MailboxItem(String account, String folder, Optional<String> root) {
  /** By the names that a template and a sort function know; a missing root is left out. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("accountname", account);
    fields.put("foldername", folder);
    root.ifPresent(path -> fields.put("localfolders", path));
    return fields;
  }
}
