package org.offlineimap.repository.imap;

import java.util.Set;

/** What servers may offer beyond IMAP4rev1 and what it is good for here; for people. */
public enum Feature {
  LIST_STATUS("LIST-STATUS", "the state of all folders in one answer"),
  QRESYNC("QRESYNC", "what changed and vanished since the last run in one answer"),
  CONDSTORE(
      "CONDSTORE", "folders without a change cost nothing, changed flags alone are asked for"),
  ESEARCH("ESEARCH", "short answers to searches"),
  UIDPLUS("UIDPLUS", "the UID of each upload, deletion of ours only"),
  LITERAL_PLUS("LITERAL+", "uploads without a question before each"),
  SASL_IR("SASL-IR", "signing in takes one turnaround less"),
  SPECIAL_USE("SPECIAL-USE", "the trash and the junk folder are known whatever their names"),
  ID("ID", "the server is told who we are"),
  MOVE("MOVE", "moves in one step"),
  MULTIAPPEND("MULTIAPPEND", "many uploads in one command, which the server stores in one go"),
  COMPRESS("COMPRESS=DEFLATE", "compressed connections, with usecompression = yes"),
  NAMESPACE("NAMESPACE", "where the user's own folders begin, as told below"),
  UIDONLY("UIDONLY", "a server that shows only its newest messages shows all"),
  IDLE("IDLE", "changes of one folder at once, with idlefolders"),
  NOTIFY("NOTIFY", "changes of all folders at once, with push = all"),
  OBJECTID("OBJECTID", "messages are known again in another folder"),
  BINARY("BINARY", "messages that hold NUL can be uploaded");

  private final String capability;
  private final String use;

  Feature(String capability, String use) {
    this.capability = capability;
    this.use = use;
  }

  /** The name that servers announce. */
  public String capability() {
    return capability;
  }

  /** Whether it is used with a server that offers these. */
  public String verdict(Set<String> offered) {
    return (offered.contains(capability) ? "used: " : "not offered: ") + use;
  }
}
